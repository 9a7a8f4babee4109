"""What is one passage? A version → units → passages, as spans of the version's text.

A unit is what is quoted whole: a sentence of prose, a row of a table, a piece of code. Sentences are split by sentencex
(Wikimedia's), which knows abbreviations, initials and closing quotation marks. A passage is a run of whole units below
one heading: short blocks are joined, long ones are cut between units, and a block that announces the next one ("To stop
the pump:") stays with it.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from math import ceil

import regex
import sentencex

from retrieval.analysis.lead_ins import announces, lead_ins
from retrieval.analysis.sections import Section, sections
from retrieval.records import Article, Block, BlockKind, Passage, Span

ENOUGH = 400  # characters; a passage that long takes no further block
ENOUGH_IN_SECTION = 700  # characters; the same below a heading, where the blocks have one subject
LONGEST = 900  # characters; a longer run of units is cut
LONGEST_CODE = 600  # characters of a unit of code; longer code is cut between its lines
LONGEST_UNIT = 4_000  # characters, as many as Discord shows in a message; a longer unit is cut at white space
SPLITTABLE = 4_000  # characters that are split at once; what sentencex takes may grow with their square
WORD = regex.compile(r"[\p{L}\p{N}]")
WHITE_SPACE = regex.compile(r"\s")
BLANK_LINES = regex.compile(r"\n[ \t]*\n")


def sentences(text: str, paragraph: Span, language: str) -> tuple[Span, ...]:
    """The sentences of one paragraph of `text`, in order, without the white space between them."""
    # Each replaced by one space, which keeps offsets: a wrapped line does not end a sentence, and sentencex panics at
    # wide white space ("A\xa0.").
    flat = WHITE_SPACE.sub(" ", paragraph.of(text))
    pieces = (piece for start, end in _boundaries(flat, language) for piece in _bounded(flat, start, end))
    spans = (_without_white_space(flat, start, end, paragraph.start) for start, end in pieces)
    return tuple(span for span in spans if WORD.search(text, span.start, span.end))


def passages(article: Article) -> tuple[Passage, ...]:
    """The passages of an article, in order; each unit is in exactly one of them."""
    return tuple(passage for section in sections(article.version) for passage in _section_passages(article, section))


def _section_passages(article: Article, section: Section) -> Iterator[Passage]:
    blocks = [found for block in section.blocks if (found := units(article, block))]
    needed = iter(lead_ins(article.version, [unit for found in blocks for unit in found]))
    for run in _block_runs(article.version.text, blocks, ENOUGH_IN_SECTION if section.path else ENOUGH):
        for piece in _cut(run):
            lead_in, *_ = islice(needed, len(piece))
            yield Passage(article=article, sentences=piece, section=section.path, lead_in=lead_in)


def units(article: Article, block: Block) -> tuple[Span, ...]:
    """The units of a block of an article, in order."""
    text = article.version.text
    if block.kind is BlockKind.ROW:
        pieces = _bounded(text, block.start, block.end)
        return tuple(span for start, end in pieces for span in _visible(text, start, end))
    if block.kind is BlockKind.CODE:
        return tuple(_code_units(text, block))
    return sentences(text, block, article.language)


def _code_units(text: str, block: Block) -> Iterator[Span]:
    """The code in pieces of at most `LONGEST_CODE` characters where its lines allow, cut at blank lines if possible."""
    start = block.start
    while block.end - start > LONGEST_CODE:
        window = text[start : start + LONGEST_CODE]
        blank = [match.start() for match in BLANK_LINES.finditer(window)]
        cut = blank[-1] if blank and blank[-1] > LONGEST_CODE // 4 else window.rfind("\n")
        if cut <= 0:
            cut = LONGEST_CODE
        yield from _visible(text, start, start + cut)
        start += cut
        while start < block.end and text[start] == "\n":
            start += 1
    yield from _visible(text, start, block.end)


def _visible(text: str, start: int, end: int) -> Iterator[Span]:
    if WORD.search(text, start, end):
        yield Span(start=start, end=end)


def _boundaries(flat: str, language: str) -> Iterator[tuple[int, int]]:
    """The half-open ranges of the sentences, found in windows of `SPLITTABLE` characters.

    The last sentence of a window may go on. It begins the next window, or, if it is long, goes on to the end of the
    first sentence there: no window moves on by less than half its length, so the time is linear.
    """
    start = window_start = 0
    while window_start < len(flat):
        window = flat[window_start : window_start + SPLITTABLE]
        ends = [window_start + each["end_index"] for each in sentencex.get_sentence_boundaries(language, window)]
        window_end = window_start + len(window)
        closed = ends if window_end == len(flat) else ends[:-1]
        for end in closed:
            yield start, end
            start = end
        window_start = window_end if window_end == len(flat) or start < window_end - SPLITTABLE // 2 else start


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The half-open range in ranges of at most `LONGEST_UNIT` characters, cut at white space where there is some."""
    while end - start > LONGEST_UNIT:
        space = max(text.rfind(each, start, start + LONGEST_UNIT) for each in " \t\n")
        cut = space + 1 if space > start else start + LONGEST_UNIT
        yield start, cut
        start = cut
    yield start, end


def _without_white_space(flat: str, start: int, end: int, offset: int) -> Span:
    piece = flat[start:end]
    left, right = len(piece) - len(piece.lstrip()), len(piece) - len(piece.rstrip())
    return Span(start=offset + start + left, end=offset + max(end - right, start + left))


def _block_runs(text: str, blocks: Sequence[Sequence[Span]], enough: int) -> Iterator[list[Span]]:
    """The units of `blocks` in runs of whole blocks, each as short as possible with at least `enough` characters."""
    run: list[Span] = []
    for units in blocks:
        is_full = run and (_length(run) >= enough or units[-1].end - run[0].start > LONGEST)
        if is_full and not announces(run[-1].of(text)):
            yield run
            run = []
        run += units
    if run:
        yield run


def _cut(run: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    """A run cut into pieces of at most `LONGEST` characters where units allow, of about the same length."""
    wanted = _length(run) / ceil(_length(run) / LONGEST)
    piece: tuple[Span, ...] = ()
    for sentence in run:
        if piece and _length((*piece, sentence)) > wanted:
            yield piece
            piece = ()
        piece = (*piece, sentence)
    yield piece


def _length(run: Sequence[Span]) -> int:
    return run[-1].end - run[0].start

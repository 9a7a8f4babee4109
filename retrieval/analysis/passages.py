"""What is one passage? A version → sentences → passages, as spans of the version's text.

Sentences are split by sentencex (Wikimedia's), which knows abbreviations, initials and closing quotation marks.
Passages are runs of whole sentences: short paragraphs are joined, long ones are cut between sentences.
"""

from collections.abc import Iterator, Sequence
from math import ceil

import regex
import sentencex

from retrieval.records import Article, Passage, Span

ENOUGH = 400  # characters; a passage that long takes no further paragraph
LONGEST = 900  # characters; a longer run of sentences is cut
SPLITTABLE = 4_000  # characters that are split at once; what sentencex takes may grow with their square
WORD = regex.compile(r"[\p{L}\p{N}]")
WHITE_SPACE = regex.compile(r"\s")


def sentences(text: str, paragraph: Span, language: str) -> tuple[Span, ...]:
    """The sentences of one paragraph of `text`, in order, without the white space between them."""
    # Each replaced by one space, which keeps offsets: a wrapped line does not end a sentence, and sentencex panics at
    # wide white space ("A\xa0.").
    flat = WHITE_SPACE.sub(" ", paragraph.of(text))
    spans = (_without_white_space(flat, start, end, paragraph.start) for start, end in _boundaries(flat, language))
    return tuple(span for span in spans if WORD.search(text, span.start, span.end))


def passages(article: Article) -> tuple[Passage, ...]:
    """The passages of an article, in order; each sentence is in exactly one of them."""
    text = article.version.text
    paragraphs = [sentences(text, paragraph, article.language) for paragraph in article.version.quotable]
    runs = (piece for run in _paragraph_runs(paragraphs) for piece in _cut(run))
    return tuple(Passage(article=article, sentences=run) for run in runs)


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


def _without_white_space(flat: str, start: int, end: int, offset: int) -> Span:
    piece = flat[start:end]
    left, right = len(piece) - len(piece.lstrip()), len(piece) - len(piece.rstrip())
    return Span(start=offset + start + left, end=offset + max(end - right, start + left))


def _paragraph_runs(paragraphs: Sequence[tuple[Span, ...]]) -> Iterator[tuple[Span, ...]]:
    """Runs of paragraphs, each as short as possible with at least `ENOUGH` characters."""
    run: tuple[Span, ...] = ()
    for paragraph in filter(None, paragraphs):
        if run and (_length(run) >= ENOUGH or _length(run + paragraph) > LONGEST):
            yield run
            run = ()
        run += paragraph
    if run:
        yield run


def _cut(run: tuple[Span, ...]) -> Iterator[tuple[Span, ...]]:
    """A run cut into pieces of at most `LONGEST` characters where sentences allow, of about the same length."""
    wanted = _length(run) / ceil(_length(run) / LONGEST)
    piece: tuple[Span, ...] = ()
    for sentence in run:
        if piece and _length((*piece, sentence)) > wanted:
            yield piece
            piece = ()
        piece = (*piece, sentence)
    yield piece


def _length(run: tuple[Span, ...]) -> int:
    return run[-1].end - run[0].start

"""Where does a paragraph begin and end in plain text? Text → stretches, in order.

Blank lines always part paragraphs. A single line end parts them too, unless the sentence plainly goes on in the next
line: it begins in lower case, or the lines are hard-wrapped and the next word had no room.
"""

from collections.abc import Iterator
from itertools import pairwise

import regex

from retrieval.records import Span

LINE_ENDS = "\r\n\v\f\x85\u2028\u2029"
INK = r"[^\s\x1c-\x1f]"  # what `str.strip` leaves: it takes four separators of ASCII for white space, `regex` does not
LINE = regex.compile(rf"[^{LINE_ENDS}]*{INK}[^{LINE_ENDS}]*")
BLANK = regex.compile(r"(?>\r\n?|[\n\v\f\x85\u2028\u2029])[^\S\r\n]*(?:\r\n?|[\n\v\f\x85\u2028\u2029])")
BULLET = regex.compile(rf"\s*(?:[•·▪‣◦*+–—-]|\p{{N}}{{1,3}}[.)])\s+(?={INK})")
LABEL = regex.compile(r"\p{L}[\p{L} ]{0,20}:")  # such as "date:" in the head of an article
ENDED = (".", "!", "?", ":", ";", "…", ".”", "!”", "?”", '."', '!"', '?"')
WRAPPED_WIDTHS = range(40, 121)  # in characters; shorter lines are verse or lists, longer ones are paragraphs


def paragraphs(text: str, start: int = 0) -> tuple[Span, ...]:
    """The paragraphs of `text` from `start` on, in order, without white space or bullets at their ends."""
    return tuple(_trimmed(text, run) for block in _blocks(text, start) for run in _unwrapped(text, block))


def is_bulleted(text: str, paragraph: Span) -> bool:
    """Whether a bullet or number stands before the paragraph on its line."""
    line_start = paragraph.start
    while line_start > 0 and text[line_start - 1] not in LINE_ENDS:
        line_start -= 1
    bullet = BULLET.match(text, line_start)
    return bullet is not None and bullet.end() == paragraph.start


def _blocks(text: str, start: int) -> Iterator[list[Span]]:
    """The lines between blank lines."""
    block: list[Span] = []
    for match in LINE.finditer(text, start):
        line = Span(start=match.start(), end=match.end())
        if block and BLANK.search(text, block[-1].end, line.start + 1):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _unwrapped(text: str, lines: list[Span]) -> Iterator[Span]:
    """The lines of a block, joined where a word wrapper has parted them."""
    width = max(len(line.of(text).rstrip()) for line in lines)
    start = lines[0].start
    for line, following in pairwise(lines):
        if not _runs_on(line.of(text).rstrip(), following.of(text), width):
            yield Span(start=start, end=line.end)
            start = following.start
    yield Span(start=start, end=lines[-1].end)


def _runs_on(line: str, following: str, width: int) -> bool:
    """Whether the sentence goes on in the next line, `width` being that of the block's longest line."""
    if BULLET.match(following) or LABEL.match(following):
        return False
    first_word = following.split(maxsplit=1)[0]
    had_no_room = width in WRAPPED_WIDTHS and len(line) + 1 + len(first_word) > width
    return had_no_room or (first_word[0].islower() and not line.endswith(ENDED))


def _trimmed(text: str, run: Span) -> Span:
    bullet = BULLET.match(text, run.start, run.end)
    start = bullet.end() if bullet else run.start
    inner = text[start : run.end]
    return Span(start=start + len(inner) - len(inner.lstrip()), end=run.end - len(inner) + len(inner.rstrip()))

"""Which lines of a page are one paragraph? Where each stands tells: gaps, indents, and lines that end before they must.

The lines come in the order in which the page writes them, column after column.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import multimode
from typing import NamedTuple

import regex

from retrieval.ingest.document.paragraphs import BULLET

ALIKE = 0.1  # share by which two sizes differ and are still the same
GAP = 1.35  # of the usual distance between lines; more parts paragraphs
INDENT = 0.8  # of the size
CLEARLY = 3  # sizes of room that end a line which ends no sentence, like a list's
SPACE = 0.2  # of the size: the narrowest space between words
ENDED = regex.compile(r"[.!?…:。！？।][\p{Pf}\p{Pe}\"'”’»\d]*$")


class Line(NamedTuple):
    """A line of a page: its text, its edges in points from the page's left and bottom, and the size of its letters.

    `base` is where the letters stand, `word` how wide the first word is. Pages count from 1.
    """

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    word: float


def paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each paragraph, in order."""
    pitch = _pitch(lines)
    for column in _columns(lines):
        edge = max(line.right for line in column)
        paragraph = [column[0]]
        for line, following in pairwise(column):
            if _parts(line, following, edge, pitch):
                yield paragraph
                paragraph = []
            paragraph.append(following)
        yield paragraph


def joined(paragraphs: Iterator[list[Line]]) -> Iterator[list[Line]]:
    """The paragraphs, those joined that a column's or page's end has cut within a sentence."""
    held: list[Line] = []
    for paragraph in paragraphs:
        if held and not _continues(held[-1], paragraph[0]):
            yield held
            held = []
        held = held + paragraph
    if held:
        yield held


def alike(one: Line, other: Line) -> bool:
    """Whether two lines are of one size."""
    return abs(one.size - other.size) <= ALIKE * max(one.size, other.size)


def _columns(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines of one size, each below the one before it."""
    column: list[Line] = []
    for line in lines:
        if column and not _is_below(column[-1], line):
            yield column
            column = []
        column.append(line)
    if column:
        yield column


def _is_below(line: Line, following: Line) -> bool:
    overlap = min(line.right, following.right) - max(line.left, following.left)
    return line.page == following.page and following.base < line.base and overlap > 0 and alike(line, following)


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance between the lines of a paragraph, in sizes of their letters."""
    pitches = [round((a.base - b.base) / b.size, 1) for a, b in pairwise(lines) if b.size and _is_below(a, b)]
    return min(multimode(pitches), default=0)


def _parts(line: Line, following: Line, edge: float, pitch: float) -> bool:
    """Whether a paragraph ends with `line`, in a column whose longest line ends at `edge`."""
    is_apart = line.base - following.base > GAP * pitch * following.size
    is_indented = following.left - line.left > INDENT * following.size and not BULLET.match(line.text)
    room = edge - line.right - following.word - SPACE * line.size
    if line.text.endswith("-"):
        return is_apart
    if ENDED.search(line.text):
        return is_apart or is_indented or room > 0 or _is_item(following)
    return is_apart or _is_item(following) or (room > CLEARLY * line.size and not following.text[0].islower())


def _is_item(line: Line) -> bool:
    return BULLET.match(line.text) is not None


def _continues(line: Line, following: Line) -> bool:
    """Whether the sentence that `line` leaves open goes on in another column or on another page."""
    is_elsewhere = following.page != line.page or following.base >= line.base
    return is_elsewhere and alike(line, following) and not ENDED.search(line.text) and not _is_item(following)

"""Which lines of a page are one paragraph? Their layout decides: gaps, indents, and lines that end early.

Lines are in the order in which the page writes them, column after column. Distances are in points or, where a comment
says "sizes", in multiples of the font size.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import multimode
from typing import NamedTuple

import regex

from retrieval.ingest.document.paragraphs import BULLET

SIZE_TOLERANCE = 0.1  # share by which font sizes that count as the same may differ
MIN_GAP = 1.35  # of the usual distance between lines; a larger one ends a paragraph
MIN_INDENT = 0.8  # sizes
MIN_ROOM = 3  # sizes left at the end of a line that end a paragraph within a sentence, as in a list
WORD_SPACE = 0.2  # sizes: the narrowest space between words
SENTENCE_END = regex.compile(r"[.!?…:。！？।][\p{Pf}\p{Pe}\"'”’»\d]*$")


class Line(NamedTuple):
    """A line of a page; all lengths are in points, from the left and bottom of the page.

    Attributes:
        page: the number of its page, from 1.
        left: where its first character begins.
        right: where its last character ends.
        baseline: the height of its baseline.
        size: the font size of most of its words.
        first_word_width: the width of its first word, which tells whether it would have fitted on the line before.
    """

    text: str
    page: int
    left: float
    right: float
    baseline: float
    size: float
    first_word_width: float


def group_lines(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each paragraph, in order."""
    leading = _usual_leading(lines)
    for column in _columns(lines):
        right_edge = max(line.right for line in column)
        paragraph = [column[0]]
        for line, following in pairwise(column):
            if _ends_paragraph(line, following, right_edge, leading):
                yield paragraph
                paragraph = []
            paragraph.append(following)
        yield paragraph


def merge_across_breaks(paragraphs: Iterator[list[Line]]) -> Iterator[list[Line]]:
    """The paragraphs, with those merged that the end of a column or page has cut within a sentence."""
    merged: list[Line] = []
    for paragraph in paragraphs:
        if merged and not _continues(merged[-1], paragraph[0]):
            yield merged
            merged = []
        merged = merged + paragraph
    if merged:
        yield merged


def is_same_size(one: Line, other: Line) -> bool:
    """Whether the font sizes of two lines are the same, within a tolerance."""
    return abs(one.size - other.size) <= SIZE_TOLERANCE * max(one.size, other.size)


def _columns(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines of one font size, each below the one before it."""
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
    return (
        line.page == following.page
        and following.baseline < line.baseline
        and overlap > 0
        and is_same_size(line, following)
    )


def _usual_leading(lines: Sequence[Line]) -> float:
    """The usual distance between the baselines of a paragraph, in sizes."""
    leadings = [round((a.baseline - b.baseline) / b.size, 1) for a, b in pairwise(lines) if b.size and _is_below(a, b)]
    return min(multimode(leadings), default=0)


def _ends_paragraph(line: Line, following: Line, right_edge: float, leading: float) -> bool:
    """Whether a paragraph ends with `line`, in a column whose longest line ends at `right_edge`."""
    has_gap = line.baseline - following.baseline > MIN_GAP * leading * following.size
    is_indented = following.left - line.left > MIN_INDENT * following.size and not BULLET.match(line.text)
    room = right_edge - line.right - following.first_word_width - WORD_SPACE * line.size
    if line.text.endswith("-"):
        return has_gap
    if SENTENCE_END.search(line.text):
        return has_gap or is_indented or room > 0 or _is_list_item(following)
    has_room = room > MIN_ROOM * line.size and not following.text[0].islower()
    return has_gap or _is_list_item(following) or has_room


def _is_list_item(line: Line) -> bool:
    return BULLET.match(line.text) is not None


def _continues(line: Line, following: Line) -> bool:
    """Whether the sentence that `line` leaves open continues in another column or on another page."""
    is_elsewhere = following.page != line.page or following.baseline >= line.baseline
    return (
        is_elsewhere
        and is_same_size(line, following)
        and not SENTENCE_END.search(line.text)
        and not _is_list_item(following)
    )

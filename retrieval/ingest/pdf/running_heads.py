"""Which lines belong to the page and not to its text? Running heads and feet, and page numbers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

import regex

from retrieval.ingest.pdf.lines import Line

OUTER = 3  # lines at the top and at the bottom of a page that may be its head or foot
MOST_PAGES = 0.4  # of the pages: left and right ones often differ, and the first has none
BESIDE = 2  # points within which letters stand on one line
NUMBER = regex.compile(r"\d+|\b[ivxlc]+\b", regex.IGNORECASE)
PAGE_NUMBER = regex.compile(
    r"\W*(?:(?:page|seite|página|стр\.?|p\.)\W*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\W+(?:of|von|de|/)?\W*\d{1,4})?\W*",
    regex.IGNORECASE,
)


def without_margins(lines: Sequence[Line], *, pages: int) -> list[Line]:
    """The lines without those that stand at the edge of many of the `pages`, and without page numbers."""
    outer = [(edge, line) for _, page in groupby(lines, lambda line: line.page) for edge, line in _outer(list(page))]
    times = Counter({(edge, _shape(line), line.page) for edge, line in outer})
    on_pages = Counter((edge, shape) for edge, shape, _ in times)
    dropped = {
        line
        for edge, line in outer
        if on_pages[edge, _shape(line)] >= max(2, MOST_PAGES * pages)
        or (edge in {0, -1} and PAGE_NUMBER.fullmatch(line.text))
    }
    return [line for line in lines if line not in dropped]


def _outer(page: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """The outer lines of a page, each with its place: 0, 1, 2 from the top, -1, -2, -3 from the bottom."""
    heights = _heights(page)
    for line in page:
        place = next(order for order, height in enumerate(heights) if abs(line.base - height) <= BESIDE)
        if place < OUTER:
            yield place, line
        if place >= len(heights) - OUTER:
            yield place - len(heights), line


def _heights(page: Sequence[Line]) -> list[float]:
    """Where on the page lines stand, from the top, those beside each other once."""
    heights: list[float] = []
    for line in sorted(page, key=lambda line: -line.base):
        if not heights or heights[-1] - line.base > BESIDE:
            heights.append(line.base)
    return heights


def _shape(line: Line) -> str:
    """The line's words, with all numbers alike."""
    return NUMBER.sub("#", line.text.casefold())

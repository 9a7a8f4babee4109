"""Which lines are not part of the text? Running heads, running feet and page numbers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

import regex

from retrieval.ingest.pdf.lines import Line

EDGE_LINES = 3  # at the top and at the bottom of a page: candidates for running heads and feet
MIN_PAGE_SHARE = 0.4  # of the pages: left and right ones often differ, and the first has none
SAME_LINE = 2  # points by which the baselines of one line may differ
NUMBER = regex.compile(r"\d+|\b[ivxlc]+\b", regex.IGNORECASE)
PAGE_NUMBER = regex.compile(
    r"\W*(?:(?:page|seite|página|стр\.?|p\.)\W*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\W+(?:of|von|de|/)?\W*\d{1,4})?\W*",
    regex.IGNORECASE,
)


def without_running_heads(lines: Sequence[Line], *, page_count: int) -> list[Line]:
    """The lines without page numbers, and without those that repeat at the same edge of many of the pages."""
    edges = [
        (position, line)
        for _, page in groupby(lines, lambda line: line.page)
        for position, line in _edge_lines(list(page))
    ]
    page_counts = Counter((position, key) for position, key, _ in {(at, _key(line), line.page) for at, line in edges})
    removed = {
        line
        for position, line in edges
        if page_counts[position, _key(line)] >= max(2, MIN_PAGE_SHARE * page_count)
        or (position in {0, -1} and PAGE_NUMBER.fullmatch(line.text))
    }
    return [line for line in lines if line not in removed]


def _edge_lines(page: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """The first and last lines of a page, each with its position: 0, 1, 2 from the top, -1, -2, -3 from the bottom."""
    baselines = _baselines(page)
    for line in page:
        position = next(at for at, baseline in enumerate(baselines) if abs(line.baseline - baseline) <= SAME_LINE)
        if position < EDGE_LINES:
            yield position, line
        if position >= len(baselines) - EDGE_LINES:
            yield position - len(baselines), line


def _baselines(page: Sequence[Line]) -> list[float]:
    """The baselines of the page from top to bottom, one for all lines beside each other."""
    baselines: list[float] = []
    for line in sorted(page, key=lambda line: -line.baseline):
        if not baselines or baselines[-1] - line.baseline > SAME_LINE:
            baselines.append(line.baseline)
    return baselines


def _key(line: Line) -> str:
    """What running heads on different pages have in common: the line in lower case, with each number as "#"."""
    return NUMBER.sub("#", line.text.casefold())

"""Which lines does a quote have, wherever it is shown? Its paragraphs and rows, however their source is wrapped."""

from collections.abc import Iterator
from itertools import pairwise

import regex

from retrieval.ingest.document.paragraphs import paragraphs
from retrieval.records import Span

NOTHING = Span(start=0, end=0)
ROW = regex.compile(r"\n(?=[^\n]*\t)")  # tabs separate the cells of a row


def quote_lines(text: str, whole: Span = NOTHING) -> Iterator[Span]:
    """Adjacent spans that cover `text`, one for each paragraph or row, but for breaks inside `whole`."""
    ends = {*(paragraph.end for paragraph in paragraphs(text)), *(row.start() for row in ROW.finditer(text))}
    breaks = sorted(end for end in ends if not whole.start < end < whole.end)
    for start, end in pairwise([0, *breaks, len(text)]):
        yield Span(start=start, end=end)

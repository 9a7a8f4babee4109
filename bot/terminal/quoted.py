"""How does a quote look in a terminal? Its lines after a bar, which is thick and the line bold for what answers.

Prose is wrapped; code stays as it is, whatever the width.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from click import style

from bot.rendering.elements import OMISSION, CodeBlock, DrawnCell, DrawnRow, Element, LeftOut, ProseLine, elements
from bot.terminal.console import printable, wrapped
from retrieval.answers import QuoteSpan
from retrieval.records import Block, Span

INDENT: Final = "  "  # before a step, for each list around its own
TAB: Final = 4  # columns of a tab in code
BETWEEN_CELLS: Final = " · "


def quoted_lines(spans: Sequence[QuoteSpan], blocks: Sequence[Block], answers: Span, *, width: int) -> Iterator[str]:
    """The lines of a quote in `width` columns; `answers` is the version's range that answers."""
    for element in elements(spans, blocks, answers):
        if isinstance(element, LeftOut):
            yield OMISSION
        for text, is_bold in _lines(element, width - 2):
            yield f"▌ {style(text, bold=True)}" if is_bold else f"│ {text}"


def _lines(element: Element, width: int) -> Iterator[tuple[str, bool]]:
    match element:
        case ProseLine():
            yield from _prose(element, width)
        case DrawnRow():
            row = BETWEEN_CELLS.join(map(_cell, element.cells))
            yield from ((line, element.answers) for line in wrapped(row, width))
        case CodeBlock():
            yield from ((_code_line(line), element.answers) for line in element.text.split("\n"))


def _prose(line: ProseLine, width: int) -> Iterator[tuple[str, bool]]:
    """The pieces of a line, each on lines of its own, behind the marker of the step."""
    indent = INDENT * line.depth
    first = f"{indent}{printable(line.marker)} " if line.marker else indent
    hanging = " " * len(first)
    for piece in line.pieces:
        for text in wrapped(printable(piece.text), max(width - len(first), 1)):
            yield f"{first}{text}", piece.answers
            first = hanging


def _cell(cell: DrawnCell) -> str:
    label = printable(cell.label)
    return (
        f"{label}{'' if label.endswith((':', '?')) else ':'} {printable(cell.text)}" if label else printable(cell.text)
    )


def _code_line(line: str) -> str:
    """A line of code with its indentation and inner spaces, and pictures in place of control characters."""
    expanded = line.expandtabs(TAB)
    words = expanded.split(" ")
    return " ".join(map(printable, words)).rstrip()

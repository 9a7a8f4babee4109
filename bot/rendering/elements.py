"""What is a quote made of, wherever it is shown? Its spans → lines of prose, steps, rows of a table, and code.

    ProseLine    a paragraph, or a step with its marker; the pieces of it that answer are known
    DrawnRow     the cells of a row, each with the name of its column
    CodeBlock    lines that stay as they are, in a language
    LeftOut      text of the article between two spans is left out

Markers, and what stands between cells, are no part of the quote. A quote whose blocks are not known is all prose.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

import regex

from retrieval.answers import QuoteSpan
from retrieval.ingest.document.paragraphs import paragraphs
from retrieval.records import Block, BlockKind, Span

BULLET: Final = "•"
OMISSION: Final = "[…]"
NOTHING = Span(start=0, end=0)
ROW = regex.compile(r"\n(?=[^\n]*\t)")  # tabs separate the cells of a row


class Piece(NamedTuple):
    """Some of a line's text, and whether it answers."""

    text: str
    answers: bool = False


class ProseLine(NamedTuple):
    """A paragraph or a step; `depth` is the number of lists around its own."""

    pieces: tuple[Piece, ...]
    marker: str = ""
    depth: int = 0


class DrawnCell(NamedTuple):
    """A cell with the name of its column, which is empty where it has none."""

    label: str
    text: str


class DrawnRow(NamedTuple):
    """The cells of a row, without empty ones."""

    cells: tuple[DrawnCell, ...]
    answers: bool = False


class CodeBlock(NamedTuple):
    """Lines of code, and its language if the article states it."""

    text: str
    language: str = ""
    answers: bool = False


class LeftOut(NamedTuple):
    """A place where text is left out."""


Element = ProseLine | DrawnRow | CodeBlock | LeftOut


class _Part(NamedTuple):
    """A range of a span in one block, and whether it follows the part before it directly."""

    start: int
    end: int
    text: str
    block: Block | None
    touches: bool


def elements(spans: Sequence[QuoteSpan], blocks: Sequence[Block], answers: Span = NOTHING) -> Iterator[Element]:
    """What the spans show, in order; `answers` is the range of the version that has the answering sentence.

    A header row is not shown by itself, unless there is nothing else: its cells name those of the rows below it.
    """
    parts = [part for span in spans for part in _parts(span, blocks)]
    are_headers = all(part.block and part.block.is_header for part in parts)
    is_first, touches = True, True
    for _, group in groupby(enumerate(parts), key=_row_or_number):
        shown = [part for _, part in group]
        block, touches = shown[0].block, touches and shown[0].touches
        if block and block.is_header and not are_headers:
            continue
        if not is_first and not touches:
            yield LeftOut()
        yield from _elements(shown, block, parts, answers)
        is_first, touches = False, True


def _row_or_number(numbered: tuple[int, _Part]) -> Block | int:
    """What the parts of one row have in common, and no other parts."""
    number, part = numbered
    return part.block if part.block and part.block.cells else number


def _parts(span: QuoteSpan, blocks: Sequence[Block]) -> Iterator[_Part]:
    starts = [block.start for block in blocks if span.start < block.start < span.end]
    bounds = [span.start, *starts, span.end]
    for start, end in pairwise(bounds):
        block = next((each for each in blocks if each.start <= start < each.end), None)
        yield _Part(
            start, end, span.text[start - span.start : end - span.start], block, start > span.start or span.touches
        )


def _elements(shown: Sequence[_Part], block: Block | None, parts: Sequence[_Part], answers: Span) -> Iterator[Element]:
    if block and block.kind is BlockKind.ROW and block.cells:
        yield _row(shown, block, _labels(block, parts), answers)
        return
    for part in shown:
        if block and block.kind is BlockKind.CODE:
            yield CodeBlock(part.text.rstrip(), block.language or "", _overlaps(part, answers))
        else:
            yield from _lines(part, answers)


def _row(shown: Sequence[_Part], row: Block, labels: Mapping[int, str], answers: Span) -> DrawnRow:
    cells = (
        DrawnCell(labels.get(number, ""), part.text[cell.start - part.start : cell.end - part.start])
        for number, cell in enumerate(row.cells)
        for part in shown
        if cell.start < cell.end and part.start <= cell.start and cell.end <= part.end
    )
    return DrawnRow(tuple(cells), row.start <= answers.start < row.end)


def _labels(row: Block, parts: Sequence[_Part]) -> Mapping[int, str]:
    """The names of the columns that are among the parts, by their number: those of the last header row above."""
    headers = [part.block for part in parts if part.block and part.block.is_header and part.start < row.start]
    header = headers[-1] if headers and not row.is_header else None
    return {
        number: part.text[cell.start - part.start : cell.end - part.start]
        for number, cell in enumerate(header.cells if header else ())
        for part in parts
        if cell.start < cell.end and part.start <= cell.start and cell.end <= part.end
    }


def _lines(part: _Part, answers: Span) -> Iterator[ProseLine]:
    bold = NOTHING
    if _overlaps(part, answers):
        bold = Span(start=max(answers.start - part.start, 0), end=min(answers.end, part.end) - part.start)
    block = part.block
    is_item = block is not None and block.kind is BlockKind.ITEM and part.start == block.start
    marker = (block.marker or BULLET) if block and is_item else ""
    depth = max(block.level - 1, 0) if block and block.kind is not BlockKind.HEADING else 0
    for line in quote_lines(part.text, bold):
        pieces = _pieces(part.text, line, bold)
        if pieces:
            yield ProseLine(pieces, marker, depth)
            marker = ""


def _pieces(text: str, line: Span, bold: Span) -> tuple[Piece, ...]:
    start, end = (min(max(offset, line.start), line.end) for offset in (bold.start, bold.end))
    pieces = (Piece(text[line.start : start]), Piece(text[start:end], answers=True), Piece(text[end : line.end]))
    return tuple(piece for piece in pieces if piece.text) if line.of(text).strip() else ()


def _overlaps(part: _Part, answers: Span) -> bool:
    return answers.start < part.end and part.start < answers.end


def quote_lines(text: str, whole: Span = NOTHING) -> Iterator[Span]:
    """Adjacent spans that cover `text`, one for each paragraph or row, but for breaks inside `whole`."""
    ends = {*(paragraph.end for paragraph in paragraphs(text)), *(row.start() for row in ROW.finditer(text))}
    breaks = sorted(end for end in ends if not whole.start < end < whole.end)
    for start, end in pairwise([0, *breaks, len(text)]):
        yield Span(start=start, end=end)

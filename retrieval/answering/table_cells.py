"""Which cells of a table are quoted? Spans → spans that never run over the border of two cells.

A row is shown as its cells, each beside the name of its column; what stands between them is no part of the quote.
"""

from collections.abc import Iterator, Sequence

from retrieval.analysis.tokenizer import terms
from retrieval.query.parser import Question
from retrieval.records import Block, BlockKind, Span


def by_cell(text: str, blocks: Sequence[Block], spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans of `text` with each row of a table in them replaced by its cells; `blocks` are those of the spans."""
    return tuple(piece for span in spans for piece in _pieces(text, blocks, span))


def cells_of(row: Block) -> tuple[Span, ...]:
    """The cells of a row that are not empty; the whole of it where they are not known."""
    return tuple(cell for cell in row.cells if cell.start < cell.end) or (Span(start=row.start, end=row.end),)


def answering_cell(text: str, row: Block, header: Block | None, question: Question, language: str) -> Span:
    """The cell of a row that says what is asked: its column is named in the question, and it is not itself.

    Of equals it is the first.
    """
    labels = dict(zip(row.cells, header.cells if header else (), strict=False))

    def named(cell: Span | None) -> int:
        found = frozenset(terms(cell.of(text), language)) if cell else frozenset()
        return sum(each.is_matched_by(found) for each in question.query_terms)

    return max(cells_of(row), key=lambda cell: (-named(cell), named(labels.get(cell))))


def _pieces(text: str, blocks: Sequence[Block], span: Span) -> Iterator[Span]:
    start = span.start
    for block in blocks:
        if block.kind is BlockKind.ROW and block.within(span):
            yield from _between_rows(text, start, block.start, span)
            yield from cells_of(block)
            start = block.end
    yield from _between_rows(text, start, span.end, span)


def _between_rows(text: str, start: int, end: int, span: Span) -> Iterator[Span]:
    """The range of `span`, if it is not blank, without the white space that separates it from a row."""
    piece = text[start:end]
    if piece.strip():
        left = 0 if start == span.start else len(piece) - len(piece.lstrip())
        right = 0 if end == span.end else len(piece) - len(piece.rstrip())
        yield Span(start=start + left, end=end - right)

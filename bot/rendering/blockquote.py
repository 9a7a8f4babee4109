"""How does a quote look in Discord? Its lines as block quotes, the sentence that answers in bold, code as a block.

    > A sentence before it. **The sentence that answers.** One after it.
    > 1. A step of a list.
    > Plot: **Small** · Fee: **40 euros**
    […]
    > A span that does not touch the one before it.

Each paragraph of the source is a line with `> ` before it, never `>>> `, which would include the citation below. The
characters are the quote's own, escaped by `markdown`; `bidi` may put invisible characters around a line. Markers and
what stands between cells are ours.
"""

from collections.abc import Iterator
from typing import Final

from bot.rendering.bidi import END_OF_ISOLATE, ISOLATE, isolated
from bot.rendering.code_fence import code_lines
from bot.rendering.elements import OMISSION, CodeBlock, DrawnRow, Element, Piece, ProseLine, elements
from bot.rendering.markdown import Budget, escape, fitting, size
from retrieval.answers import Quote, QuoteSpan
from retrieval.records import Block, BlockKind, Span

INDENT: Final = "\N{EM SPACE}"  # before a step, for each list around its own
BETWEEN_CELLS: Final = " · "


def quotation(quote: Quote) -> str:
    """The whole quote as Markdown, with `[…]` outside of it wherever text is left out."""
    bold = answering(quote)
    answers = Span(start=quote.start + bold.start, end=quote.start + bold.end)
    return "\n".join(line for element in elements(quote.spans, quote.blocks, answers) for line in _markdown(element))


def opening(quote: Quote, room: Budget) -> str:
    """The beginning of the quote that fits into `room`, followed by a mark that the rest is left out."""
    beside = size(f"> {ISOLATE}**** {OMISSION}{END_OF_ISOLATE}")
    slice_ = escape(quote.text[: fitting(quote.text, room.minus(beside))])
    return f"> {isolated(f'**{slice_}** {OMISSION}')}" if slice_ else f"> {OMISSION}"


def sentence(quote: Quote) -> Quote:
    """The quote cut to its answering sentence; to its answering row, with the names of the columns."""
    span = answering(quote)
    only = QuoteSpan(start=quote.start + span.start, end=quote.start + span.end, text=span.of(quote.text))
    offsets = {"start": only.start, "end": only.end, "highlight": (only.start, only.end)}
    row = next((block for block in quote.blocks if block.kind is BlockKind.ROW and only.within(block)), None)
    spans = _with_labels(quote, row) if row else (only,)
    return quote.model_copy(update={"text": only.text, "spans": spans, **offsets})


def _with_labels(quote: Quote, row: Block) -> tuple[QuoteSpan, ...]:
    headers = [block for block in quote.blocks if block.is_header and block.start < row.start]
    return tuple(span for span in quote.spans if any(span.within(block) for block in (*headers[-1:], row)))


def answering(quote: Quote) -> Span:
    """The span of the answering sentence in `quote.text`, without white space at its ends."""
    start, end = (min(max(offset - quote.start, 0), len(quote.text)) for offset in quote.highlight)
    found = quote.text[start:end]
    start += len(found) - len(found.lstrip())
    return Span(start=start, end=max(start, start + len(found.strip())))


def _markdown(element: Element) -> Iterator[str]:
    """The lines of an element."""
    match element:
        case ProseLine():
            yield _quoted(_line(element))
        case DrawnRow():
            yield _quoted(
                BETWEEN_CELLS.join(_cell(cell.label, cell.text, is_bold=element.answers) for cell in element.cells)
            )
        case CodeBlock():
            yield from code_lines(element.text, element.language)
        case _:
            yield OMISSION


def _quoted(line: str) -> str:
    return f"> {isolated(line)}"


def _line(line: ProseLine) -> str:
    marker = f"{INDENT * line.depth}{escape(line.marker)} " if line.marker else INDENT * line.depth
    return marker + "".join(map(_piece, line.pieces)).strip()


def _piece(piece: Piece) -> str:
    is_bold = piece.answers and bool(piece.text.strip())
    return f"**{_escaped_piece(piece.text)}**" if is_bold else _escaped_piece(piece.text)


def _cell(label: str, text: str, *, is_bold: bool) -> str:
    """A cell after the name of its column and a colon."""
    name = escape(label)
    before = f"{name}{'' if name.endswith((':', '?')) else ':'} " if name else ""
    return f"{before}**{escape(text)}**" if is_bold and text.strip() else f"{before}{escape(text)}"


def _escaped_piece(piece: str) -> str:
    """The piece escaped as if text followed it directly, with one space at each end that has white space."""
    if not piece.strip():
        return " " if piece else ""
    left = " " if piece[0].isspace() else ""
    if piece[-1].isspace():
        return f"{left}{escape(piece)} "
    return left + escape(f"{piece}a").removesuffix("a")

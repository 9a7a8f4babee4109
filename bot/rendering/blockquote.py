"""How does a quote look in Discord? Its lines as block quotes, the sentence that answers in bold.

    > A sentence before it. **The sentence that answers.** One after it.
    > The next paragraph.
    […]
    > A span that does not touch the one before it.

Each paragraph of the source is a line with `> ` before it, never `>>> `, which would include the citation below. The
characters are the quote's own, escaped by `markdown`; `bidi` may put invisible characters around a line.
"""

from collections.abc import Iterator

from bot.rendering.bidi import END_OF_ISOLATE, ISOLATE, isolated
from bot.rendering.lines import NOTHING, quote_lines
from bot.rendering.markdown import Budget, escape, fitting, size
from retrieval.answers import Quote, QuoteSpan
from retrieval.records import Span

OMISSION = "[…]"


def quotation(quote: Quote) -> str:
    """The whole quote as Markdown, with `[…]` outside of it wherever text is left out."""
    return "\n".join(line for span in quote.spans for line in _quotation_of(span, quote))


def opening(quote: Quote, room: Budget) -> str:
    """The beginning of the quote that fits into `room`, followed by a mark that the rest is left out."""
    beside = size(f"> {ISOLATE}**** {OMISSION}{END_OF_ISOLATE}")
    slice_ = escape(quote.text[: fitting(quote.text, room.minus(beside))])
    return f"> {isolated(f'**{slice_}** {OMISSION}')}" if slice_ else f"> {OMISSION}"


def sentence(quote: Quote) -> Quote:
    """The quote cut to its answering sentence."""
    span = answering(quote)
    only = QuoteSpan(start=quote.start + span.start, end=quote.start + span.end, text=span.of(quote.text))
    offsets = {"start": only.start, "end": only.end, "highlight": (only.start, only.end)}
    return quote.model_copy(update={"text": only.text, "spans": (only,), **offsets})


def answering(quote: Quote) -> Span:
    """The span of the answering sentence in `quote.text`, without white space at its ends."""
    start, end = (min(max(offset - quote.start, 0), len(quote.text)) for offset in quote.highlight)
    found = quote.text[start:end]
    start += len(found) - len(found.lstrip())
    return Span(start=start, end=max(start, start + len(found.strip())))


def _quotation_of(span: QuoteSpan, quote: Quote) -> Iterator[str]:
    """The lines of one of the quote's spans, after `[…]` where it does not touch the one before it."""
    if span != quote.spans[0] and not span.touches:
        yield OMISSION
    bold = answering(quote) if quote.is_answering(span) else NOTHING
    lines = (_line(span.text, line, bold) for line in quote_lines(span.text, bold))
    yield from (f"> {isolated(line)}" for line in lines if line)


def _line(text: str, line: Span, bold: Span) -> str:
    """One line of Markdown, in bold where it overlaps with `bold`."""
    start, end = (min(max(offset, line.start), line.end) for offset in (bold.start, bold.end))
    emphasised = f"**{_escaped_piece(text[start:end])}**" if text[start:end].strip() else ""
    return f"{_escaped_piece(text[line.start : start])}{emphasised}{_escaped_piece(text[end : line.end])}".strip()


def _escaped_piece(piece: str) -> str:
    """The piece escaped as if text followed it directly, with one space at each end that has white space."""
    if not piece.strip():
        return " " if piece else ""
    left = " " if piece[0].isspace() else ""
    if piece[-1].isspace():
        return f"{left}{escape(piece)} "
    return left + escape(f"{piece}a").removesuffix("a")

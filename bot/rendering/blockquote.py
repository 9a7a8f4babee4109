"""How does a quote look in Discord? Its lines as block quotes, the sentence that answers in bold.

    > A sentence before it. **The sentence that answers.** One after it.
    > The next paragraph.
    […]
    > A span that does not touch the one before it.

Line by line (`> `, never `>>> `, which would swallow the source below), each paragraph of the source on a line of its
own. The characters are the quote's own; see `markdown`, and `bidi` for what may stand round a line.
"""

from collections.abc import Iterator
from itertools import pairwise

from bot.rendering.bidi import END_OF_ISOLATE, ISOLATE, isolated
from bot.rendering.markdown import Budget, escape, fitting, size
from retrieval.ingest.document.paragraphs import paragraphs
from retrieval.records import Quote, QuoteSpan, Span

OMISSION = "[…]"
NOTHING = Span(start=0, end=0)


def quotation(quote: Quote) -> str:
    """All of the quote, with `[…]` outside of it wherever text is left out."""
    return "\n".join(line for span in quote.spans for line in _quotation_of(span, quote))


def opening(quote: Quote, room: Budget) -> str:
    """What fits into `room` of a quote that is too long: one slice from its start, the omission marked behind it."""
    beside = size(f"> {ISOLATE}**** {OMISSION}{END_OF_ISOLATE}")
    slice_ = escape(quote.text[: fitting(quote.text, room.minus(beside))])
    return f"> {isolated(f'**{slice_}** {OMISSION}')}" if slice_ else f"> {OMISSION}"


def sentence(quote: Quote) -> Quote:
    """The quote with nothing but its answering sentence."""
    span = answering(quote)
    only = QuoteSpan(start=quote.start + span.start, end=quote.start + span.end, text=span.of(quote.text))
    offsets = {"start": only.start, "end": only.end, "highlight": (only.start, only.end)}
    return quote.model_copy(update={"text": only.text, "spans": (only,), **offsets})


def answering(quote: Quote) -> Span:
    """Where in the span that answers the answering sentence stands, without white space at its ends."""
    start, end = (min(max(offset - quote.start, 0), len(quote.text)) for offset in quote.highlight)
    found = quote.text[start:end]
    start += len(found) - len(found.lstrip())
    return Span(start=start, end=max(start, start + len(found.strip())))


def _quotation_of(span: QuoteSpan, quote: Quote) -> Iterator[str]:
    """The lines of one of the quote's spans, after `[…]` where it does not touch the one before it."""
    if span != quote.spans[0] and not span.touches:
        yield OMISSION
    bold = answering(quote) if quote.is_answering(span) else NOTHING
    lines = (_line(span.text, line, bold) for line in _lines(span.text, bold))
    yield from (f"> {isolated(line)}" for line in lines if line)


def _lines(text: str, whole: Span) -> Iterator[Span]:
    """A span's text in ranges that meet, one a paragraph; the `whole` sentence that answers is never parted."""
    ends = [paragraph.end for paragraph in paragraphs(text)]
    breaks = [end for end in ends if not whole.start < end < whole.end]
    for start, end in pairwise([0, *breaks, len(text)]):
        yield Span(start=start, end=end)


def _line(text: str, line: Span, bold: Span) -> str:
    """One line of Markdown; `bold` is within `line`, or outside."""
    start, end = (min(max(offset, line.start), line.end) for offset in (bold.start, bold.end))
    emphasised = f"**{_joined(text[start:end])}**" if text[start:end].strip() else ""
    return f"{_joined(text[line.start : start])}{emphasised}{_joined(text[end : line.end])}".strip()


def _joined(piece: str) -> str:
    """The piece escaped as one that more follows at once, with one space at each end where it has white space there."""
    if not piece.strip():
        return " " if piece else ""
    left = " " if piece[0].isspace() else ""
    if piece[-1].isspace():
        return f"{left}{escape(piece)} "
    return left + escape(f"{piece}a").removesuffix("a")

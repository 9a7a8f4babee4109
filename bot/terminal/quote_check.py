"""How do `pullquote quote` and `pullquote check` print? A sent quote with its source's state; a text, found or not.

The 129 is [-less-]{+more+} than any        in the text that was checked, and in the article
"""

from collections.abc import Iterator, Sequence

from click import style

from bot.rendering.elements import NOTHING, quote_lines
from bot.rendering.wording import STANDINGS
from bot.terminal.answer import WIDEST, place_line, source_line
from bot.terminal.console import printable, wrapped, wrapped_facts
from bot.terminal.quoted import quoted_lines
from retrieval.answering.verify_text import Check, Compared, Verdict
from retrieval.library.quotes import SentQuote
from retrieval.records import Source, Span


def render_sent_quote(sent: SentQuote, *, width: int) -> str:
    """A quote that was sent, its source, and whether the source still has it."""
    width = min(width, WIDEST)
    lines = [*_again(sent, width), *(_source(sent.article, width, sent.link) if sent.article else ())]
    if sent.read_at:
        lines += _indented(f"quote {sent.id} · read {sent.read_at} · sent {sent.sent_at}", width)
    return "\n".join([*lines, *wrapped(STANDINGS[sent.status], width)]) + "\n"


def render_check(check: Check, *, width: int) -> str:
    """The verdict whether the articles have a text, with the differences and the places."""
    width = min(width, WIDEST)
    lines = [str(check.verdict)]
    if check.verdict is Verdict.VERBATIM:
        lines += _quoted(check.found or "", width)
    if check.verdict is Verdict.NEARLY:
        lines += [f"│ {line}" for line in wrapped(_differences(check.compared), width - 2)]
    return "\n".join([*lines, *(line for place in check.places for line in _source(place.article, width))]) + "\n"


def _again(sent: SentQuote, width: int) -> Iterator[str]:
    """The lines of the quote, all of them bold."""
    everything = Span(start=sent.spans[0].start, end=sent.spans[-1].end) if sent.spans else NOTHING
    return quoted_lines(sent.spans, sent.blocks, everything, width=width)


def _quoted(text: str, width: int) -> list[str]:
    lines = (wrapped(printable(line.of(text)), width - 2) for line in quote_lines(text))
    return [f"▌ {style(line, bold=True)}" for of_line in lines for line in of_line]


def _differences(compared: Sequence[Compared]) -> str:
    return " ".join(part for each in compared for part in _difference(each))


def _difference(each: Compared) -> Iterator[str]:
    if each.same:
        yield printable(each.stands)
        return
    if each.said:
        yield f"[-{printable(each.said)}-]"
    if each.stands:
        yield f"{{+{printable(each.stands)}+}}"


def _source(source: Source, width: int, link: str | None = None) -> list[str]:
    return [*_indented(source_line(source), width), *_indented(place_line(source, link), width)]


def _indented(text: str, width: int) -> list[str]:
    return [style(f"  {line}", dim=True) for line in wrapped_facts(text, width - 2)]

"""How does an answer look in a terminal? Answer → lines, readable without colour.

▌ the sentence that answers            (bold where there is colour)
│ the sentences around it
│ 1. a step                            (the marker is ours, and so is what stands between the cells of a row)
[…]                                    (where text of the article is left out)
"""

from collections.abc import Iterator, Sequence

from click import style

from bot.rendering import wording
from bot.terminal.console import printable, wrapped, wrapped_facts
from bot.terminal.quoted import quoted_lines
from retrieval.answers import Answer, Quote
from retrieval.records import Source, Span

WIDEST = 100  # columns; longer lines are hard to read


def render(answer: Answer, *, width: int) -> str:
    """The answer as text for a terminal of `width` columns, with ANSI styles."""
    width = min(width, WIDEST)
    notes = wording.searched_for(answer, printable), wording.further(answer, printable)
    parts = [*notes, *(_quote(quote, width) for quote in answer.quotes)]
    if answer.refusal:
        parts.append(refusal(answer, width))
    parts += [f"{wording.MAY_NOT_ANSWER}\n{_quote(quote, width)}" for quote in answer.nearest]
    return "\n\n".join(filter(None, parts)) + "\n"


def refusal(answer: Answer, width: int) -> str:
    """Why there are no quotes, and which words of the question the articles know."""
    return "\n".join(_wrapped(line, width) for line in wording.refusal(answer, printable))


def _quote(quote: Quote, width: int) -> str:
    start, end = quote.highlight
    lines = quoted_lines(quote.spans, quote.blocks, Span(start=start, end=end), width=width)
    return "\n".join([*lines, *_sources(quote, width)])


def _sources(quote: Quote, width: int) -> Iterator[str]:
    yield from _indented(source_line(quote.article, quote.section), width)
    yield from _indented(f"{place_line(quote.article, quote.link)} · quote {quote.id}", width)
    if quote.also_in:
        others = "; ".join(f"{source_line(place.article)} ({place_line(place.article)})" for place in quote.also_in)
        yield from _indented(f"also in: {others}", width)


def source_line(source: Source, section: Sequence[str] = ()) -> str:
    """Title and section, publisher and date, as far as the article states them."""
    return wording.facts(source, printable, section)


def place_line(source: Source, link: str | None = None) -> str:
    """The file and the address that people find the source at, and the page; `link` is the address of a part of it."""
    page = f"page {source.page}" if source.page else None
    places = (source.file, page, link or source.url)
    return " · ".join(map(printable, filter(None, places))) or printable(source.id)


def _indented(text: str, width: int) -> Sequence[str]:
    return [style(f"  {line}", dim=True) for line in wrapped_facts(text, width - 2)]


def _wrapped(text: str, width: int) -> str:
    return "\n".join(wrapped(printable(text), width))

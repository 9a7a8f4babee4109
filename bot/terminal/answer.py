"""How does an answer look in a terminal? Answer → lines, readable without colour.

▌ the sentence that answers            (bold where there is colour)
│ the sentences around it
[…]                                    (where text of the article is left out)
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from click import style

from bot.rendering import wording
from bot.rendering.blockquote import OMISSION
from bot.rendering.lines import quote_lines
from bot.terminal.console import printable, wrapped
from retrieval.answers import Answer, Quote
from retrieval.records import Source

WIDEST = 100  # columns; longer lines are hard to read


def render(answer: Answer, *, width: int) -> str:
    """The answer as text for a terminal of `width` columns, with ANSI styles."""
    width = min(width, WIDEST)
    notes = wording.searched_for(answer, printable), wording.further(answer, printable)
    parts = [*notes, *(_quote(quote, width) for quote in answer.quotes)]
    if answer.refusal:
        parts.append(refusal(answer, width))
    return "\n\n".join(filter(None, parts)) + "\n"


def refusal(answer: Answer, width: int) -> str:
    """Why there are no quotes, and which words of the question the articles know."""
    return "\n".join(_wrapped(line, width) for line in wording.refusal(answer, printable))


def _quote(quote: Quote, width: int) -> str:
    return "\n".join([*_quoted(quote, width), *_sources(quote, width)])


def _quoted(quote: Quote, width: int) -> Iterator[str]:
    """The quote's lines, each after a bar, which is thick and the line bold for the sentence that answers."""
    for span in quote.spans:
        if span != quote.spans[0] and not span.touches:
            yield OMISSION
        start, end = (offset - span.start for offset in quote.highlight) if quote.is_answering(span) else (0, 0)
        ends = {start, end, *(line.end for line in quote_lines(span.text))}
        for first, last in pairwise(sorted({0, *ends})):
            for line in wrapped(printable(span.text[first:last]), width - 2):
                yield f"▌ {style(line, bold=True)}" if start <= first < end else f"│ {line}"


def _sources(quote: Quote, width: int) -> Iterator[str]:
    yield from _indented(source_line(quote.article, quote.section), width)
    yield from _indented(f"{place_line(quote.article)} · quote {quote.id}", width)
    if quote.also_in:
        others = "; ".join(f"{source_line(place.article)} ({place_line(place.article)})" for place in quote.also_in)
        yield from _indented(f"also in: {others}", width)


def source_line(source: Source, section: Sequence[str] = ()) -> str:
    """Title and section, publisher and date, as far as the article states them."""
    return wording.facts(source, printable, section)


def place_line(source: Source) -> str:
    """The file or address that people find the source at, and the page."""
    page = f"page {source.page}" if source.page else None
    return " · ".join(printable(each) for each in (source.file or source.url or source.id, page) if each)


def _indented(text: str, width: int) -> Sequence[str]:
    return [style(f"  {line}", dim=True) for line in wrapped(text, width - 2)]


def _wrapped(text: str, width: int) -> str:
    return "\n".join(wrapped(printable(text), width))

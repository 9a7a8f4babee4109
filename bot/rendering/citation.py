"""Where is a quote from? Its source as lines of subtext, and as the address of a link button.

    -# Title › Section · Publisher · 2024-04-26 · file.txt · quote JZMP7ZWQ
    -# also in: Other title · other.txt; and 3 more

Titles, publishers and file names are truncated, escaped, and cannot change the direction of the text around them.
"""

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote as percent_encoded
from urllib.parse import urlsplit

from bot.rendering import wording
from bot.rendering.bidi import DIRECTION, END_OF_ISOLATE, ISOLATE, RIGHT_TO_LEFT
from bot.rendering.limits import BUTTON_URL
from bot.rendering.markdown import Budget, escape, fitting, unescape
from retrieval.answers import AlsoIn, Quote
from retrieval.records import Source

FIELD: Final = Budget(160, 320)
"""Room for a title, a publisher or a file name; all three at their longest leave half a message for the quote."""

MAX_HEADINGS: Final = 2
"""The nearest headings that are named: with more, the line would be longer than the quote on a phone."""

_URL_CHARACTERS = ":/?#[]@!$&'()*+,;=%-._~"


def citation(quote: Quote, *, others: int | None = None, number: str = "") -> str:
    """The source in subtext, after the `number` of its page.

    At most `others` other places are named and the rest counted; `None` names all.
    """
    place = _place(quote.article, quote.section[-MAX_HEADINGS:])
    source = " · ".join(filter(None, (number, place, f"quote {inline(quote.id)}")))
    return _subtext(source, quote.also_in, others)


def places(found: Sequence[AlsoIn]) -> str:
    """The places where something was found, in subtext: the first, and how many more there are."""
    return _subtext(_place(found[0].article), found[1:], 0)


def link(address: str | None, text_fragment: str = "") -> str | None:
    """The address of a quote for a link button, or `None` where it has none that Discord accepts.

    It leads to the sentence that `text_fragment` matches, and else to the section; without what makes it too long.
    """
    url = percent_encoded((address or "").strip(), safe=_URL_CHARACTERS)
    candidates = (_with_directive(url, text_fragment), url, url.partition("#")[0])
    return next((each for each in candidates if len(each) <= BUTTON_URL and _is_web_address(each)), None)


def inline(text: str, room: Budget = FIELD) -> str:
    """The text as one line of Markdown, cut to `room` with `…`, that cannot change the direction of other text."""
    undirected = one_line(text)
    end = fitting(undirected, room)
    markdown = escape(undirected[:end]) + ("…" if end < len(undirected) else "")
    turns = undirected != " ".join(text.split()) or RIGHT_TO_LEFT.search(undirected)
    return f"{ISOLATE}{markdown}{END_OF_ISOLATE}" if turns and markdown else markdown


def one_line(text: str) -> str:
    """The text on one line, not escaped, that cannot change the direction of other text."""
    return " ".join(DIRECTION.sub("", text).split())


def plain(markdown: str) -> str:
    """The text that `inline` rendered as `markdown`, without what it truncated or removed."""
    return unescape(markdown.removeprefix(ISOLATE).removesuffix(END_OF_ISOLATE))


def _subtext(source: str, places: Sequence[AlsoIn], others: int | None) -> str:
    lines = [source, f"also in: {'; '.join(_place_list(places, others))}"] if places else [source]
    return "\n".join(f"-# {line}" for line in lines)


def _place(source: Source, section: Sequence[str] = ()) -> str:
    page = f"page {source.page}" if source.page else ""
    return " · ".join(filter(None, (wording.facts(source, inline, section), inline(source.file or ""), page)))


def _place_list(places: Sequence[AlsoIn], others: int | None) -> list[str]:
    named = [_place(place.article) for place in places[:others]]
    return [*named, f"and {len(places) - len(named)} more"] if len(places) > len(named) else named


def _with_directive(url: str, text_fragment: str) -> str:
    """The address with a text directive after its fragment, which leads where the directive matches nothing.

    A page of a PDF stays by itself.
    """
    address, _, fragment = url.partition("#")
    if not text_fragment or fragment.startswith("page="):
        return url
    return f"{address}#{fragment.partition(':~:')[0]}:~:{text_fragment}"


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False

"""Renders one page of an answer: a quote with its source, checked against its article at this moment, and the buttons.

The first page is rendered from the quotes that were just found. Every press renders a page again, from the ids of the
quotes in the library and the head in the message itself, and records the quote if it is wider than any sent before.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from bot.corpora.guilds import GuildScope
from bot.rendering.buttons import Action, ButtonPress, PageState
from bot.rendering.citation import inline, link
from bot.rendering.limits import BUTTON_URL
from bot.rendering.message import Button, Part, fits_whole, page_parts
from bot.rendering.text_fragment import text_fragment
from bot.rendering.wording import source_name
from retrieval.answering.widening import widened
from retrieval.answers import Quote
from retrieval.library.answers import StoredQuote, VersionText, stored_quote, version_text
from retrieval.library.passages import has_quote
from retrieval.library.quotes import record_sent
from retrieval.records import Span

LABELS: Final = {
    Action.BACK: "‹",
    Action.NEXT: "›",
    Action.MORE: "More around it",
    Action.EXACT: "Exact text",
    Action.POST: "Post here",
    Action.DISMISS: "Dismiss",
}
TOO_LARGE: Final = "The article's text is larger than a file may be here."


class ExactText(NamedTuple):
    """The text of an article as a file, with a line that says where in it the quote is."""

    line: str
    name: str
    content: bytes


class _Spread(NamedTuple):
    """A quote with `width` sentences added on each side, and whether it can grow further."""

    quote: Quote
    width: int
    can_grow: bool


def page(place: GuildScope, view: PageState, head: str, *, private: bool) -> list[Part] | None:
    """The page of a stored answer, under a head in Markdown; `None` where the library has no such answer or page."""
    found = stored_quote(place.library, view.answer, view.page, collections=place.collections)
    return None if found is None else _parts(place, view, found, head, private=private)


def first_page(place: GuildScope, view: PageState, quotes: Sequence[Quote], head: str, *, private: bool) -> list[Part]:
    """The first page of the answer with these quotes, which was just stored; only the article is looked at again.

    Storing it may have waited for another process, which may have changed or removed the article.
    """
    first = quotes[0] if has_quote(place.library, place.collections, quotes[0]) else None
    return _parts(place, view, StoredQuote(quotes[0].id, first, len(quotes)), head, private=private)


def _parts(place: GuildScope, view: PageState, found: StoredQuote, head: str, *, private: bool) -> list[Part]:
    """The page that shows what was found; its quote is recorded if it is widened."""
    if found.quote is None:
        return [Part(head), Part(_changed(found.id), buttons=_buttons(view, found, private=private))]
    number, version = _number(view, found), version_text(place.library, found.quote.article.version)
    spread = _spread(found.quote, version, head, number, view.width)
    if spread.width:
        record_sent(place.library, [spread.quote])
    *above, last = page_parts(head, spread.quote, number=number, text_fragment=_text_fragment(spread.quote, version))
    buttons = _buttons(view._replace(width=spread.width), found, can_grow=spread.can_grow, private=private)
    return [*above, last._replace(buttons=buttons)]


def shows_quote(place: GuildScope, view: PageState) -> bool:
    """Whether the page shows a quote: the answer is kept, and the article still has it in these words."""
    found = stored_quote(place.library, view.answer, view.page, collections=place.collections)
    return found is not None and found.quote is not None


def pressed(place: GuildScope, press: ButtonPress, head: str, *, asker: int, private: bool) -> list[Part] | None:
    """The page that a button leads to, for the user who pressed it; `None` where the library has no such answer."""
    found = stored_quote(place.library, press.view.answer, press.view.page, collections=place.collections)
    if found is None:
        return None
    return page(place, press.leads_to(found.pages)._replace(asker=asker), head, private=private)


def exact_text(place: GuildScope, view: PageState, *, largest: int) -> ExactText | str | None:
    """The article's text behind a page, or why it is not sent; `None` where the library has no such answer.

    A file may have `largest` bytes.
    """
    found = stored_quote(place.library, view.answer, view.page, collections=place.collections)
    if found is None:
        return None
    if found.quote is None:
        return _changed(found.id)
    source = found.quote.article
    version = version_text(place.library, source.version)
    quote = widened(found.quote, *version, by=view.width)
    line = (
        f"All of the article's text, version {source.version}. Quote {quote.id} is its characters {_offsets(quote)}: "
        f"code points counted from 0, the last one left out.\n-# {inline(source_name(source))}"
    )
    content = version.text.encode()
    return ExactText(line, f"{quote.id}-{source.version[:8]}.txt", content) if len(content) <= largest else TOO_LARGE


def _spread(quote: Quote, version: VersionText, head: str, number: str, width: int) -> _Spread:
    """The quote with `width` sentences on each side, or as many as fit into a message."""

    def fits(by: int) -> bool:
        return fits_whole(head, widened(quote, *version, by=by), number=number)

    width = next((by for by in range(width, 0, -1) if fits(by)), 0)
    spread, wider = (widened(quote, *version, by=by) for by in (width, width + 1))
    return _Spread(spread, width, can_grow=wider != spread and fits(width + 1))


def _offsets(quote: Quote) -> str:
    """Where the quote is: one range for spans that touch, as the many cells of a table do."""
    ranges: list[tuple[int, int]] = []
    for span in quote.spans:
        start = ranges.pop()[0] if ranges and span.touches else span.start
        ranges.append((start, span.end))
    return ", ".join(f"{start} to {end}" for start, end in ranges)


def _text_fragment(quote: Quote, version: VersionText) -> str:
    """The text directive for the answering sentence, beside the link to its section."""
    start, end = quote.highlight
    room = BUTTON_URL - len(link(quote.link) or "") - len("#:~:")
    return text_fragment(version.text, Span(start=start, end=end), longest=room)


def _buttons(view: PageState, found: StoredQuote, *, private: bool, can_grow: bool = False) -> tuple[Button, ...]:
    turning = (Action.BACK, Action.NEXT) if found.pages > 1 else ()
    reading = (Action.MORE, Action.EXACT) if found.quote else ()
    ending = () if private and not found.quote else (Action.POST,) if private else (Action.DISMISS,)
    off = {Action.MORE: not can_grow}
    return tuple(
        Button(LABELS[action], ButtonPress(action, view).name, is_off=off.get(action, False))
        for action in (*turning, *reading, *ending)
    )


def _number(view: PageState, found: StoredQuote) -> str:
    return f"{view.page + 1} of {found.pages}" if found.pages > 1 else ""


def _changed(quote: str) -> str:
    return f"The article was changed or removed since, so I do not show the quote. `/quote {quote}` says more."

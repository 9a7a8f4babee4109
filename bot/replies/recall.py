"""The reply to a quote's id: the quote again, and whether its source has changed since it was sent."""

from bot.corpora.guilds import GuildCorpora
from bot.rendering.buttons import PageState
from bot.rendering.message import Part, Reply, page_parts
from bot.rendering.wording import STANDINGS
from bot.replies.pages import first_page
from bot.replies.reply import advice, store_answer
from retrieval.errors import NotInLibraryError
from retrieval.library.answers import quote_as_sent
from retrieval.library.quotes import QuoteStatus, SentQuote, sent_quote

DAY = len("2024-04-26")  # of a time in ISO 8601


def quote_status_reply(corpora: GuildCorpora, guild: int | None, quote: str, *, asker: int) -> Reply:
    """The message for the quote with this id, if the guild may see it.

    The words of an article that was removed are not shown again.
    """
    place = corpora.at(guild)
    try:
        found = sent_quote(place.library, quote, collections=place.collections)
    except NotInLibraryError as error:
        return advice(error)
    again, head = quote_as_sent(found), _head(found)
    if again and found.stands:
        stored = store_answer(place, [again])
        if stored is None:
            return page_parts(head, again)
        return first_page(place, PageState(stored, asker), [again], head, private=False)
    was_left = found.status in {QuoteStatus.GONE, QuoteStatus.PURGED}
    return (Part(head),) if was_left or again is None else page_parts(head, again)


def _head(found: SentQuote) -> str:
    said = STANDINGS[found.status]
    lines = [f"{said[:1].upper()}{said[1:]}."]
    if found.read_at:
        read, sent_ = (str(time)[:DAY] for time in (found.read_at, found.sent_at))
        lines.append(f"-# quote {found.id} · read {read} · first sent {sent_}")
    return "\n".join(lines)

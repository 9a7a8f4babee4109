"""What does the bot say to a question? The answer as a message, or what is wrong with the question."""

import logging
from collections.abc import Sequence
from typing import Final, NamedTuple

from bot.corpora.choice import Articles
from bot.corpora.guilds import Place, Servers
from bot.rendering import wording
from bot.rendering.buttons import View
from bot.rendering.citation import shown
from bot.rendering.message import QUESTION, Part, Reply, confirmed, heading, parts
from bot.replies.pages import page
from retrieval.answering.followup import PreviousTurn
from retrieval.errors import LibraryError, NotInLibraryError, PullquoteError, QuestionError
from retrieval.library.answers import quoted_articles, record_answer
from retrieval.records import Answer, Quote

log = logging.getLogger(__name__)


BUSY: Final[Reply] = (Part("I am answering many questions just now. Please ask again in a moment."),)
HOW_TO_ASK: Final[Reply] = (
    Part(
        "Ask me something, and I answer with quotes from the articles: mention me with your question, or use `/ask`. "
        "`/help` tells more."
    ),
)
UNREADABLE: Final[Reply] = (Part("Discord did not let me read that: mention me in the message, or use `/ask`."),)
TOO_OLD: Final[Reply] = (Part("This button is too old: I do not have its answer any more. Please ask again."),)
POSTED: Final[Reply] = (Part("Posted."),)
POSTED_ALREADY: Final[Reply] = (Part("This is posted already."),)
NOT_YOURS: Final[Reply] = (Part("Only who asked, and moderators, can dismiss this."),)


class Asked(NamedTuple):
    """A question with its asker.

    Attributes:
        after: the question that it goes on from.
        after_answer: the id of the answer to that, if it is kept.
        source: the one article that is to answer, by its id or its name, if only one is.
        private: whether nobody but the asker sees the answer.
        about: the message that is the question, 0 where it was asked.
    """

    question: str
    asker: int
    after: PreviousTurn | None = None
    after_answer: str | None = None
    source: str = ""
    private: bool = False
    about: int = 0


def reply(servers: Servers, server: int | None, asked: Asked, *, limit: int) -> Reply:
    """The message for a question that was asked in a server, or elsewhere; each quote is compared with its article."""
    place = servers.at(server)
    try:
        articles, name = _answering(place, asked.source)
        answer = articles.ask(asked.question, limit=limit, after=_earlier(place, asked))
    except (QuestionError, NotInLibraryError) as error:
        return advice(error)
    found = confirmed(answer, articles.confirms)
    for quote in set(answer.quotes) - set(found.quotes):
        log.error("quote %s is not what its article says, and was not sent", quote.id)
    return _message(place, asked, found, name)


def advice(error: PullquoteError) -> Reply:
    """What is wrong with the question and what to do about it, as sentences."""
    return (Part(" ".join(_sentence(said) for said in (error.problem, error.hint) if said)),)


def noted(place: Place, quotes: Sequence[Quote]) -> str | None:
    """The id of an answer with these quotes, `None` where the library cannot keep it."""
    try:
        return record_answer(place.library, quotes)
    except LibraryError as error:
        log.warning("an answer cannot be kept, and has no buttons: %s", error)
        return None


def _answering(place: Place, source: str) -> tuple[Articles, str]:
    """What answers, and what it is called if it is one article."""
    if not source:
        return place.articles, ""
    article, alone = place.alone(source)
    return alone, wording.named(article.source)


def _earlier(place: Place, asked: Asked) -> PreviousTurn | None:
    """What the question goes on from, with the articles that were quoted then."""
    if asked.after is None or asked.after_answer is None:
        return asked.after
    return PreviousTurn(
        asked.after.question, quoted_articles(place.library, asked.after_answer, collections=place.collections)
    )


def _message(place: Place, asked: Asked, answer: Answer, name: str) -> Reply:
    """The first page, which can be turned; or all at once, where the library cannot keep the answer."""
    kept = noted(place, answer.quotes)
    head = heading(answer, only_in=name)
    first = kept and page(place, View(kept, asked.asker, about=asked.about), head, private=asked.private)
    return first or parts(answer, only_in=name)


def _sentence(said: str) -> str:
    return f"{shown(said[:1].upper() + said[1:], QUESTION)}."

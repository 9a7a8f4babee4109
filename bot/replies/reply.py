"""The reply to a question: the answer as a message, or what is wrong with the question."""

import logging
from collections.abc import Sequence
from typing import Final, NamedTuple

from bot.corpora.choice import AnyRetriever
from bot.corpora.guilds import GuildCorpora, GuildScope
from bot.rendering import wording
from bot.rendering.buttons import NearestPress, PageState
from bot.rendering.citation import inline
from bot.rendering.message import QUESTION, Button, Part, Reply, heading, parts, with_confirmed_quotes
from bot.replies.pages import first_page
from retrieval.answering.followup import PreviousTurn
from retrieval.answers import Answer, Quote
from retrieval.errors import LibraryError, NotInLibraryError, PullquoteError, QuestionError
from retrieval.library.answers import quoted_articles, record_answer
from retrieval.records import Source

log = logging.getLogger(__name__)


BUSY: Final[Reply] = (Part("I am answering many questions just now. Please ask again in a moment."),)
HOW_TO_ASK: Final[Reply] = (
    Part(
        "Ask me something, and I answer with quotes from the articles: mention me with your question, or use `/ask`. "
        "`/help` says more."
    ),
)
UNREADABLE: Final[Reply] = (Part("Discord did not let me read that: mention me in the message, or use `/ask`."),)
TOO_OLD: Final[Reply] = (Part("This button is too old: I do not have its answer any more. Please ask again."),)
POSTED: Final[Reply] = (Part("Posted."),)
POSTED_ALREADY: Final[Reply] = (Part("This is posted already."),)
QUESTION_LOST: Final[Reply] = (Part("I cannot read the question in this message any more. Please ask it again."),)
SOURCE_GONE: Final[Reply] = (Part("The article that was to answer this is not here any more. Please ask again."),)
NOT_YOURS: Final[Reply] = (Part("Only who asked, and moderators, can dismiss this."),)

NEAREST_LABEL: Final = "Show what comes nearest"


class AskRequest(NamedTuple):
    """A question and how it was asked.

    Attributes:
        after: the question before, which a follow-up refers to.
        after_answer: the id of the answer to that, if the library has it.
        source: the one article that is to answer, by its id or its name, if only one is.
        private: whether nobody but the asker sees the answer.
        about: the id of the message that is the question, 0 for a typed question.
        nearest: whether a refusal shows what comes nearest.
    """

    question: str
    asker: int
    after: PreviousTurn | None = None
    after_answer: str | None = None
    source: str = ""
    private: bool = False
    about: int = 0
    nearest: bool = False


def reply(corpora: GuildCorpora, guild: int | None, asked: AskRequest, *, limit: int) -> Reply:
    """The message for a question asked in a guild, or elsewhere; each quote is checked and recorded as sent."""
    place = corpora.at(guild)
    try:
        articles, alone = _answering(place, asked.source)
        answer = articles.ask(asked.question, limit=limit, after=_earlier(place, asked), nearest=asked.nearest)
    except QuestionError as error:
        return advice(error)
    except NotInLibraryError as error:
        return SOURCE_GONE if asked.nearest else advice(error)
    found = with_confirmed_quotes(answer, articles.confirms)
    for quote in set(answer.shown) - set(found.shown):
        log.error("quote %s is not what its article says, and was not sent", quote.id)
    return _message(place, asked, found, alone)


def advice(error: PullquoteError) -> Reply:
    """What is wrong with the question and what to do about it, as sentences."""
    return (Part(" ".join(_sentence(said) for said in (error.problem, error.hint) if said)),)


def store_answer(place: GuildScope, quotes: Sequence[Quote]) -> str | None:
    """Record an answer with these quotes as sent and return its id; `None` where the library cannot store it."""
    try:
        return record_answer(place.library, quotes)
    except LibraryError as error:
        log.warning("an answer cannot be kept, and has no buttons: %s", error)
        return None


def _answering(place: GuildScope, source: str) -> tuple[AnyRetriever, Source | None]:
    """What answers, and the source of the article if only one may answer."""
    if not source:
        return place.articles, None
    article, alone = place.alone(source)
    return alone, article.source


def _earlier(place: GuildScope, asked: AskRequest) -> PreviousTurn | None:
    """The previous turn of the conversation, with the articles that were quoted then."""
    if asked.after is None or asked.after_answer is None:
        return asked.after
    return PreviousTurn(
        asked.after.question, quoted_articles(place.library, asked.after_answer, collections=place.collections)
    )


def _message(place: GuildScope, asked: AskRequest, answer: Answer, alone: Source | None) -> Reply:
    """The first page, which can be turned; or all at once: what comes nearest, and what the library cannot store."""
    name = wording.source_name(alone) if alone else ""
    stored = store_answer(place, answer.shown)
    if stored is None or answer.nearest:
        is_offered = answer.has_nearest and not asked.nearest
        nearest = Button(NEAREST_LABEL, NearestPress(alone.id if alone else "").name)
        return parts(answer, only_in=name, below_refusal=[nearest] if is_offered else [])
    view = PageState(stored, asked.asker, about=asked.about)
    return first_page(place, view, answer.quotes, heading(answer, only_in=name), private=asked.private)


def _sentence(said: str) -> str:
    return f"{inline(said[:1].upper() + said[1:], QUESTION)}."

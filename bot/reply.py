"""What does the bot say to a question? The answer as a message, or what is wrong with the question."""

import logging
from collections.abc import Sequence
from typing import Final

from bot.articles import Articles
from bot.citation import shown
from bot.message import QUESTION, Part, confirmed, parts
from retrieval.errors import QuestionError
from retrieval.followup import Earlier

log = logging.getLogger(__name__)

Reply = Sequence[Part]

BUSY: Final[Reply] = (Part("I am answering many questions just now. Please ask again in a moment."),)
HOW_TO_ASK: Final[Reply] = (
    Part("Ask me something, and I answer with quotes from the articles: mention me with your question, or use `/ask`."),
)
UNREADABLE: Final[Reply] = (Part("Discord did not let me read that: mention me in the message, or use `/ask`."),)


def reply(articles: Articles, question: str, after: Earlier | None = None, *, limit: int) -> Reply:
    """The message for `question`, asked `after` another or not, each quote compared with its article once more."""
    try:
        answer = articles.ask(question, limit=limit, after=after)
    except QuestionError as error:
        return advice(error)
    found = confirmed(answer, articles.confirms)
    for quote in set(answer.quotes) - set(found.quotes):
        log.error("quote %s is not what its article says, and was not sent", quote.id)
    return parts(found)


def advice(error: QuestionError) -> Reply:
    """What is wrong with the question and what to do about it, as sentences."""
    return (Part(" ".join(_sentence(said) for said in (error.problem, error.hint) if said)),)


def apology(mishap: str) -> Reply:
    """What is said when something went wrong that the asker can do nothing about."""
    return (Part(f"Sorry, something went wrong here. If it happens again, tell the bot's operator: mishap {mishap}."),)


def _sentence(said: str) -> str:
    return f"{shown(said[:1].upper() + said[1:], QUESTION)}."

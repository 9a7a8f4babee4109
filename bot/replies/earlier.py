"""What was asked before? The head of the bot's own message, read back.

    **when did she pass it?**
    -# Searched for: when did she pass it? (Kim Kardashian, baby bar)
    -# Only in: an article
    -# About the address of a message

Discord keeps the conversation, so the bot need not: the question is read from the message that it goes on from.
"""

import regex

from bot.rendering import wording
from bot.rendering.citation import plain
from retrieval.answering.followup import Earlier
from retrieval.query.smalltalk import is_small_talk

HEAD = regex.compile(
    rf"\*\*(?P<asked>.+)\*\*(?:\n-# {wording.SEARCHED_FOR}(?P<searched>.+))?(?:\n-# {wording.ONLY_IN}.+)?"
    rf"(?:\n-# {wording.ABOUT}.+)?"
)


def earlier_in(head: str) -> Earlier | None:
    """What may be gone on from in a message whose first text is `head`; `None` where no question was answered."""
    found = HEAD.fullmatch(head)
    question = plain(found["searched"] or found["asked"]) if found else ""
    return Earlier(question) if question and not is_small_talk(question) else None


def asked_in(head: str) -> str:
    """The question as it was asked in a message whose first text is `head`; an empty string where there is none."""
    found = HEAD.fullmatch(head)
    return plain(found["asked"]) if found else ""

"""The help message: how to ask, what can be answered, what a quote proves, and what is stored."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from bot.rendering.message import Part, Reply

INTRODUCTION: Final = (
    "I answer questions with passages quoted word for word from the articles that this place may see, each with its "
    "source. I find what was written, and write nothing of my own."
)
OTHER_WAYS: Final = (
    "Mention me with your question, or send me a direct message. In a reply to my answer, in a thread and in direct "
    "messages your question can be a follow-up to the one before."
)
ANSWERABLE: Final = (
    "**What I can answer**\n"
    "What the articles say in so many words: who, what, when, where, how many. Ask with the words that they would use; "
    "I know their forms, and correct misspellings. I do not summarize, calculate or advise. Where the articles do not "
    "have the answer, I say so, and show no source; a button then shows you what comes nearest."
)
PROOF: Final = (
    "**What a quote proves**\n"
    "That its source says exactly this, as I last read it. Not that it is true, nor that the source says nothing else: "
    "the link leads to the rest."
)
STORED: Final = (
    "**What is stored**\n"
    "Not your question, unless you press a button that says so, and not who asked it. Of an answer I keep which "
    "passages I quoted, so that they can be checked later, and for a day that it was posted. I read only what is said "
    "to me, and count for a minute how often you ask and press buttons."
)


class Command(NamedTuple):
    """A command in the help; one without a description is in the context menu of a message."""

    name: str
    description: str


def help_reply(commands: Sequence[Command]) -> Reply:
    """The help message, listing these commands."""
    typed = [f"- `/{command.name}` {command.description}" for command in commands if command.description]
    pressed = [f"**{command.name}**" for command in commands if not command.description]
    menu = [f"- In the menu of a message, under Apps: {', '.join(pressed)}"] if pressed else []
    asking = "\n".join(["**How to ask me**", *typed, *menu, f"- {OTHER_WAYS}"])
    return tuple(Part(text) for text in (INTRODUCTION, asking, ANSWERABLE, PROOF, STORED))

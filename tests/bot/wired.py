"""What a person sees of the bot's messages on the double: their text, and what can be pressed."""

import re
from typing import Any

from retrieval.answers import Quote
from tests.bot.hostile import folded
from tests.bot.online import ASKED, check
from tests.bot.reader import seen
from tests.discord.double import Double
from tests.discord.interactions import Interaction
from tests.discord.message_rules import BUTTON, components
from tests.discord.traffic import Json

BACK, NEXT, MORE, EXACT, POST, DISMISS = "‹", "›", "More around it", "Exact text", "Post here", "Dismiss"
RAINING = "Where was it raining?"  # which `shelved.RAIN` answers, with "Bonn"


async def message_of(interaction: Interaction) -> Json:
    """The message that an interaction led to."""
    await interaction.answered()
    assert interaction.original
    return interaction.original


async def asked(double: Double, question: str = ASKED, **place: Any) -> Json:  # noqa: ANN401 -- where it is asked
    """The bot's answer, as the message that it is."""
    return await message_of(await double.slash("ask", {"question": question}, **place))


async def recalled(double: Double, quote: str, **place: Any) -> str:  # noqa: ANN401 -- where it is asked
    """What a reader sees of a quote by its id."""
    return visible(await message_of(await double.slash("quote", {"id": quote}, **place)))


async def until_answered(double: Double) -> None:
    """Wait until the bot has seen the article about the rain."""
    while "found nothing" in visible(await asked(double, RAINING)):
        pass


def visible(message: Json) -> str:
    """What a reader sees of a message that is whole and within all limits."""
    sent = {name: message[name] for name in ("flags", "components")} | {"allowed_mentions": {"parse": []}}
    return folded(" ".join(seen(line).text for line in check(sent).split("\n")))


def labels(message: Json) -> list[str]:
    """What stands on the buttons that can be pressed."""
    buttons = [part for part in components(message) if part["type"] == BUTTON and not part.get("disabled")]
    return [button["label"] for button in buttons]


def shows(message: Json, quote: Quote) -> bool:
    """Whether the message shows all of the quote, with its id."""
    return folded(quote.text) in visible(message) and id_in(message) == quote.id


def id_in(message: Json) -> str:
    """The id of the quote that a message shows."""
    found = re.search(r"quote ([A-Z2-7]{8})", visible(message))
    assert found
    return found[1]

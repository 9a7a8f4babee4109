"""What is a kind of reply? A message as it goes to Discord, and what a reader must see in it."""

from typing import Final, NamedTuple

from discord import ui

from bot.rendering.layout import Layout
from bot.rendering.message import Reply
from tests.discord.message_rules import COMPONENTS_V2, EPHEMERAL
from tests.discord.traffic import Json
from tests.view.view import Command

ASK: Final = Command("ask")


class Kind(NamedTuple):
    """One kind of reply: the message as Discord is sent it, and what a reader must see in it, white space folded."""

    message: Json
    shows: tuple[str, ...]
    command: Command | None = ASK
    markup: frozenset[str] = frozenset()
    """The elements that it has beside those of an answer."""


def message(said: Reply | ui.LayoutView, *, private: bool = False) -> Json:
    """The message as it goes to Discord."""
    layout = said if isinstance(said, ui.LayoutView) else Layout(said)
    flags = COMPONENTS_V2 | (EPHEMERAL if private else 0)
    return {"flags": flags, "components": layout.to_components()}  # type: ignore[no-untyped-call]  # discord.py leaves it so

"""What do moderators get? Their commands, and the buttons and menus that work on old messages, after a restart too."""

from typing import Any, Final, Protocol

from discord import app_commands, ui

from bot.commands.server_settings import Channels, Choices, settings_command
from bot.commands.sources import Sources
from bot.commands.unanswered import MarkDone, UnansweredPage, unanswered_command
from bot.moderation.hand_in import HandIn
from bot.moderation.messages import JobMessages
from bot.moderation.removal import Keep, Remove, Unfollow
from bot.moderation.sources_list import SourcesPage
from bot.moderation.workshop import Workshop

ITEMS: Final[tuple[type[ui.DynamicItem[Any]], ...]] = (
    *(SourcesPage, Remove, Unfollow, Keep, Channels, Choices),
    *(UnansweredPage, MarkDone, HandIn),
)


class Bot(Protocol):
    """A client with commands."""

    @property
    def tree(self) -> app_commands.CommandTree[Any]:
        """The commands."""

    def add_dynamic_items(self, *items: type[ui.DynamicItem[ui.Item[Any]]]) -> None:
        """Know these items by their ids."""


def add_moderation(bot: Bot, workshop: Workshop, messages: JobMessages) -> None:
    """Give the bot the moderators' commands, buttons and menus."""
    for command in (Sources(workshop, messages), settings_command(workshop), unanswered_command(workshop)):
        bot.tree.add_command(command)
    bot.add_dynamic_items(*ITEMS)

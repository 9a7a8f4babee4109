"""What do moderators get? Their commands, and the buttons and menus that work on old messages, after a restart too."""

from typing import Any, Final

from discord import app_commands, ui

from bot.jobs.messages import JobMessages
from bot.jobs.runner import Workshop
from bot.moderation.hand_in import HandIn
from bot.moderation.removal import Keep, Remove, Unfollow
from bot.moderation.settings_form import Channels, Choices, settings_command
from bot.moderation.sources import Sources
from bot.moderation.sources_list import SourcesPage
from bot.moderation.unanswered import MarkDone, UnansweredPage, unanswered_command

ITEMS: Final[tuple[type[ui.DynamicItem[Any]], ...]] = (
    *(SourcesPage, Remove, Unfollow, Keep, Channels, Choices),
    *(UnansweredPage, MarkDone, HandIn),
)


def add_moderation(tree: app_commands.CommandTree[Any], workshop: Workshop, messages: JobMessages) -> None:
    """Give the bot the moderators' commands."""
    for command in (Sources(workshop, messages), settings_command(workshop), unanswered_command(workshop)):
        tree.add_command(command)

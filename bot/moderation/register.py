"""What do moderators get? Their commands, and the buttons and menus that work on old messages, after a restart too."""

from typing import Any, Final

from discord import app_commands, ui

from bot.jobs.messages import JobMessages
from bot.jobs.runner import JobRunner
from bot.moderation.hand_in import HandInButton
from bot.moderation.removal import KeepButton, RemoveButton, UnfollowButton
from bot.moderation.settings_form import SettingChannelSelect, SettingSelect, settings_command
from bot.moderation.sources import Sources
from bot.moderation.sources_list import SourcesPageButton
from bot.moderation.unanswered import DoneButton, UnansweredPageButton, unanswered_command

ITEMS: Final[tuple[type[ui.DynamicItem[Any]], ...]] = (
    *(SourcesPageButton, RemoveButton, UnfollowButton, KeepButton, SettingChannelSelect, SettingSelect),
    *(UnansweredPageButton, DoneButton, HandInButton),
)


def add_moderation(tree: app_commands.CommandTree[Any], job_runner: JobRunner, messages: JobMessages) -> None:
    """Give the bot the moderators' commands."""
    for command in (Sources(job_runner, messages), settings_command(job_runner), unanswered_command(job_runner)):
        tree.add_command(command)

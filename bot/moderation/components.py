"""Base classes of the persistent buttons and menus: who may use them, and what happens when they fail.

An ephemeral message may stay open for hours, and its reader may not be a moderator by then. Each guild configures who
may use a command, which the bot cannot query; so only users with the command's default permission may use an old
message.
"""

import re
from datetime import timedelta
from typing import Any, Final, Self

import discord
from discord import ui

from bot.discord_client.command_tree import handle_failure
from bot.jobs.runner import JobRunner
from bot.rendering.layout import Layout
from bot.rendering.message import Part

CURRENT: Final = timedelta(minutes=15)
TOO_OLD: Final = (Part("This is too old. Please use the command again."),)


class PersistentItem:
    """Mixin for a `ui.DynamicItem`: restores it from its custom_id on a message of any age, and calls `on_press`."""

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button or menu that was used, restored from its custom_id."""
        return cls.from_match(match)

    @classmethod
    def from_match(cls, _match: re.Match[str], /) -> Self:
        """The item for a match of its custom_id; one without parameters is always the same."""
        return cls()

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button is for; apologise if it fails."""
        try:
            await self.on_press(interaction)
        except Exception as error:  # noqa: BLE001 -- as the handler of commands does
            await handle_failure(interaction, error, where=type(self).__name__)

    async def on_press(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button is for."""
        raise NotImplementedError


class ModeratorItem(PersistentItem):
    """The same for items that only moderators may use."""

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button is for, unless its message is too old."""
        if is_current(interaction):
            await super().callback(interaction)
        else:
            await interaction.response.send_message(view=Layout(TOO_OLD), ephemeral=True)


def is_current(interaction: discord.Interaction[Any]) -> bool:
    """Whether the user still counts as a moderator: the message is recent, or they may manage the guild."""
    message = interaction.message
    is_young = message is not None and interaction.created_at - message.created_at < CURRENT
    return interaction.guild_id is not None and (is_young or interaction.permissions.manage_guild)


def job_runner_of(interaction: discord.Interaction[Any]) -> JobRunner:
    """The job runner of the bot."""
    found: JobRunner = interaction.client.job_runner
    return found


def required_guild(interaction: discord.Interaction[Any]) -> int:
    """The id of the guild; moderators' commands exist nowhere else."""
    if interaction.guild_id is None:
        raise LookupError("a moderator's command was used outside a server")
    return interaction.guild_id

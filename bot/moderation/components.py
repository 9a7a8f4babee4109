"""What happens when a button or a menu is used? The same to all of them: who may, and what if it fails.

A moderator's private message may stay open for hours, and its reader be no moderator any more. Which people Discord
lets use a command is set by each server, so the bot cannot ask; what it can is to let only those use an old message who
have the permission that the command asks for by itself.
"""

import re
from datetime import timedelta
from typing import Any, Final, Self

import discord
from discord import ui

from bot.discord_client.command_tree import failed
from bot.jobs.runner import Workshop
from bot.rendering.layout import Layout
from bot.rendering.message import Part

CURRENT: Final = timedelta(minutes=15)
TOO_OLD: Final = (Part("This is too old. Please use the command again."),)


class Pressed:
    """The part of a `ui.DynamicItem` that makes it anew for a message of any age, and calls `pressed`."""

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button or menu that was pressed: what it is for, its name says."""
        return cls.of(match)

    @classmethod
    def of(cls, _match: re.Match[str], /) -> Self:
        """The button or menu of this name; one that has nothing in its name is always the same."""
        return cls()

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button is for; apologise if it fails."""
        try:
            await self.pressed(interaction)
        except Exception as error:  # noqa: BLE001 -- as the handler of commands does
            await failed(interaction, error, where=type(self).__name__)

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button is for."""
        raise NotImplementedError


class ModeratorPressed(Pressed):
    """The same for what moderators alone may do."""

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button is for, unless its message is too old."""
        if is_current(interaction):
            await super().callback(interaction)
        else:
            await interaction.response.send_message(view=Layout(TOO_OLD), ephemeral=True)


def is_current(interaction: discord.Interaction[Any]) -> bool:
    """Whether who pressed may be believed to be a moderator still."""
    message = interaction.message
    is_young = message is not None and interaction.created_at - message.created_at < CURRENT
    return interaction.guild_id is not None and (is_young or interaction.permissions.manage_guild)


def workshop_of(interaction: discord.Interaction[Any]) -> Workshop:
    """The workshop of the bot that is used."""
    found: Workshop = interaction.client.workshop
    return found


def server_of(interaction: discord.Interaction[Any]) -> int:
    """The server where the bot is used; moderators' commands are offered nowhere else."""
    if interaction.guild_id is None:
        raise LookupError("a moderator's command was used outside a server")
    return interaction.guild_id

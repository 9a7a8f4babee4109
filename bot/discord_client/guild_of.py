"""Which server was something said in? Its id, or `None` where the bot is no member."""

from typing import Any

import discord


def server_of(interaction: discord.Interaction[Any]) -> int | None:
    """The server that has the bot, not one that a user has only taken it to.

    What Discord tells of the install, for a button, is that of the command which made its message. A message that no
    command made was posted by the bot as a member of the server.
    """
    posted = interaction.message is not None and interaction.message.webhook_id is None
    return interaction.guild_id if posted or interaction.is_guild_integration() else None


def server_of_message(message: discord.Message) -> int | None:
    """The server of a message that the bot was sent, `None` in direct messages."""
    return message.guild.id if message.guild else None


def turn_of(interaction: discord.Interaction[Any]) -> int:
    """Whose turn it is among those who wait: the server's, or in direct messages the member's."""
    return interaction.guild_id or interaction.user.id

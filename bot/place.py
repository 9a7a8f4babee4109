"""Which server was something said in? Its id, or `None` where the bot is no member."""

from typing import Any

import discord


def server_of(interaction: discord.Interaction[Any]) -> int | None:
    """The server that has the bot, not one that a user has only taken it to."""
    return interaction.guild_id if interaction.is_guild_integration() else None


def server_of_message(message: discord.Message) -> int | None:
    """The server of a message that the bot was sent, `None` in direct messages."""
    return message.guild.id if message.guild else None

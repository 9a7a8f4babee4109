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


def may_write_in(channel: Any) -> bool:  # noqa: ANN401 -- discord.py has a dozen kinds
    """Whether the bot may write in a channel, a thread or a direct conversation."""
    if not isinstance(channel, (discord.abc.GuildChannel, discord.Thread)):
        return True
    is_orphan = isinstance(channel, discord.Thread) and channel.parent is None
    return is_orphan or _allows(channel.permissions_for(channel.guild.me), channel)


def may_write(interaction: discord.Interaction[Any]) -> bool:
    """Whether the bot may write where an interaction comes from, by itself and not by the interaction."""
    if interaction.guild_id is None:
        return True
    return server_of(interaction) is not None and _allows(interaction.app_permissions, interaction.channel)


def _allows(permissions: discord.Permissions, channel: object) -> bool:
    writes = permissions.send_messages_in_threads if isinstance(channel, discord.Thread) else permissions.send_messages
    return permissions.view_channel and writes

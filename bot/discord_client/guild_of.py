"""Which guild an interaction or a message belongs to, and whether the bot may write there."""

from typing import Any

import discord


def guild_of(interaction: discord.Interaction[Any]) -> int | None:
    """The id of the guild that has installed the bot; `None` in direct messages and where only the user has.

    For a button, Discord reports the installation of the command that made its message. A message that no command made
    was posted by the bot as a member of the guild.
    """
    posted = interaction.message is not None and interaction.message.webhook_id is None
    return interaction.guild_id if posted or interaction.is_guild_integration() else None


def guild_of_message(message: discord.Message) -> int | None:
    """The id of the guild that a message was sent in, `None` in direct messages."""
    return message.guild.id if message.guild else None


def queue_group(interaction: discord.Interaction[Any]) -> int:
    """The group of the work queue that an interaction belongs to: the guild, or in direct messages the user."""
    return interaction.guild_id or interaction.user.id


def may_write_in(channel: Any) -> bool:  # noqa: ANN401 -- discord.py has a dozen kinds
    """Whether the bot may send messages in a channel, a thread or a direct-message channel.

    Worked out from the roles and overwrites that the gateway has sent; where those are not known, sending will tell.
    """
    if not isinstance(channel, (discord.abc.GuildChannel, discord.Thread)):
        return True
    is_orphan = isinstance(channel, discord.Thread) and channel.parent is None
    return is_orphan or _allows(channel.permissions_for(channel.guild.me), channel)


def may_write(interaction: discord.Interaction[Any]) -> bool:
    """Whether the bot may send a message of its own in the channel of an interaction."""
    if interaction.guild_id is None:
        return True
    return guild_of(interaction) is not None and _allows(interaction.app_permissions, interaction.channel)


def _allows(permissions: discord.Permissions, channel: object) -> bool:
    writes = permissions.send_messages_in_threads if isinstance(channel, discord.Thread) else permissions.send_messages
    return permissions.view_channel and writes

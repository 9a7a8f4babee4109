"""May the bot write here? By its roles, by what the channel gives and takes, and unless it was timed out.

Of an interaction Discord itself tells what the bot may; of a message it is worked out from what the gateway told of the
server. Where that is not known, trying tells.
"""

from typing import Any

import discord

from bot.discord_client.guild_of import server_of


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

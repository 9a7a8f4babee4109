"""What have the moderators set for the place where the bot is asked? Nothing outside servers, and where nobody can."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final

import discord

from bot.jobs.runner import Workshop
from bot.rendering.message import Part
from bot.store.guild_settings import GuildSettings

UNSET: Final = GuildSettings()
SETTINGS: Final = "settings"  # the name by which an interaction knows them once they were read


async def settings_at(workshop: Workshop | None, server: int | None) -> GuildSettings:
    """The settings of a server; those of a place without moderators are as if nothing were set."""
    if workshop is None or server is None:
        return UNSET
    return await asyncio.to_thread(GuildSettings.read, workshop.tools.library, server)


async def settings_for(workshop: Workshop | None, interaction: discord.Interaction[Any]) -> GuildSettings:
    """The settings that an interaction falls under, read once; none where only its user has installed the bot."""
    if SETTINGS not in interaction.extras:
        server = interaction.guild_id if interaction.is_guild_integration() else None
        interaction.extras[SETTINGS] = await settings_at(workshop, server)
    found: GuildSettings = interaction.extras[SETTINGS]
    return found


def may_answer(settings: GuildSettings, channel: Any) -> bool:  # noqa: ANN401 -- discord.py has a dozen kinds
    """Whether the bot may answer in a channel, or in the thread that it is."""
    return settings.may_answer_in(getattr(channel, "id", None), getattr(channel, "parent_id", None))


def elsewhere(settings: GuildSettings) -> Sequence[Part]:
    """Where to ask instead."""
    channels = ", ".join(f"<#{channel}>" for channel in settings.channels)
    return [Part(f"The moderators of this server want me to answer elsewhere: {channels}.")]

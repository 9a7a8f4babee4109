"""The moderators' settings for where the bot is asked; the defaults outside guilds."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final

import discord

from bot.jobs.runner import JobRunner
from bot.rendering.message import Part
from bot.store.guild_settings import GuildSettings

UNSET: Final = GuildSettings()
SETTINGS: Final = "settings"  # the name by which an interaction knows them once they were read


async def settings_at(job_runner: JobRunner | None, guild: int | None) -> GuildSettings:
    """The settings of a guild; the defaults where there are no moderators."""
    if job_runner is None or guild is None:
        return UNSET
    return await asyncio.to_thread(GuildSettings.read, job_runner.job_deps.library, guild)


async def settings_for(job_runner: JobRunner | None, interaction: discord.Interaction[Any]) -> GuildSettings:
    """The settings for an interaction, read once; the defaults where only its user has installed the bot."""
    if SETTINGS not in interaction.extras:
        guild = interaction.guild_id if interaction.is_guild_integration() else None
        interaction.extras[SETTINGS] = await settings_at(job_runner, guild)
    found: GuildSettings = interaction.extras[SETTINGS]
    return found


def may_answer(settings: GuildSettings, channel: Any) -> bool:  # noqa: ANN401 -- discord.py has a dozen kinds
    """Whether the bot may answer in a channel, or in the thread that it is."""
    return settings.may_answer_in(getattr(channel, "id", None), getattr(channel, "parent_id", None))


def elsewhere_reply(settings: GuildSettings) -> Sequence[Part]:
    """The message that names the channels where the bot may answer."""
    channels = ", ".join(f"<#{channel}>" for channel in settings.channels)
    return [Part(f"The moderators of this server want me to answer elsewhere: {channels}.")]

"""`/settings`: how the bot answers in this server, as a form; each choice is kept at once."""

import asyncio
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, Self

import discord
from discord import app_commands, ui

from bot.jobs.runner import JobRunner
from bot.moderation.channel_policy import settings_for
from bot.moderation.components import ModeratorItem, job_runner_of, required_guild
from bot.moderation.sources import MODERATORS
from bot.store.guild_settings import GuildSettings
from retrieval.ranking.confidence import AbstentionThreshold

MOST_CHANNELS: Final = 25
CHANNELS: Final = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
]
PRIVACY: Final = {
    "no": "Everybody sees answers to commands",
    "yes": "Only who asks sees them, unless they say otherwise",
}
CAUTION: Final = {
    "usual": "As cautious as the bot's operator has set",
    AbstentionThreshold.CAUTIOUS: "Cautious: when in doubt, say that nothing was found",
    AbstentionThreshold.NORMAL: "Normal",
    AbstentionThreshold.EAGER: "Eager: when in doubt, show what was found",
}
COLLECTIONS: Final = {"all": "Quote this server's articles and the public ones", "own": "Quote this server's own only"}
HEAD: Final = "**How I answer in this server**\n-# Each choice counts at once."
WHERE: Final = "Where I may answer, with the threads there; everywhere if you choose none:"

UPDATES: Final[Mapping[str, Callable[[str], Mapping[str, object]]]] = {
    "private": lambda value: {"is_private": value == "yes"},
    "caution": lambda value: {"caution": None if value == "usual" else AbstentionThreshold(value)},
    "sources": lambda value: {"has_public": value == "all"},
}
"""What each menu's choice means."""

Change = Callable[[GuildSettings], GuildSettings]


class SettingChannelSelect(ModeratorItem, ui.DynamicItem[ui.ChannelSelect[Any]], template="settings:channels"):
    """The menu of channels."""

    def __init__(self, chosen: tuple[int, ...] = ()) -> None:
        menu: ui.ChannelSelect[Any] = ui.ChannelSelect(
            custom_id="settings:channels",
            channel_types=CHANNELS,
            placeholder="Everywhere",
            min_values=0,
            max_values=MOST_CHANNELS,
            default_values=[discord.SelectDefaultValue.from_channel(discord.Object(each)) for each in chosen],
        )
        super().__init__(menu)

    async def on_press(self, interaction: discord.Interaction[Any]) -> None:
        """Keep which channels were chosen."""
        chosen = tuple(channel.id for channel in self.item.values)
        await _change(interaction, lambda settings: settings.model_copy(update={"channels": chosen}))


class SettingSelect(
    ModeratorItem, ui.DynamicItem[ui.Select[Any]], template="settings:(?P<what>private|caution|sources)"
):
    """A select menu with one choice."""

    def __init__(self, menu: ui.Select[Any], what: str) -> None:
        super().__init__(menu)
        self._what = what

    @classmethod
    def from_match(cls, match: re.Match[str], /) -> Self:
        """The menu, as it is named."""
        return cls(ui.Select(custom_id=match[0]), match["what"])

    async def on_press(self, interaction: discord.Interaction[Any]) -> None:
        """Keep what was chosen."""
        (value,) = self.item.values
        update = UPDATES[self._what](value)
        await _change(interaction, lambda settings: settings.model_copy(update=update))


class SettingsForm(ui.LayoutView):
    """The settings, and how to change them."""

    def __init__(self, settings: GuildSettings) -> None:
        super().__init__(timeout=None)
        container: ui.Container[SettingsForm] = ui.Container(
            ui.TextDisplay(HEAD), ui.Separator(), ui.TextDisplay(WHERE)
        )
        container.add_item(ui.ActionRow(SettingChannelSelect(settings.channels)))
        container.add_item(ui.ActionRow(_menu("private", PRIVACY, "yes" if settings.is_private else "no")))
        container.add_item(ui.ActionRow(_menu("caution", CAUTION, settings.caution or "usual")))
        container.add_item(ui.ActionRow(_menu("sources", COLLECTIONS, "all" if settings.has_public else "own")))
        self.add_item(container)


def settings_command(job_runner: JobRunner) -> app_commands.Command[Any, ..., None]:
    """The command that shows the form."""

    @app_commands.command(name="settings", description="Where and how I answer in this server.")
    @app_commands.default_permissions(MODERATORS)
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.guild_only()
    async def settings(interaction: discord.Interaction[Any]) -> None:
        found = await settings_for(job_runner, interaction)
        await interaction.response.send_message(view=SettingsForm(found), ephemeral=True)

    return settings


def _menu(what: str, labels: dict[Any, str], chosen: str) -> SettingSelect:
    options = [
        discord.SelectOption(label=label, value=value, default=value == chosen) for value, label in labels.items()
    ]
    return SettingSelect(ui.Select(custom_id=f"settings:{what}", options=options), what)


async def _change(interaction: discord.Interaction[Any], change: Change) -> None:
    library, guild = job_runner_of(interaction).job_deps.library, required_guild(interaction)
    settings = change(await asyncio.to_thread(GuildSettings.read, library, guild))
    await asyncio.to_thread(settings.write, library, guild)
    await interaction.response.edit_message(view=SettingsForm(settings))

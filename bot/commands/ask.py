"""`/ask question: source: private:` in a server, in a direct message, and wherever a user has taken the bot along."""

import asyncio
from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.commands.context import Means
from bot.discord_client.guild_of import server_of, turn_of
from bot.moderation.channel_policy import settings_for
from bot.moderation.hand_in import answered
from bot.replies.reply import BUSY, Asked, reply
from retrieval.query.parser import LONGEST

Command = app_commands.Command[Any, ..., None]


def ask_command(means: Means) -> Command:
    """The command that answers with quotes."""

    @app_commands.command(description="Answer a question with quotes from the articles, each with its source.")
    @app_commands.describe(
        question="What you want to know, in plain words.",
        source="Answer from this article alone.",
        private="Show the answer to you alone.",
    )
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def ask(
        interaction: discord.Interaction[Any],
        question: app_commands.Range[str, 1, LONGEST],
        source: str = "",
        private: bool | None = None,  # noqa: FBT001 -- the option's name
    ) -> None:
        usually = (await settings_for(means.workshop, interaction)).is_private
        asked = Asked(question, interaction.user.id, source=source, private=usually if private is None else private)
        with means.desk.conversation():
            await interaction.response.defer(thinking=True, ephemeral=asked.private)  # within 3 s, whatever else waits
            server = server_of(interaction)
            work = partial(reply, means.servers, server, asked, limit=means.limit)
            said = await means.desk.do(work, busy=BUSY, group=turn_of(interaction))
            await interaction.edit_original_response(view=answered(said, moderated=means.has_moderators(server)))

    @ask.autocomplete("source")
    async def sources(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        names = means.servers.names
        here = await asyncio.to_thread(means.servers.collections, server_of(interaction))
        like = partial(names.like, typed, here)
        found = like() if names.held(here) else await means.desk.do(like, busy=[])
        return [app_commands.Choice(name=each.label, value=each.id) for each in found]

    return ask

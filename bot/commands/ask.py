"""`/ask question: source: private:` in a server, in a direct message, and wherever a user has installed the bot."""

import asyncio
from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.commands.context import BotContext, anywhere
from bot.discord_client.guild_of import guild_of
from bot.moderation.channel_policy import settings_for
from bot.replies.message_text import asked_in
from bot.replies.reply import AskRequest, reply
from retrieval.query.parser import LONGEST

Command = app_commands.Command[Any, ..., None]


def ask_command(context: BotContext) -> Command:
    """The command that answers with quotes."""

    @app_commands.command(description="Answer a question with quotes from the articles, each with its source.")
    @app_commands.describe(
        question="What you want to know, in plain words.",
        source="Answer from this article alone.",
        private="Show the answer to you alone.",
    )
    @anywhere
    async def ask(
        interaction: discord.Interaction[Any],
        question: app_commands.Range[str, 1, LONGEST],
        source: str = "",
        private: bool | None = None,  # noqa: FBT001 -- the option's name
    ) -> None:
        usually = (await settings_for(context.job_runner, interaction)).is_private
        asked = AskRequest(
            asked_in(question, interaction.guild),
            interaction.user.id,
            source=source,
            private=usually if private is None else private,
        )
        work = partial(reply, context.corpora, guild_of(interaction), asked, limit=context.limit)
        await context.respond(interaction, work, ephemeral=asked.private)

    @ask.autocomplete("source")
    async def sources(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        names = context.corpora.names
        here = await asyncio.to_thread(context.corpora.collections, guild_of(interaction))
        like = partial(names.matching, typed, here)
        found = like() if names.is_cached(here) else await context.work_queue.run(like, busy=[])
        return [app_commands.Choice(name=each.label, value=each.id) for each in found]

    return ask

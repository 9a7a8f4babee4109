"""`/quote id:` shows a quote again, and whether its source still has it."""

from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.commands.context import BotContext, anywhere
from bot.discord_client.guild_of import guild_of
from bot.replies.recall import quote_status_reply

LONGEST = 32  # characters; an id has eight


def quote_command(context: BotContext) -> app_commands.Command[Any, ..., None]:
    """The command that shows a quote by its id."""

    @app_commands.command(description="Show a quote once more, and what has become of its source.")
    @app_commands.describe(id="The eight characters after “quote”.")
    @anywhere
    async def quote(interaction: discord.Interaction[Any], id: app_commands.Range[str, 1, LONGEST]) -> None:  # noqa: A002 -- the option's name
        work = partial(quote_status_reply, context.corpora, guild_of(interaction), id, asker=interaction.user.id)
        await context.respond(interaction, work)

    return quote

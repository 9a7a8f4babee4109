"""`/ask question:` in a server, in a direct message, and wherever a user has taken the bot along."""

from typing import Any

import discord
from discord import app_commands

from bot.desk import Desk
from bot.layout import Layout
from retrieval.question import LONGEST


def ask_command(desk: Desk) -> app_commands.Command[Any, ..., None]:
    """The command that answers with quotes."""

    @app_commands.command(description="Answer a question with quotes from the articles, each with its source.")
    @app_commands.describe(question="What you want to know, in plain words.")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def ask(interaction: discord.Interaction[Any], question: app_commands.Range[str, 1, LONGEST]) -> None:
        with desk.conversation():
            await interaction.response.defer(thinking=True)  # within 3 seconds, whatever else waits
            await interaction.edit_original_response(view=Layout(await desk.reply(question)))

    return ask

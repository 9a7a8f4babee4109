"""`/ask question:` in a server, in a direct message, and wherever a user has taken the bot along."""

from typing import Any

import discord
from discord import app_commands

from bot.desk import Desk
from bot.moderation.hand_in import answered
from bot.moderation.here import settings_for
from bot.moderation.workshop import Workshop
from retrieval.question import LONGEST


def ask_command(desk: Desk, workshop: Workshop | None = None) -> app_commands.Command[Any, ..., None]:
    """The command that answers with quotes."""

    @app_commands.command(description="Answer a question with quotes from the articles, each with its source.")
    @app_commands.describe(question="What you want to know, in plain words.")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def ask(interaction: discord.Interaction[Any], question: app_commands.Range[str, 1, LONGEST]) -> None:
        with desk.conversation():
            private = settings_for(workshop, interaction).is_private
            await interaction.response.defer(thinking=True, ephemeral=private)  # in 3 seconds, whatever else waits
            moderated = workshop is not None and interaction.guild_id is not None and interaction.is_guild_integration()
            await interaction.edit_original_response(view=answered(await desk.reply(question), moderated=moderated))

    return ask

"""Which commands are there, and what happens when one fails?"""

import contextlib
from typing import Any

import discord
from discord import app_commands

from bot.layout import Layout
from bot.mishaps import UNSENT, report
from bot.reply import apology


class Tree(app_commands.CommandTree[Any]):
    """The bot's commands; the one place where their errors end."""

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        """Log the mishap, and apologise with its id."""
        name = interaction.command.qualified_name if interaction.command else "a command that is gone"
        mishap = report(error, where=f"/{name}")
        if mishap:
            with contextlib.suppress(*UNSENT):
                await _apologise(interaction, Layout(apology(mishap)))


async def _apologise(interaction: discord.Interaction[Any], layout: Layout) -> None:
    if interaction.response.is_done():
        await interaction.edit_original_response(view=layout)
    else:
        await interaction.response.send_message(view=layout, ephemeral=True)

"""Which commands are there, and what happens when one fails?"""

import contextlib
from typing import Any

import discord
from discord import app_commands

from bot.admission import admits_command
from bot.fair_use import FairUse
from bot.layout import Layout
from bot.mishaps import UNSENT, report
from bot.reply import apology


class Tree(app_commands.CommandTree[Any]):
    """The bot's commands; the one place where they are let in, and where their errors end."""

    def __init__(self, client: discord.Client, fair_use: FairUse) -> None:
        super().__init__(client)
        self._fair_use = fair_use

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Whether the command may be used now."""
        return await admits_command(self._fair_use, interaction)

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        """Log the mishap, and apologise with its id."""
        name = interaction.command.qualified_name if interaction.command else "a command that is gone"
        mishap = report(error, where=f"/{name}")
        if mishap:
            with contextlib.suppress(*UNSENT):
                await apologise(interaction, mishap)


async def apologise(interaction: discord.Interaction[Any], mishap: str) -> None:
    """Apologise in place of the answer that is being waited for; a message that is there already stays."""
    layout = Layout(apology(mishap))
    if not interaction.response.is_done():
        await interaction.response.send_message(view=layout, ephemeral=True)
    elif interaction.response.type is discord.InteractionResponseType.deferred_message_update:
        await interaction.followup.send(view=layout, ephemeral=True)
    else:
        await interaction.edit_original_response(view=layout)

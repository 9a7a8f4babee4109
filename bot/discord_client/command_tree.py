"""Which commands are there, and what happens when one fails?"""

import contextlib
from collections.abc import Awaitable, Callable
from typing import Any, Final

import discord
from discord import app_commands

from bot.discord_client.error_log import UNSENT, report
from bot.rendering.layout import Layout
from bot.rendering.message import apology

Admits = Callable[[discord.Interaction[Any]], Awaitable[bool]]

UPDATES: Final = {
    discord.InteractionResponseType.deferred_message_update,
    discord.InteractionResponseType.message_update,
}
"""After these the original response is the message that the button is on."""


class Tree(app_commands.CommandTree[Any]):
    """The bot's commands; the one place where they are let in, and where their errors end.

    `admits` tells whether a command may be used here and now, and tells who may not.
    """

    def __init__(self, client: discord.Client, admits: Admits) -> None:
        super().__init__(client)
        self._admits = admits

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Whether a command may be used here and now."""
        return interaction.type is not discord.InteractionType.application_command or await self._admits(interaction)

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        """Log the mishap, and apologise with its id."""
        name = interaction.command.qualified_name if interaction.command else "a command that is gone"
        await failed(interaction, error, where=f"/{name}")


async def failed(interaction: discord.Interaction[Any], error: BaseException, *, where: str) -> None:
    """Log the mishap, and apologise with its id to the one who used a command or pressed a button."""
    mishap = report(error, where=where)
    if mishap:
        with contextlib.suppress(*UNSENT):
            await apologise(interaction, mishap)


async def apologise(interaction: discord.Interaction[Any], mishap: str) -> None:
    """Apologise in place of the answer that is being waited for; a message that is there already stays."""
    layout = Layout(apology(mishap))
    if not interaction.response.is_done():
        await interaction.response.send_message(view=layout, ephemeral=True)
    elif interaction.response.type in UPDATES:
        await interaction.followup.send(view=layout, ephemeral=True)
    else:
        await interaction.edit_original_response(view=layout)

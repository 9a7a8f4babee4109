"""The command tree: checks whether a command may be used now, and handles the errors of all commands."""

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
    """The bot's commands, with one check before each and one error handler for all.

    `admits` returns whether a command may be used here and now; when not, it has answered the interaction itself.
    """

    def __init__(self, client: discord.Client, admits: Admits) -> None:
        super().__init__(client)
        self._admits = admits

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Whether a command may be used here and now."""
        return interaction.type is not discord.InteractionType.application_command or await self._admits(interaction)

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        """Log an unexpected error of a command and show its id to the user."""
        name = interaction.command.qualified_name if interaction.command else "a command that is gone"
        await handle_failure(interaction, error, where=f"/{name}")


async def handle_failure(interaction: discord.Interaction[Any], error: BaseException, *, where: str) -> None:
    """Log an unexpected error and show its id to whoever used the command or pressed the button."""
    error_id = report(error, where=where)
    if error_id:
        with contextlib.suppress(*UNSENT):
            await apologise(interaction, error_id)


async def apologise(interaction: discord.Interaction[Any], error_id: str) -> None:
    """Show the apology in place of the deferred answer; an existing message stays as it is."""
    layout = Layout(apology(error_id))
    if not interaction.response.is_done():
        await interaction.response.send_message(view=layout, ephemeral=True)
    elif interaction.response.type in UPDATES:
        await interaction.followup.send(view=layout, ephemeral=True)
    else:
        await interaction.edit_original_response(view=layout)

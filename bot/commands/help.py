"""`/help`: one screen of help, shown to the asker alone."""

from typing import Any

import discord
from discord import app_commands

from bot.commands.context import FREE, anywhere
from bot.rendering.layout import Layout
from bot.replies.help_text import Command, help_reply

Registered = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu


def help_command(tree: app_commands.CommandTree[Any]) -> app_commands.Command[Any, ..., None]:
    """The command that explains the bot, listing those commands of `tree` that the asker may use."""

    @app_commands.command(
        name="help", description="What I can answer, what a quote proves, and what is stored.", extras=FREE
    )
    @anywhere
    async def help_(interaction: discord.Interaction[Any]) -> None:
        commands = [_named(command) for command in tree.get_commands() if _may_use(interaction, command)]
        await interaction.response.send_message(view=Layout(help_reply(commands)), ephemeral=True)

    return help_


def _may_use(interaction: discord.Interaction[Any], command: Registered) -> bool:
    """Whether Discord offers the command to the asker, as far as the command itself decides that."""
    wanted = command.default_permissions
    return wanted is None or (interaction.guild_id is not None and wanted <= interaction.permissions)


def _named(command: Registered) -> Command:
    return Command(command.name, "" if isinstance(command, app_commands.ContextMenu) else command.description)

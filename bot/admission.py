"""Is this question let in? Who asks more than is fair is told privately when to ask again; nobody is exempt.

Every command counts as a question, but for those of moderators, which anyhow not everybody may use, and for those that
are `FREE`. Buttons below answers are counted apart, but for the one that takes one away. What completes a command while
it is typed, and the buttons of moderators, do not count.
"""

import contextlib
from typing import Any

import discord
from discord import app_commands

from bot.commands.mention import send
from bot.discord_client.error_log import UNSENT
from bot.discord_client.rate_limit import FairUse, too_many
from bot.rendering.buttons import Action, Press
from bot.rendering.layout import Layout
from bot.rendering.message import Reply


async def admits_command(fair_use: FairUse, interaction: discord.Interaction[Any]) -> bool:
    """Whether the command may be used now; if not, its user has been told in a message that nobody else sees."""
    return not is_question(interaction) or await _admits(fair_use, interaction)


async def admits_press(presses: FairUse, interaction: discord.Interaction[Any], press: Press) -> bool:
    """Whether the button may be pressed now; if not, who pressed has been told in a message that nobody else sees."""
    return press.action is Action.DISMISS or await _admits(presses, interaction)


async def admits_message(fair_use: FairUse, message: discord.Message) -> bool:
    """Whether the question that the message is may be asked now; if not, its author has been told."""
    wait = fair_use.wait(message.author.id, message.guild.id if message.guild else None)
    if wait and wait.is_news:
        await _tell(message, too_many(wait))
    return wait is None


def is_question(interaction: discord.Interaction[Any]) -> bool:
    """Whether the interaction is a command that asks something, not one of moderators or one that is free."""
    command = interaction.command
    if command is None or interaction.type is not discord.InteractionType.application_command:
        return False
    root = command.root_parent or command if isinstance(command, app_commands.Command) else command
    return root.default_permissions is None and not command.extras.get("free")


async def _admits(fair_use: FairUse, interaction: discord.Interaction[Any]) -> bool:
    wait = fair_use.wait(interaction.user.id, interaction.guild_id)
    if wait:
        await interaction.response.send_message(view=Layout(too_many(wait)), ephemeral=True)
    return wait is None


async def _tell(message: discord.Message, reply: Reply) -> None:
    """Tell the author alone, or beneath the message where the author takes no direct messages."""
    with contextlib.suppress(*UNSENT):
        try:
            await message.author.send(view=Layout(reply))
        except discord.Forbidden:
            await send(message, reply)

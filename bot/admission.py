"""Who may ask now? Applies the rate limits to commands, buttons and messages, and replies privately when to ask again.

Every command counts as a question, except those of moderators and those that are `FREE`. Buttons below answers have a
limit of their own, except **Dismiss**. Autocomplete and the moderators' buttons do not count.
"""

import contextlib
from typing import Any

import discord
from discord import app_commands

from bot.commands.mention import send
from bot.discord_client.error_log import UNSENT
from bot.discord_client.rate_limit import RateLimiter, rate_limit_reply
from bot.rendering.buttons import Action, ButtonPress, Press
from bot.rendering.layout import Layout
from bot.rendering.message import Reply


async def admits_command(fair_use: RateLimiter, interaction: discord.Interaction[Any]) -> bool:
    """Whether the command may be used now; if not, sends an ephemeral reply that says when it may."""
    return not is_question(interaction) or await _admits(fair_use, interaction)


async def admits_press(presses: RateLimiter, interaction: discord.Interaction[Any], press: Press) -> bool:
    """Whether the button may be pressed now; if not, sends an ephemeral reply that says when it may."""
    is_dismissal = isinstance(press, ButtonPress) and press.action is Action.DISMISS
    return is_dismissal or await _admits(presses, interaction)


async def admits_message(fair_use: RateLimiter, message: discord.Message) -> bool:
    """Whether the message may be answered now; if not, tells its author when, at most once a minute."""
    wait = fair_use.wait(message.author.id, message.guild.id if message.guild else None)
    if wait and wait.is_news:
        await _tell(message, rate_limit_reply(wait))
    return wait is None


def is_question(interaction: discord.Interaction[Any]) -> bool:
    """Whether the interaction is a command that asks something, not one of moderators or one that is free."""
    command = interaction.command
    if command is None or interaction.type is not discord.InteractionType.application_command:
        return False
    root = command.root_parent or command if isinstance(command, app_commands.Command) else command
    return root.default_permissions is None and not command.extras.get("free")


async def _admits(fair_use: RateLimiter, interaction: discord.Interaction[Any]) -> bool:
    wait = fair_use.wait(interaction.user.id, interaction.guild_id)
    if wait:
        await interaction.response.send_message(view=Layout(rate_limit_reply(wait)), ephemeral=True)
    return wait is None


async def _tell(message: discord.Message, reply: Reply) -> None:
    """Send the reply to the author as a direct message, or below the message where the author accepts none."""
    with contextlib.suppress(*UNSENT):
        try:
            await message.author.send(view=Layout(reply))
        except discord.Forbidden:
            await send(message, reply)

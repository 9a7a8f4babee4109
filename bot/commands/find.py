"""**Find sources** in the menu of a message, which is the question; only who asks sees the quotes, until posted."""

from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.commands.check import text_of
from bot.commands.context import BotContext, anywhere
from bot.discord_client.guild_of import guild_of
from bot.replies.message_text import asked_in
from bot.replies.reply import AskRequest, reply


def find_menu(context: BotContext) -> app_commands.ContextMenu:
    """The command that answers a message with quotes from the articles that its server may see."""

    @app_commands.context_menu(name="Find sources")
    @anywhere
    async def find(interaction: discord.Interaction[Any], message: discord.Message) -> None:
        asked = AskRequest(
            asked_in(text_of(message), interaction.guild), interaction.user.id, private=True, about=message.id
        )
        work = partial(reply, context.corpora, guild_of(interaction), asked, limit=context.limit)
        await context.respond(interaction, work, ephemeral=True)

    return find

"""**Check this quote** in the menu of a message: do the articles say what it quotes? Only who asks sees the answer."""

from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.commands.context import BotContext, anywhere
from bot.corpora.guilds import GuildCorpora
from bot.discord_client.guild_of import guild_of
from bot.rendering.message import Reply
from bot.replies.thread_context import texts_in
from bot.replies.verdict import verdict_reply


def check_menu(context: BotContext) -> app_commands.ContextMenu:
    """The command that checks a message against the articles that its server may see."""

    @app_commands.context_menu(name="Check this quote")
    @anywhere
    async def check(interaction: discord.Interaction[Any], message: discord.Message) -> None:
        work = partial(_check, context.corpora, guild_of(interaction), text_of(message))
        await context.respond(interaction, work, ephemeral=True)

    return check


def text_of(message: discord.Message) -> str:
    """All text of a message: its content, forwarded messages, embeds and components."""
    forwarded = [snapshot.content for snapshot in message.message_snapshots]
    embedded = [embed.description for embed in message.embeds if embed.description]
    return "\n\n".join(filter(None, [message.content, *forwarded, *embedded, *texts_in(message.components)]))


def _check(corpora: GuildCorpora, guild: int | None, text: str) -> Reply:
    return verdict_reply(corpora.at(guild).articles, text)

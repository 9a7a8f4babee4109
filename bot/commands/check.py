"""**Check this quote** in the menu of a message: do the articles say what it quotes? Only who asks sees the answer."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.commands.context import Means
from bot.corpora.guilds import Servers
from bot.discord_client.guild_of import server_of, turn_of
from bot.rendering.layout import Layout
from bot.rendering.message import Reply
from bot.replies.reply import BUSY
from bot.replies.verdict import verdicts


def check_menu(means: Means) -> app_commands.ContextMenu:
    """The command that checks a message against the articles that its server may see."""

    @app_commands.context_menu(name="Check this quote")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def check(interaction: discord.Interaction[Any], message: discord.Message) -> None:
        with means.desk.conversation():
            await interaction.response.defer(thinking=True, ephemeral=True)  # within 3 seconds, whatever else waits
            work = partial(_verdicts, means.servers, server_of(interaction), written(message))
            reply = await means.desk.do(work, busy=BUSY, group=turn_of(interaction))
            await interaction.edit_original_response(view=Layout(reply))

    return check


def written(message: discord.Message) -> str:
    """All that stands in a message: its text, what it forwards, its embeds and its components."""
    forwarded = [snapshot.content for snapshot in message.message_snapshots]
    embedded = [embed.description for embed in message.embeds if embed.description]
    return "\n\n".join(filter(None, [message.content, *forwarded, *embedded, *_texts(message.components)]))


def _verdicts(servers: Servers, server: int | None, text: str) -> Reply:
    return verdicts(servers.at(server).articles, text)


def _texts(components: Sequence[discord.Component]) -> Iterator[str]:
    """The texts among the components, nested ones too."""
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        if isinstance(component, (discord.Container, discord.SectionComponent)):
            yield from _texts(component.children)

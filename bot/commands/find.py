"""**Find sources** in the menu of a message, which is the question; only who asks sees the quotes, until posted."""

import re
from functools import partial
from typing import Any, Final

import discord
from discord import app_commands

from bot.commands.check import written
from bot.commands.context import Means
from bot.discord_client.guild_of import server_of, turn_of
from bot.moderation.hand_in import answered
from bot.replies.reply import BUSY, Asked, reply
from retrieval.query.parser import LONGEST

MENTION: Final = re.compile(r"<(?:@[!&]?|#)\d+>")


def find_menu(means: Means) -> app_commands.ContextMenu:
    """The command that answers a message with quotes from the articles that its server may see."""

    @app_commands.context_menu(name="Find sources")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def find(interaction: discord.Interaction[Any], message: discord.Message) -> None:
        asked = Asked(question_in(written(message)), interaction.user.id, private=True, about=message.id)
        with means.desk.conversation():
            await interaction.response.defer(thinking=True, ephemeral=True)  # within 3 seconds, whatever else waits
            server = server_of(interaction)
            work = partial(reply, means.servers, server, asked, limit=means.limit)
            said = await means.desk.do(work, busy=BUSY, group=turn_of(interaction))
            await interaction.edit_original_response(view=answered(said, moderated=means.has_moderators(server)))

    return find


def question_in(text: str) -> str:
    """What a text asks, without mentions; of a long one the first words that a question may have."""
    words = " ".join(MENTION.sub(" ", text).split())
    return words if len(words) <= LONGEST else words[: LONGEST + 1].rpartition(" ")[0] or words[:LONGEST]

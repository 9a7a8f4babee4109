"""`/quote id:` shows a quote once more, and what has become of its source."""

from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.commands.context import Means
from bot.discord_client.guild_of import server_of, turn_of
from bot.rendering.layout import Layout
from bot.replies.recall import recall
from bot.replies.reply import BUSY

LONGEST = 32  # characters; an id has eight


def quote_command(means: Means) -> app_commands.Command[Any, ..., None]:
    """The command that shows a quote by its id."""

    @app_commands.command(description="Show a quote once more, and what has become of its source.")
    @app_commands.describe(id="The eight characters after “quote”.")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def quote(interaction: discord.Interaction[Any], id: app_commands.Range[str, 1, LONGEST]) -> None:  # noqa: A002 -- the option's name
        with means.desk.conversation():
            await interaction.response.defer(thinking=True)
            work = partial(recall, means.servers, server_of(interaction), id, asker=interaction.user.id)
            said = await means.desk.do(work, busy=BUSY, group=turn_of(interaction))
            await interaction.edit_original_response(view=Layout(said))

    return quote

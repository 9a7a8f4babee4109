"""A button below an answer: it is turned, widened, posted, shown in full or dismissed.

Who asked turns the answer itself; anybody else gets a copy that nobody else sees. Who presses must be told something
within 3 seconds, so each press is acknowledged before any work.
"""

from io import BytesIO
from typing import Any

import discord

from bot.commands.context import Means
from bot.commands.post_here import post
from bot.discord_client.guild_of import server_of, turn_of
from bot.rendering.buttons import Action, Press
from bot.rendering.layout import Layout
from bot.rendering.message import Reply
from bot.replies.pages import Exact, exact, pressed
from bot.replies.reply import BUSY, NOT_YOURS, TOO_OLD
from bot.replies.thread_context import head_above

Interaction = discord.Interaction[Any]


async def respond(interaction: Interaction, press: Press, means: Means) -> None:
    """Do what the button is for."""
    with means.desk.conversation():
        if press.action is Action.DISMISS:
            await _dismiss(interaction, press)
        elif press.action is Action.EXACT:
            await _show_exact(interaction, press, means)
        elif press.action is Action.POST:
            await post(interaction, press.view, means)
        elif press.view.asker == interaction.user.id:
            await _turn(interaction, press, means)
        else:
            await _copy(interaction, press, means)


async def tell(interaction: Interaction, reply: Reply) -> None:
    """Say something to the one who pressed, at once and to nobody else."""
    await interaction.response.send_message(view=Layout(reply), ephemeral=True)


async def _turn(interaction: Interaction, press: Press, means: Means) -> None:
    """Show another page in place of this one, or say that there is none."""
    await interaction.response.defer()
    found = await _page(interaction, press, means, private=_is_private(interaction))
    if found is None or found is BUSY:
        await interaction.followup.send(view=Layout(found or TOO_OLD), ephemeral=True)
    else:
        await interaction.edit_original_response(view=Layout(found))


async def _copy(interaction: Interaction, press: Press, means: Means) -> None:
    """Show the page to the one who pressed, whose buttons it gets; the answer stays as it is."""
    await interaction.response.defer(thinking=True, ephemeral=True)
    found = await _page(interaction, press, means, private=True)
    await interaction.edit_original_response(view=Layout(found or TOO_OLD))


async def _page(interaction: Interaction, press: Press, means: Means, *, private: bool) -> Reply | None:
    head, server, asker = head_above(interaction), server_of(interaction), interaction.user.id

    def work() -> Reply | None:
        return pressed(means.servers.at(server), press, head, asker=asker, private=private)

    return await means.desk.do(work, busy=BUSY, group=turn_of(interaction))


async def _show_exact(interaction: Interaction, press: Press, means: Means) -> None:
    """Send the article's text to the one who pressed."""
    await interaction.response.defer(thinking=True, ephemeral=True)
    server = server_of(interaction)

    def work() -> Exact | str | None:
        return exact(means.servers.at(server), press.view, largest=interaction.filesize_limit)

    found = await means.desk.do(work, busy=BUSY[0].text, group=turn_of(interaction))
    if isinstance(found, Exact):
        file = discord.File(BytesIO(found.content), filename=found.name)
        await interaction.edit_original_response(content=found.line, attachments=[file])
    else:
        await interaction.edit_original_response(content=found or TOO_OLD[0].text)


async def _dismiss(interaction: Interaction, press: Press) -> None:
    """Delete the answer, for the asker and for those who may delete messages here."""
    if press.view.asker == interaction.user.id or interaction.permissions.manage_messages:
        await interaction.response.defer()
        await interaction.delete_original_response()
    else:
        await tell(interaction, NOT_YOURS)


def _is_private(interaction: Interaction) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral

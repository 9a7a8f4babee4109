"""A button below an answer: it is turned, widened, posted, shown in full or dismissed.

Who asked turns the answer itself; anybody else gets a copy that nobody else sees. Who presses must be told something
within 3 seconds, so each press is acknowledged before any work.
"""

from io import BytesIO
from typing import Any

import discord

from bot import wording
from bot.conversation import head_of
from bot.layout import Layout
from bot.means import Means
from bot.pages import Exact, exact, page, pressed
from bot.place import server_of
from bot.press import Action, Press
from bot.reply import BUSY, NOT_YOURS, TOO_OLD, Reply

Pressed = discord.Interaction[Any]


async def respond(interaction: Pressed, press: Press, means: Means) -> None:
    """Do what the button is for."""
    with means.desk.conversation():
        if press.action is Action.DISMISS:
            await _dismiss(interaction, press)
        elif press.action is Action.EXACT:
            await _show_exact(interaction, press, means)
        elif press.action is Action.POST:
            await _post(interaction, press, means)
        elif press.view.asker == interaction.user.id:
            await _turn(interaction, press, means)
        else:
            await _copy(interaction, press, means)


async def tell(interaction: Pressed, reply: Reply) -> None:
    """Say something to the one who pressed, at once and to nobody else."""
    await interaction.response.send_message(view=Layout(reply), ephemeral=True)


async def _turn(interaction: Pressed, press: Press, means: Means) -> None:
    """Show another page in place of this one, or say that there is none."""
    await interaction.response.defer()
    found = await _page(interaction, press, means, private=_is_private(interaction))
    if found is None or found is BUSY:
        await interaction.followup.send(view=Layout(found or TOO_OLD), ephemeral=True)
    else:
        await interaction.edit_original_response(view=Layout(found))


async def _copy(interaction: Pressed, press: Press, means: Means) -> None:
    """Show the page to the one who pressed, whose buttons it gets; the answer stays as it is."""
    await interaction.response.defer(thinking=True, ephemeral=True)
    found = await _page(interaction, press, means, private=True)
    await interaction.edit_original_response(view=Layout(found or TOO_OLD))


async def _page(interaction: Pressed, press: Press, means: Means, *, private: bool) -> Reply | None:
    head, server, asker = _head(interaction), server_of(interaction), interaction.user.id

    def work() -> Reply | None:
        return pressed(means.servers.at(server), press, head, asker=asker, private=private)

    return await means.desk.do(work, busy=BUSY)


async def _post(interaction: Pressed, press: Press, means: Means) -> None:
    """Show to all what only the asker saw."""
    if press.view.about:
        await _post_about(interaction, press, means)
        return
    await interaction.response.defer(thinking=True)
    found = await _public_page(interaction, press, means, _head(interaction))
    await interaction.edit_original_response(view=Layout(found or TOO_OLD))


async def _post_about(interaction: Pressed, press: Press, means: Means) -> None:
    """Post what is about a message as a reply to it; where the bot may not send, with a link to it."""
    await interaction.response.defer()
    found = await _public_page(interaction, press, means, _head(interaction))
    if found is None or found is BUSY:
        await interaction.followup.send(view=Layout(found or TOO_OLD), ephemeral=True)
    elif not await _has_replied(interaction, press.view.about, found):
        head = f"{_head(interaction)}\n-# {wording.ABOUT}{_link(interaction, press.view.about)}"
        await interaction.followup.send(view=Layout(await _public_page(interaction, press, means, head) or TOO_OLD))


async def _has_replied(interaction: Pressed, about: int, found: Reply) -> bool:
    """Send the page as a reply to the message, and tell whether the bot may send here."""
    if not interaction.channel_id or (interaction.guild_id and server_of(interaction) is None):
        return False
    channel = interaction.client.get_partial_messageable(interaction.channel_id, guild_id=interaction.guild_id)
    reference = channel.get_partial_message(about).to_reference(fail_if_not_exists=False)
    try:
        await channel.send(view=Layout(found), reference=reference, mention_author=False)
    except (discord.Forbidden, discord.NotFound):
        return False
    return True


async def _public_page(interaction: Pressed, press: Press, means: Means, head: str) -> Reply | None:
    server, view = server_of(interaction), press.view._replace(asker=interaction.user.id)

    def work() -> Reply | None:
        return page(means.servers.at(server), view, head, private=False)

    return await means.desk.do(work, busy=BUSY)


def _link(interaction: Pressed, message: int) -> str:
    return f"https://discord.com/channels/{interaction.guild_id or '@me'}/{interaction.channel_id}/{message}"


async def _show_exact(interaction: Pressed, press: Press, means: Means) -> None:
    """Send the article's text to the one who pressed."""
    await interaction.response.defer(thinking=True, ephemeral=True)
    server = server_of(interaction)

    def work() -> Exact | str | None:
        return exact(means.servers.at(server), press.view, largest=interaction.filesize_limit)

    found = await means.desk.do(work, busy=BUSY[0].text)
    if isinstance(found, Exact):
        file = discord.File(BytesIO(found.content), filename=found.name)
        await interaction.edit_original_response(content=found.line, attachments=[file])
    else:
        await interaction.edit_original_response(content=found or TOO_OLD[0].text)


async def _dismiss(interaction: Pressed, press: Press) -> None:
    """Delete the answer, for the asker and for those who may delete messages here."""
    if press.view.asker == interaction.user.id or interaction.permissions.manage_messages:
        await interaction.response.defer()
        await interaction.delete_original_response()
    else:
        await tell(interaction, NOT_YOURS)


def _head(interaction: Pressed) -> str:
    """The head of the message that the button is on: the question is nowhere else."""
    return head_of(interaction.message.components) if interaction.message else ""


def _is_private(interaction: Pressed) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral

"""What happens at a press of a button below an answer? Another page, more context, a post, the exact text, or deletion.

The asker turns the pages of the answer itself; anybody else gets an ephemeral copy. Below a refusal a button shows what
comes nearest, to the one who pressed alone. Discord wants an answer within 3 seconds, so each press is acknowledged
before any work.
"""

from functools import partial
from io import BytesIO
from typing import Any

import discord

from bot.commands.context import BotContext
from bot.commands.post_here import post
from bot.discord_client.guild_of import guild_of, queue_group
from bot.rendering.buttons import Action, ButtonPress, NearestPress, Press
from bot.rendering.layout import Layout
from bot.rendering.message import Reply
from bot.replies.nearest import nearest_request
from bot.replies.pages import ExactText, exact_text, pressed
from bot.replies.reply import BUSY, NOT_YOURS, QUESTION_LOST, TOO_OLD, reply
from bot.replies.thread_context import head_above

Interaction = discord.Interaction[Any]


async def respond(interaction: Interaction, press: Press, context: BotContext) -> None:
    """Do what the button is for."""
    with context.work_queue.in_flight():
        if isinstance(press, NearestPress):
            await _show_nearest(interaction, press, context)
        elif press.action is Action.DISMISS:
            await _dismiss(interaction, press)
        elif press.action is Action.EXACT:
            await _show_exact(interaction, press, context)
        elif press.action is Action.POST:
            await post(interaction, press.view, context)
        elif press.view.asker == interaction.user.id:
            await _turn(interaction, press, context)
        else:
            await _copy(interaction, press, context)


async def tell(interaction: Interaction, said: Reply) -> None:
    """Send an ephemeral message to the user who pressed."""
    await interaction.response.send_message(view=Layout(said), ephemeral=True)


async def _turn(interaction: Interaction, press: ButtonPress, context: BotContext) -> None:
    """Show another page in place of this one, or say that there is none."""
    await interaction.response.defer()
    found = await _page(interaction, press, context, private=_is_private(interaction))
    if found is None or found is BUSY:
        await interaction.followup.send(view=Layout(found or TOO_OLD), ephemeral=True)
    else:
        await interaction.edit_original_response(view=Layout(found))


async def _copy(interaction: Interaction, press: ButtonPress, context: BotContext) -> None:
    """Show the page to the one who pressed, whose buttons it gets; the answer stays as it is."""
    await interaction.response.defer(thinking=True, ephemeral=True)
    found = await _page(interaction, press, context, private=True)
    await interaction.edit_original_response(view=Layout(found or TOO_OLD))


async def _page(interaction: Interaction, press: ButtonPress, context: BotContext, *, private: bool) -> Reply | None:
    head, guild, asker = head_above(interaction), guild_of(interaction), interaction.user.id

    def work() -> Reply | None:
        return pressed(context.corpora.at(guild), press, head, asker=asker, private=private)

    return await context.work_queue.run(work, busy=BUSY, group=queue_group(interaction))


async def _show_nearest(interaction: Interaction, press: NearestPress, context: BotContext) -> None:
    """Show what comes nearest to the one who pressed; the refusal stays as it is."""
    asked = nearest_request(press, head_above(interaction), interaction.user.id)
    if asked is None:
        await tell(interaction, QUESTION_LOST)
        return
    work = partial(reply, context.corpora, guild_of(interaction), asked, limit=context.limit)
    await context.respond(interaction, work, ephemeral=True)


async def _show_exact(interaction: Interaction, press: ButtonPress, context: BotContext) -> None:
    """Send the article's text to the one who pressed."""
    await interaction.response.defer(thinking=True, ephemeral=True)
    guild = guild_of(interaction)

    def work() -> ExactText | str | None:
        return exact_text(context.corpora.at(guild), press.view, largest=interaction.filesize_limit)

    found = await context.work_queue.run(work, busy=BUSY[0].text, group=queue_group(interaction))
    if isinstance(found, ExactText):
        file = discord.File(BytesIO(found.content), filename=found.name)
        await interaction.edit_original_response(content=found.line, attachments=[file])
    else:
        await interaction.edit_original_response(content=found or TOO_OLD[0].text)


async def _dismiss(interaction: Interaction, press: ButtonPress) -> None:
    """Delete the answer, for the asker and for those who may delete messages here."""
    if press.view.asker == interaction.user.id or interaction.permissions.manage_messages:
        await interaction.response.defer()
        await interaction.delete_original_response()
    else:
        await tell(interaction, NOT_YOURS)


def _is_private(interaction: Interaction) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral

"""**Post here**: how does everybody come to see a private answer? Once, however often the button is pressed.

The library remembers the message, for two presses may come at once, to two processes. What is about another message is
posted as a reply to it; where the bot may not send, with a link to it.
"""

import asyncio
from typing import Any, NamedTuple

import discord

from bot.commands.context import BotContext
from bot.discord_client.guild_of import guild_of, may_write, queue_group
from bot.rendering import wording
from bot.rendering.buttons import PageState
from bot.rendering.layout import Layout
from bot.rendering.message import Reply
from bot.replies.pages import page, shows_quote
from bot.replies.reply import BUSY, POSTED, POSTED_ALREADY, TOO_OLD
from bot.replies.thread_context import head_above
from bot.store.posted import record_posted, unrecord_posted

Interaction = discord.Interaction[Any]


class PostResult(NamedTuple):
    """The page to post, or with `is_there` false, the reply to the user who pressed."""

    said: Reply
    is_there: bool = False


async def post(interaction: Interaction, view: PageState, context: BotContext) -> None:
    """Show the page to all, and in place of the private message that it is posted; or say why it is not."""
    await interaction.response.defer()
    found = await _page(interaction, view, context, head_above(interaction))
    if not found.is_there:
        await interaction.followup.send(view=Layout(found.said), ephemeral=True)
    elif await asyncio.to_thread(record_posted, context.corpora.library, _message(interaction)):
        await _send_noted(interaction, view, context, found.said)
        await interaction.edit_original_response(view=Layout(POSTED))
    else:
        await interaction.followup.send(view=Layout(POSTED_ALREADY), ephemeral=True)


async def _send_noted(interaction: Interaction, view: PageState, context: BotContext, said: Reply) -> None:
    """Send the page that is noted as posted, or note that it is not."""
    try:
        await _send(interaction, view, context, said)
    except BaseException:
        await asyncio.to_thread(unrecord_posted, context.corpora.library, _message(interaction))
        raise


async def _send(interaction: Interaction, view: PageState, context: BotContext, said: Reply) -> None:
    if view.about and await _has_replied(interaction, view.about, said):
        return
    if view.about:
        head = f"{head_above(interaction)}\n-# {wording.ABOUT}{_link(interaction, view.about)}"
        said = (await _page(interaction, view, context, head)).said
    await interaction.followup.send(view=Layout(said))


async def _has_replied(interaction: Interaction, about: int, said: Reply) -> bool:
    """Send the page as a reply to the message, and tell whether the bot may send here."""
    if not interaction.channel_id or not may_write(interaction):
        return False
    channel = interaction.client.get_partial_messageable(interaction.channel_id, guild_id=interaction.guild_id)
    reference = channel.get_partial_message(about).to_reference(fail_if_not_exists=False)
    try:
        await channel.send(view=Layout(said), reference=reference, mention_author=False)
    except (discord.Forbidden, discord.NotFound):
        return False
    return True


async def _page(interaction: Interaction, view: PageState, context: BotContext, head: str) -> PostResult:
    guild, posted = guild_of(interaction), view._replace(asker=interaction.user.id)

    def work() -> PostResult:
        place = context.corpora.at(guild)
        is_there = shows_quote(place, view)
        return PostResult(page(place, posted, head, private=not is_there) or TOO_OLD, is_there)

    return await context.work_queue.run(work, busy=PostResult(BUSY), group=queue_group(interaction))


def _message(interaction: Interaction) -> int:
    return interaction.message.id if interaction.message else 0


def _link(interaction: Interaction, message: int) -> str:
    return f"https://discord.com/channels/{interaction.guild_id or '@me'}/{interaction.channel_id}/{message}"

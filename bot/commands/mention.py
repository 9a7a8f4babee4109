"""A mention in a channel, a direct message, or a reply to the bot's own message: the message itself is the question.

The bot speaks only when spoken to: its name written in the message, or a reply to it with the ping on; not a reply with
the ping off, not @everyone and no role. A question may follow up on what it said before, see `thread_context`.
"""

import asyncio
import re
from functools import partial
from typing import Final

import discord

from bot.commands.context import BotContext
from bot.discord_client.guild_of import guild_of_message
from bot.moderation.hand_in import answer_layout
from bot.rendering.layout import Layout
from bot.rendering.message import Part, Reply
from bot.replies.message_text import asked_in
from bot.replies.reply import BUSY, HOW_TO_ASK, UNREADABLE, AskRequest, reply
from bot.replies.thread_context import PreviousMessage, may_be_followup, previous_message

NO_HISTORY: Final = 160002
"""Discord's code where the bot may write, but not read what was said before, and so not reply to it.

https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
"""

SPOKEN = frozenset({discord.MessageType.default, discord.MessageType.reply})


async def respond(message: discord.Message, question: str, me: discord.abc.Snowflake, context: BotContext) -> None:
    """Answer the question in the message, with a typing indicator meanwhile."""
    with context.work_queue.in_flight():
        async with message.channel.typing():
            said = await _reply(message, question, me, context)
        await send(message, said, moderated=context.has_moderators(guild_of_message(message)))


def question_in(message: discord.Message, me: discord.abc.Snowflake) -> str | None:
    """What the message asks of the bot, its mention taken out; `None` when it is not addressed to the bot."""
    if message.author.bot or message.type not in SPOKEN or not _is_addressed(message, me):
        return None
    return asked_in(_mention_of(me).sub(" ", message.content), message.guild)


async def send(message: discord.Message, said: Reply, *, moderated: bool = False) -> None:
    """Send it without a ping as a reply to `message`; as a message of its own, when that is gone or may not be read."""
    reference = message.to_reference(fail_if_not_exists=False)
    try:
        await message.channel.send(
            view=answer_layout(said, moderated=moderated), reference=reference, mention_author=False
        )
    except discord.Forbidden as error:
        if error.code != NO_HISTORY:
            raise
        await message.channel.send(view=answer_layout(said, moderated=moderated))


async def tell_author(message: discord.Message) -> None:
    """Tell the author in a direct message that the bot may not write there."""
    said = f"I may not write in <#{message.channel.id}>, so I cannot answer you there. `/ask` works there all the same."
    await message.author.send(view=Layout([Part(said)]))


async def _reply(message: discord.Message, question: str, me: discord.abc.Snowflake, context: BotContext) -> Reply:
    """The answer, as a follow-up to the previous question where it is one; without a question, how to ask."""
    if not question:
        return HOW_TO_ASK if _is_readable(message, me) else UNREADABLE
    before = await _before(message, question, me, context)
    asked, group = AskRequest(question, message.author.id, *(before or ())), (message.guild or message.author).id
    work = partial(reply, context.corpora, guild_of_message(message), asked, limit=context.limit)
    return await context.work_queue.run(work, busy=BUSY, group=group)


async def _before(
    message: discord.Message, question: str, me: discord.abc.Snowflake, context: BotContext
) -> PreviousMessage | None:
    """The previous question; read from Discord only if the question can be a follow-up.

    This does not go through the work queue, so that nobody waits twice.
    """

    def is_followup() -> bool:
        return context.corpora.at(guild_of_message(message)).articles.is_followup(question)

    return (
        await previous_message(message, me)
        if may_be_followup(message) and await asyncio.to_thread(is_followup)
        else None
    )


def _is_addressed(message: discord.Message, me: discord.abc.Snowflake) -> bool:
    """Whether the message is for the bot alone, names it, or replies to it with the ping on.

    Discord counts the answered person among the mentioned when the ping is on, and nobody whose mention stands in code:
    a bot that a reply mentions without writing so is the one that it answers.
    """
    if isinstance(message.channel, discord.DMChannel):
        return True
    is_reply = message.type is discord.MessageType.reply
    return _mentions(message, me) and (is_reply or _mention_of(me).search(message.content) is not None)


def _is_readable(message: discord.Message, me: discord.abc.Snowflake) -> bool:
    """Whether the message came with what was written or attached; Discord withholds both together."""
    is_named = _mention_of(me).search(message.content) is not None
    return isinstance(message.channel, discord.DMChannel) or is_named or bool(message.attachments or message.stickers)


def _mention_of(me: discord.abc.Snowflake) -> re.Pattern[str]:
    return re.compile(rf"<@!?{me.id}>")


def _mentions(message: discord.Message, me: discord.abc.Snowflake) -> bool:
    return any(user.id == me.id for user in message.mentions)

"""A mention in a channel, or a direct message: the message itself is the question.

The bot speaks only when spoken to: its name written in the message, not a reply to it alone, not @everyone and no role.
"""

import re

import discord

from bot.desk import Desk
from bot.layout import Layout
from bot.reply import HOW_TO_ASK, Reply

SPOKEN = frozenset({discord.MessageType.default, discord.MessageType.reply})


def question_in(message: discord.Message, me: discord.abc.Snowflake) -> str | None:
    """What the message asks of the bot, its mention taken out; `None` when it is not addressed to the bot."""
    if message.author.bot or message.type not in SPOKEN:
        return None
    own_mention = re.compile(rf"<@!?{me.id}>")
    is_direct = isinstance(message.channel, discord.DMChannel)
    if not is_direct and not (own_mention.search(message.content) and _mentions(message, me)):
        return None
    return " ".join(own_mention.sub(" ", message.content).split())


async def answer(message: discord.Message, question: str, desk: Desk) -> None:
    """Reply to `message` without a ping, showing meanwhile that something is being written."""
    with desk.conversation():
        async with message.channel.typing():
            reply = await desk.reply(question) if question else HOW_TO_ASK
        await send(message, reply)


async def send(message: discord.Message, reply: Reply) -> None:
    """Send `reply` as a reply to `message`, or as a message of its own when that one is gone."""
    reference = message.to_reference(fail_if_not_exists=False)
    await message.channel.send(view=Layout(reply), reference=reference, mention_author=False)


def _mentions(message: discord.Message, me: discord.abc.Snowflake) -> bool:
    return any(user.id == me.id for user in message.mentions)

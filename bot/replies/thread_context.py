"""Which of the bot's messages does this one go on from? The one that it replies to, or the latest around it.

A reply goes on from the message that it answers, a message in a thread or in a direct conversation from the bot's
latest one there; in a channel, where many talk at once, nothing else does. Only the bot's own messages are read, which
Discord delivers without the content intent, and none is kept. Where Discord gives none, the question stands alone.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from typing import Any, Final, NamedTuple

import discord
import regex

from bot.discord_client.error_log import UNSENT
from bot.rendering import wording
from bot.rendering.buttons import press_in
from bot.rendering.citation import plain
from retrieval.answering.followup import PreviousTurn
from retrieval.query.smalltalk import is_small_talk

RECENT: Final = 20  # messages before this one; what was said earlier than that is another conversation
PATIENCE: Final = 3.0  # seconds for Discord to give them


HEAD = regex.compile(
    rf"\*\*(?P<asked>.+)\*\*(?:\n-# {wording.SEARCHED_FOR}(?P<searched>.+))?(?:\n-# {wording.ONLY_IN}.+)?"
    rf"(?:\n-# {wording.ABOUT}.+)?"
)


class Before(NamedTuple):
    """What was asked before, and the answer to it by its id, if that is kept."""

    asked: PreviousTurn
    answer: str | None = None


def may_go_on(message: discord.Message) -> bool:
    """Whether the message is where one may go on from another."""
    is_reply = message.type is discord.MessageType.reply and message.reference is not None
    return is_reply or isinstance(message.channel, (discord.Thread, discord.DMChannel))


async def earlier(message: discord.Message, me: discord.abc.Snowflake) -> Before | None:
    """What the message goes on from, or `None` where there is nothing, or nothing that the bot may read."""
    with contextlib.suppress(*UNSENT):
        async with asyncio.timeout(PATIENCE):
            async for before in _before(message):
                if before.author.id == me.id and (found := earlier_in(head_of(before.components))):
                    return Before(found, answer_in(before.components))
    return None


def head_of(components: Sequence[discord.Component]) -> str:
    """The head of a message: the first text among its components, nested ones too."""
    for component in components:
        if isinstance(component, discord.TextDisplay):
            return component.content
        if isinstance(component, (discord.Container, discord.SectionComponent)) and (
            head := head_of(component.children)
        ):
            return head
    return ""


def head_above(interaction: discord.Interaction[Any]) -> str:
    """The head of the message that a button is on: the question is nowhere else."""
    return head_of(interaction.message.components) if interaction.message else ""


def answer_in(components: Sequence[discord.Component]) -> str | None:
    """The id of the answer that a message shows, which each of its buttons knows."""
    for component in components:
        if isinstance(component, discord.Button) and (press := press_in(component.custom_id or "")):
            return press.view.answer
        if isinstance(component, (discord.Container, discord.ActionRow)) and (found := answer_in(component.children)):
            return found
    return None


async def _before(message: discord.Message) -> AsyncIterator[discord.Message]:
    """The messages that it may go on from, the nearest first."""
    if message.reference and message.type is discord.MessageType.reply:
        answered = await _answered(message, message.reference)
        if answered:
            yield answered
    elif isinstance(message.channel, (discord.Thread, discord.DMChannel)):
        async for before in message.channel.history(limit=RECENT, before=message):
            yield _original(before)


async def _answered(message: discord.Message, reference: discord.MessageReference) -> discord.Message | None:
    """The message that a reply answers: as it came along, or fetched; `None` when it was deleted."""
    if reference.resolved is None and reference.message_id:
        return await message.channel.fetch_message(reference.message_id)
    return reference.resolved if isinstance(reference.resolved, discord.Message) else None


def _original(message: discord.Message) -> discord.Message:
    """The message itself; of the one at a thread's start, the message that the thread was made from."""
    if message.type is discord.MessageType.thread_starter_message and message.reference:
        resolved = message.reference.resolved
        return resolved if isinstance(resolved, discord.Message) else message
    return message


def earlier_in(head: str) -> PreviousTurn | None:
    """What may be gone on from in a message whose first text is `head`; `None` where no question was answered."""
    found = HEAD.fullmatch(head)
    question = plain(found["searched"] or found["asked"]) if found else ""
    return PreviousTurn(question) if question and not is_small_talk(question) else None


def asked_in(head: str) -> str:
    """The question as it was asked in a message whose first text is `head`; an empty string where there is none."""
    found = HEAD.fullmatch(head)
    return plain(found["asked"]) if found else ""

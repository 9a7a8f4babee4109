"""Finds the previous question of a conversation in the head of one of the bot's own messages.

    **when did she pass it?**
    -# Searched for: when did she pass it? (Kim Kardashian, baby bar)
    -# I answer one question at a time. Not answered: where?
    -# Only in: an article
    -# About the address of a message

A reply follows up the message that it answers; a message in a thread or a direct-message channel follows up the bot's
latest one there. In other channels, where many talk at once, nothing else is a follow-up. Only the bot's own messages
are read, which Discord delivers without the message content intent, and none is stored.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any, Final, NamedTuple

import discord
import regex

from bot.discord_client.error_log import UNSENT
from bot.rendering import wording
from bot.rendering.buttons import ButtonPress, parse_custom_id
from bot.rendering.citation import plain
from retrieval.answering.followup import PreviousTurn
from retrieval.query.smalltalk import is_small_talk

RECENT: Final = 20  # messages before this one; what was said earlier than that is another conversation
PATIENCE: Final = 3.0  # seconds for Discord to give them


HEAD = regex.compile(
    rf"\*\*(?P<asked>.+)\*\*(?:\n-# {wording.SEARCHED_FOR}(?P<searched>.+))?(?:\n-# {wording.FURTHER}.+)?"
    rf"(?:\n-# {wording.ONLY_IN}.+)?"
    rf"(?:\n-# {wording.ABOUT}.+)?"
)


class PreviousMessage(NamedTuple):
    """The question before, and the id of its answer, if the library has it."""

    asked: PreviousTurn
    answer: str | None = None


def may_be_followup(message: discord.Message) -> bool:
    """Whether the message can be a follow-up: a reply, or in a thread or a direct-message channel."""
    is_reply = message.type is discord.MessageType.reply and message.reference is not None
    return is_reply or isinstance(message.channel, (discord.Thread, discord.DMChannel))


async def previous_message(message: discord.Message, me: discord.abc.Snowflake) -> PreviousMessage | None:
    """The previous question that the message may follow up; `None` where there is none that the bot can read."""
    with contextlib.suppress(*UNSENT):
        async with asyncio.timeout(PATIENCE):
            async for before in _before(message):
                if before.author.id == me.id and (found := previous_turn_in(head_of(before.components))):
                    return PreviousMessage(found, answer_in(before.components))
    return None


def walk(components: Iterable[discord.Component]) -> Iterator[discord.Component]:
    """The components and all that are nested in them, depth first, in the order in which they are shown."""
    for component in components:
        yield component
        if isinstance(component, (discord.Container, discord.SectionComponent, discord.ActionRow)):
            yield from walk(component.children)


def texts_in(components: Iterable[discord.Component]) -> Iterator[str]:
    """The texts among the components, nested ones included."""
    return (component.content for component in walk(components) if isinstance(component, discord.TextDisplay))


def head_of(components: Iterable[discord.Component]) -> str:
    """The head of a message: its first text that is not empty."""
    return next(filter(None, texts_in(components)), "")


def head_above(interaction: discord.Interaction[Any]) -> str:
    """The head of the message that a button is on: the question is nowhere else."""
    return head_of(interaction.message.components) if interaction.message else ""


def answer_in(components: Iterable[discord.Component]) -> str | None:
    """The id of the answer that a message shows: every button of a page carries it."""
    buttons = (component for component in walk(components) if isinstance(component, discord.Button))
    presses = (parse_custom_id(button.custom_id or "") for button in buttons)
    return next((press.view.answer for press in presses if isinstance(press, ButtonPress)), None)


async def _before(message: discord.Message) -> AsyncIterator[discord.Message]:
    """The messages that it may follow up, the nearest first."""
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


def previous_turn_in(head: str) -> PreviousTurn | None:
    """The question of a message whose first text is `head`; `None` where it answers no question."""
    found = HEAD.fullmatch(head)
    question = plain(found["searched"] or found["asked"]) if found else ""
    return PreviousTurn(question) if question and not is_small_talk(question) else None


def question_of_head(head: str) -> str:
    """The question as asked, from a message whose first text is `head`; empty where there is none."""
    found = HEAD.fullmatch(head)
    return plain(found["asked"]) if found else ""

"""What does a message ask? Its text as its author wrote it, with the names of the channels that it refers to.

Everything else that Discord writes in a text is read where questions are read, so that a terminal reads it alike.
"""

from typing import Final

import discord
import regex

from retrieval.query.parser import LONGEST

WORD_OR_SPACE: Final = regex.compile(r"\s+|\S+")
CHANNEL: Final = regex.compile(r"<#(\d{1,20})>")


def asked_in(text: str, guild: discord.Guild | None) -> str:
    """The text with `<#name>` for each channel of the guild that it refers to."""
    return CHANNEL.sub(lambda match: _reference(match[0], int(match[1]), guild), text).strip()


def beginning(text: str) -> str:
    """The text, or as many of its first words as a question may have; its embeds can make a message longer."""
    if len(text) <= LONGEST:
        return text
    *kept, last = WORD_OR_SPACE.findall(text[: LONGEST + 1])
    return "".join(kept) or last[:LONGEST]


def _reference(written: str, number: int, guild: discord.Guild | None) -> str:
    channel = guild.get_channel_or_thread(number) if guild else None
    return f"<#{channel.name}>" if channel else written

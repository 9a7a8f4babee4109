"""In which channels may the bot write? Its roles tell, what each channel gives and takes, and a timeout."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import reduce
from operator import or_
from typing import Final

from bot.discord_client.invite_links import bit
from bot.doctor.discord_api import Channel, Room
from bot.doctor.finding import Finding, ok, warning

NAMED: Final = 3  # channels that are named
TEXT: Final = frozenset({0, 5})
"""The types of channels where people write: text and announcements.

https://discord.com/developers/docs/resources/channel#channel-object-channel-types
"""
NEEDED: Final = bit("view_channel") | bit("send_messages")


def channels_findings(rooms: Sequence[Room]) -> Iterator[Finding]:
    """What keeps the bot from writing in servers where its roles let it; commands are answered all the same."""
    for room in rooms:
        until = room.bot.communication_disabled_until
        if until and until > datetime.now(UTC):
            found = f"is timed out in {room.server.name} until {until:%Y-%m-%d %H:%M} UTC, and answers no mention there"
            yield warning("servers", found, "wait, or ask a moderator there to end it; commands work meanwhile")
        if _allows(room.server.permissions):
            yield from _channels(room)


def _channels(room: Room) -> Iterator[Finding]:
    texts = [channel for channel in room.channels if channel.type in TEXT]
    closed = [channel for channel in texts if not _may_write(room, channel)]
    if texts and len(closed) == len(texts):
        advice = "let its role view a channel and send messages there; commands work without"
        yield warning("servers", f"may write in no text channel of {room.server.name}", advice)
    elif closed:
        named = ", ".join(f"#{channel.name}" for channel in closed[:NAMED])
        more = f" and {len(closed) - NAMED} more" if len(closed) > NAMED else ""
        count = f"{len(texts) - len(closed)} of {len(texts)} text channels"
        yield ok("servers", f"{room.server.name}: may write in {count}, not in {named}{more}")


def _may_write(room: Room, channel: Channel) -> bool:
    """As Discord works it out: first for everybody, then for all roles together, then for the member.

    https://discord.com/developers/docs/topics/permissions#permission-overwrites
    """
    may = room.server.permissions  # no channel takes away that somebody is an administrator
    for whose in ({room.server.id}, set(room.bot.roles), {room.bot.user.id}):
        those = [each for each in channel.permission_overwrites if each.id in whose]
        may &= ~_together(each.deny for each in those)
        may |= _together(each.allow for each in those)
    return _allows(may)


def _allows(permissions: int) -> bool:
    return permissions & NEEDED == NEEDED or bool(permissions & bit("administrator"))


def _together(bits: Iterable[int]) -> int:
    return reduce(or_, bits, 0)

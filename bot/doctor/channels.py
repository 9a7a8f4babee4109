"""What may the bot do in its servers, by its roles, and in which of their channels may it write?"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import reduce
from operator import or_
from typing import Final

from bot.discord_client.invite_links import PERMISSIONS, bit, said
from bot.doctor.discord_api import PAGE, Channel, GuildMembership, Server
from bot.doctor.finding import Finding, ok, warning

NAMED_CHANNELS: Final = 3
TEXT: Final = frozenset({0, 5})
"""The types of channels where people write: text and announcements.

https://discord.com/developers/docs/resources/channel#channel-object-channel-types
"""
NEEDED: Final = bit("view_channel") | bit("send_messages")
NAMED_SERVERS: Final = 5
TOO_MUCH: Final = ("administrator", "manage_guild", "manage_messages", "manage_roles", "mention_everyone")


def channels_findings(rooms: Sequence[GuildMembership]) -> Iterator[Finding]:
    """What keeps the bot from writing in servers where its roles let it; commands are answered all the same."""
    for room in rooms:
        until = room.bot.communication_disabled_until
        if until and until > datetime.now(UTC):
            found = f"is timed out in {room.server.name} until {until:%Y-%m-%d %H:%M} UTC, and answers no mention there"
            yield warning("servers", found, "wait, or ask a moderator there to end it; commands work meanwhile")
        if _allows(room.server.permissions):
            yield from _channels(room)


def _channels(room: GuildMembership) -> Iterator[Finding]:
    texts = [channel for channel in room.channels if channel.type in TEXT]
    closed = [channel for channel in texts if not _may_write(room, channel)]
    if texts and len(closed) == len(texts):
        advice = "let its role view a channel and send messages there; commands work without"
        yield warning("servers", f"may write in no text channel of {room.server.name}", advice)
    elif closed:
        named = ", ".join(f"#{channel.name}" for channel in closed[:NAMED_CHANNELS])
        more = f" and {len(closed) - NAMED_CHANNELS} more" if len(closed) > NAMED_CHANNELS else ""
        count = f"{len(texts) - len(closed)} of {len(texts)} text channels"
        yield ok("servers", f"{room.server.name}: may write in {count}, not in {named}{more}")


def _may_write(room: GuildMembership, channel: Channel) -> bool:
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


def servers_findings(servers: Sequence[Server]) -> Iterator[Finding]:
    """What the bot may do in its servers by its roles."""
    if not servers:
        yield warning("servers", "the bot is in none", "add it to one with the link that `pullquote invite` prints")
        return
    yield ok("servers", f"{len(servers)}{' or more' if len(servers) >= PAGE else ''}")
    for permission, is_needed in PERMISSIONS:
        lacking = [server for server in servers if is_needed and not _may(server, permission)]
        if lacking:
            advice = "give that to its role, or add it anew with the link that `pullquote invite` prints"
            yield warning("servers", f"lacks “{said(permission)}” in {_named(lacking)}", advice)
    for permission in TOO_MUCH:
        if more := [server for server in servers if server.permissions & bit(permission)]:
            found = f"has “{said(permission)}” in {_named(more)}, and does not need it"
            yield warning("servers", found, "take that from its role")


def _may(server: Server, permission: str) -> bool:
    """Whether the bot's roles let it."""
    return bool(server.permissions & (bit(permission) | bit("administrator")))


def _named(servers: Sequence[Server]) -> str:
    more = f" and {len(servers) - NAMED_SERVERS} more" if len(servers) > NAMED_SERVERS else ""
    return ", ".join(server.name for server in servers[:NAMED_SERVERS]) + more

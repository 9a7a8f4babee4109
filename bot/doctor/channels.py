"""What may the bot do in its guilds, by its roles, and in which of their channels may it write?"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import reduce
from operator import or_
from typing import Final

from bot.discord_client.invite_links import PERMISSIONS, bit, display_name
from bot.doctor.discord_api import PAGE, Channel, Guild, GuildMembership
from bot.doctor.finding import Finding, ok, warning

NAMED_CHANNELS: Final = 3
TEXT: Final = frozenset({0, 5})
"""The types of channels where people write: text and announcements.

https://discord.com/developers/docs/resources/channel#channel-object-channel-types
"""
NEEDED: Final = bit("view_channel") | bit("send_messages")
NAMED_GUILDS: Final = 5
TOO_MUCH: Final = ("administrator", "manage_guild", "manage_messages", "manage_roles", "mention_everyone")


def channels_findings(memberships: Sequence[GuildMembership]) -> Iterator[Finding]:
    """The findings about guilds where the roles allow the bot to write, but a timeout or the channels do not.

    Commands are answered there all the same.
    """
    for membership in memberships:
        until = membership.bot.communication_disabled_until
        if until and until > datetime.now(UTC):
            found = (
                f"is timed out in {membership.guild.name} until {until:%Y-%m-%d %H:%M} UTC: answers no mention there"
            )
            yield warning("servers", found, "wait, or ask a moderator there to end it; commands still work")
        if _allows(membership.guild.permissions):
            yield from _channels(membership)


def _channels(membership: GuildMembership) -> Iterator[Finding]:
    texts = [channel for channel in membership.channels if channel.type in TEXT]
    closed = [channel for channel in texts if not _may_write(membership, channel)]
    if texts and len(closed) == len(texts):
        advice = "let its role view a channel and send messages there; commands work without it"
        yield warning("servers", f"may write in no text channel of {membership.guild.name}", advice)
    elif closed:
        named = ", ".join(f"#{channel.name}" for channel in closed[:NAMED_CHANNELS])
        more = f" and {len(closed) - NAMED_CHANNELS} more" if len(closed) > NAMED_CHANNELS else ""
        count = f"{len(texts) - len(closed)} of {len(texts)} text channels"
        yield ok("servers", f"{membership.guild.name}: may write in {count}, not in {named}{more}")


def _may_write(membership: GuildMembership, channel: Channel) -> bool:
    """Whether the bot may write in the channel: the overwrites for everybody, then for its roles, then for the bot.

    https://discord.com/developers/docs/topics/permissions#permission-overwrites
    """
    may = membership.guild.permissions  # no channel can deny an administrator anything
    for whose in ({membership.guild.id}, set(membership.bot.roles), {membership.bot.user.id}):
        overwrites = [each for each in channel.permission_overwrites if each.id in whose]
        may &= ~_union(each.deny for each in overwrites)
        may |= _union(each.allow for each in overwrites)
    return _allows(may)


def _allows(permissions: int) -> bool:
    return permissions & NEEDED == NEEDED or bool(permissions & bit("administrator"))


def _union(bits: Iterable[int]) -> int:
    return reduce(or_, bits, 0)


def guilds_findings(guilds: Sequence[Guild]) -> Iterator[Finding]:
    """The findings about the permissions that the bot's roles give it in its guilds."""
    if not guilds:
        yield warning("servers", "the bot is in none", "add it to one with the link that `pullquote invite` prints")
        return
    yield ok("servers", f"{len(guilds)}{' or more' if len(guilds) >= PAGE else ''}")
    for permission, is_needed in PERMISSIONS:
        lacking = [guild for guild in guilds if is_needed and not _may(guild, permission)]
        if lacking:
            advice = "give that to its role, or add the bot again with the link that `pullquote invite` prints"
            yield warning("servers", f"lacks “{display_name(permission)}” in {_named(lacking)}", advice)
    for permission in TOO_MUCH:
        if more := [guild for guild in guilds if guild.permissions & bit(permission)]:
            found = f"has “{display_name(permission)}” in {_named(more)}, and does not need it"
            yield warning("servers", found, "take that from its role")


def _may(guild: Guild, permission: str) -> bool:
    """Whether the bot's roles in the guild have the permission."""
    return bool(guild.permissions & (bit(permission) | bit("administrator")))


def _named(guilds: Sequence[Guild]) -> str:
    more = f" and {len(guilds) - NAMED_GUILDS} more" if len(guilds) > NAMED_GUILDS else ""
    return ", ".join(guild.name for guild in guilds[:NAMED_GUILDS]) + more

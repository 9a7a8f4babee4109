"""May the bot do in its servers what it has to, and no more? Its roles tell; of channels see `bot.doctor.channels`."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.discord_client.invite_links import PERMISSIONS, bit, said
from bot.doctor.discord_api import PAGE, Server
from bot.doctor.finding import Finding, ok, warning

NAMED: Final = 5  # servers that are named
TOO_MUCH: Final = ("administrator", "manage_guild", "manage_messages", "manage_roles", "mention_everyone")


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
    more = f" and {len(servers) - NAMED} more" if len(servers) > NAMED else ""
    return ", ".join(server.name for server in servers[:NAMED]) + more

"""Does Discord have the current commands? They are sent only when it does not; nothing is stored about it.

Discord is asked what it has, and both sides are compared without what Discord adds and what means nothing: an absent
field, an empty one and its default are the same.
"""

import logging
from collections.abc import Iterable, Mapping
from typing import Any, Final

import discord
from discord import app_commands
from discord.http import Route

log = logging.getLogger(__name__)

Payload = Mapping[str, Any]

COMPARED: Final = frozenset(
    {"name", "name_localizations", "description", "description_localizations", "type", "options", "choices", "value"}
    | {"required", "autocomplete", "channel_types", "min_value", "max_value", "min_length", "max_length"}
    | {"nsfw", "contexts", "integration_types", "default_member_permissions"}
)
"""The fields that matter; `dm_permission` is left out because `contexts` overrides it.

https://discord.com/developers/docs/interactions/application-commands#application-command-object
"""

CHAT_INPUT: Final = 1
ENTRY_POINT: Final = 4  # Discord makes this command itself, for applications with an activity


async def sync(tree: app_commands.CommandTree[Any]) -> bool:
    """Send the commands if Discord has others, and say whether they were sent; a refusal is logged, and not fatal."""
    try:
        known = await _known(tree.client)
        if _same(known, [command.to_dict(tree) for command in tree.get_commands()]):
            log.info("commands: Discord has them as they are")
            return False
        await tree.sync()
    except discord.HTTPException as error:
        log.error("commands: Discord refused them (%s)", error)  # noqa: TRY400 -- Discord's own words say it all
        return False
    log.info("commands: sent to Discord, which had others")
    return True


async def _known(client: discord.Client) -> list[Payload]:
    """The global commands as Discord has them, with their localisations."""
    route = Route("GET", "/applications/{application_id}/commands", application_id=client.application_id)
    found: list[Payload] = await client.http.request(route, params={"with_localizations": "true"})
    return [command for command in found if command.get("type") != ENTRY_POINT]


def _same(known: Iterable[Payload], ours: Iterable[Payload]) -> bool:
    return _by_name(known) == _by_name(ours)


def _by_name(commands: Iterable[Payload]) -> dict[tuple[int, str], Payload]:
    return {(command.get("type", CHAT_INPUT), command["name"]): canonical(command) for command in commands}


def canonical(thing: Payload) -> Payload:
    """A command, option or choice with only the fields that matter and say something, in one form."""
    fields = {name: _plain(name, value) for name, value in thing.items() if name in COMPARED}
    return {name: value for name, value in fields.items() if value not in (None, False, [], {}, "")}


def _plain(name: str, value: Any) -> Any:  # noqa: ANN401 -- JSON
    if name in {"options", "choices"}:
        return [canonical(part) for part in value or ()]
    if name in {"contexts", "integration_types", "channel_types"}:
        return sorted(value or ())
    return str(value) if name == "default_member_permissions" and value is not None else value

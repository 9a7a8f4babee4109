"""Which commands has the bot registered, and what does a person's use of one look like?

https://docs.discord.com/developers/interactions/application-commands
"""

from collections.abc import Mapping
from typing import Any

from tests.discord.clock import Clock
from tests.discord.command_rules import CHAT_INPUT, command_problems
from tests.discord.payloads import APPLICATION_ID
from tests.discord.refusals import invalid_body
from tests.discord.routing import Answer, Call, Route
from tests.discord.traffic import Json
from tests.discord.uploads import Upload, resolved

TEMPLATE = "/applications/{application_id}/commands"
SUBCOMMAND, GROUP, ATTACHMENT = 1, 2, 11
LOCALISATIONS = ("name_localizations", "description_localizations")


class Commands:
    """The global commands, as the last `PUT` left them."""

    def __init__(self, clock: Clock) -> None:
        self.stored: list[Json] = []
        self._clock = clock

    def routes(self) -> tuple[Route, ...]:
        """The lines of the table that this object answers."""
        return (Route("GET", TEMPLATE, self._get), Route("PUT", TEMPLATE, self._put))

    def replace(self, commands: list[Json]) -> list[Json]:
        """Store these instead of all others, and return them as Discord does; a known name keeps its id."""
        ids = {(command["type"], command["name"]): command["id"] for command in self.stored}
        self.stored = [self._stored(command, ids) for command in commands]
        return self.stored

    def named(self, name: str, kind: int = CHAT_INPUT) -> Json:
        """The command of this name and kind, which a person can only use when it is registered."""
        for command in self.stored:
            if (command["type"], command["name"]) == (kind, name):
                return command
        raise AssertionError(f"no command `{name}` is registered, only {[command['name'] for command in self.stored]}")

    def _get(self, call: Call) -> Answer:
        localised = call.request.query.get("with_localizations") in {"1", "true", "True"}
        return 200, self.stored if localised else [_without(command, LOCALISATIONS) for command in self.stored]

    def _put(self, call: Call) -> Answer:
        if problems := command_problems(call.body):
            raise invalid_body(problems)
        return 200, self.replace(call.body)

    def _stored(self, command: Json, ids: Mapping[tuple[int, str], str]) -> Json:
        defaults = {"type": CHAT_INPUT, "description": "", "nsfw": False, "dm_permission": True}
        defaults |= {"default_member_permissions": None, "contexts": None, "integration_types": [0]}
        localised = dict.fromkeys(LOCALISATIONS)
        key = (command.get("type", CHAT_INPUT), command["name"])
        new = {"id": ids.get(key) or self._clock.snowflake(), "version": self._clock.snowflake()}
        given = {name: value for name, value in command.items() if value is not None}
        options = {"options": [_option(option) for option in command.get("options") or ()]}
        if (needed := given.get("default_member_permissions")) is not None:
            given["default_member_permissions"] = str(needed)
        return defaults | localised | given | new | options | {"application_id": APPLICATION_ID}


def _without(thing: Json, names: tuple[str, ...]) -> Json:
    """A command without some properties, in its options too."""
    below = {"options": [_without(option, names) for option in thing["options"]]} if "options" in thing else {}
    return {name: value for name, value in thing.items() if name not in names} | below


def _option(option: Json) -> Json:
    """An option as Discord keeps it: what is false or empty is left out."""
    kept = {name: value for name, value in option.items() if value or name in LOCALISATIONS}
    if "options" in kept:
        kept["options"] = [_option(below) for below in kept["options"]]
    return kept


def invocation(command: Json, path: list[str], values: Mapping[str, Any]) -> Json:
    """The `data` of an interaction: the command, the subcommands of `path`, and the values a person gave."""
    about = {"id": command["id"], "name": command["name"], "type": CHAT_INPUT}
    return about | {"options": _given(command, path, values)} | resolved(dict(values))


def chosen(command: Json, target: Json) -> Json:
    """The `data` of an interaction when a person chooses a command in the menu of a message."""
    resolved = {"messages": {target["id"]: target}}
    return {name: command[name] for name in ("id", "name", "type")} | {"target_id": target["id"], "resolved": resolved}


def completion(command: Json, name: str, typed: str) -> Json:
    """The `data` of an interaction while a person types the value of an option, which must offer completions."""
    (option,) = [option for option in command["options"] if option["name"] == name]
    if not option.get("autocomplete"):
        raise AssertionError(f"option `{name}` of `{command['name']}` offers nothing while somebody types")
    focused = {"name": name, "type": option["type"], "value": typed, "focused": True}
    return {"id": command["id"], "name": command["name"], "type": CHAT_INPUT, "options": [focused]}


def _given(parent: Json, path: list[str], values: Mapping[str, Any]) -> list[Json]:
    options = {option["name"]: option for option in parent.get("options", ())}
    if path:
        below = options[path[0]]
        return [{"name": path[0], "type": below["type"], "options": _given(below, path[1:], values)}]
    missing = {name for name, option in options.items() if option.get("required")} - set(values)
    if missing or set(values) - set(options):
        raise AssertionError(f"nobody can give {sorted(values)} to `{parent['name']}`, whose options are {[*options]}")
    for name, value in values.items():
        _accept(options[name], value)
    return [{"name": name, "type": options[name]["type"], "value": _sent(value)} for name, value in values.items()]


def _sent(value: Any) -> Any:  # noqa: ANN401  # any JSON, or a file, of which the id is sent
    return value.id if isinstance(value, Upload) else value


def _accept(option: Json, value: object) -> None:
    """Fail where Discord's own client would not let a person send the value."""
    if isinstance(value, Upload) != (option["type"] == ATTACHMENT):
        raise AssertionError(f"nobody can give `{value}` to `{option['name']}` of type {option['type']}")
    if not isinstance(value, str):
        return
    least, most = option.get("min_length", 0), option.get("max_length", 6000)
    if not least <= len(value) <= most:
        raise AssertionError(f"nobody can give {len(value)} characters to `{option['name']}`, only {least} to {most}")

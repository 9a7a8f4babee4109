"""What may a command be? The rules for `PUT /applications/{application_id}/commands` beside the OpenAPI document.

https://docs.discord.com/developers/interactions/application-commands
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.discord.message_rules import length
from tests.discord.traffic import Json

CHAT_INPUT, USER, MESSAGE = 1, 2, 3
MOST_COMMANDS = {CHAT_INPUT: 100, USER: 15, MESSAGE: 15}  # …#registering-a-command
NAME_LIMIT = 32  # …#application-command-object-application-command-naming
NAME = re.compile(r"[-_'\w]+")  # the same section; Devanagari and Thai marks are left to \w
DESCRIPTION_LIMIT = 100  # …#application-command-object-application-command-structure
OPTIONS_LIMIT = 25  # the same section
CHOICES_LIMIT = 25  # …#application-command-object-application-command-option-structure
COMMAND_LIMIT = 8000  # …#slash-commands: names, descriptions and values together


def command_problems(commands: list[Json]) -> list[str]:
    """What is wrong with the commands that shall replace all others."""
    alone = [f"command `{command.get('name')}`: {problem}" for command in commands for problem in _command(command)]
    return alone + list(_together(commands))


def _together(commands: list[Json]) -> Iterator[str]:
    names = Counter((command.get("type", CHAT_INPUT), command.get("name")) for command in commands)
    yield from (f"command `{name}` is there {times} times" for (_, name), times in names.items() if times > 1)
    kinds = Counter(command.get("type", CHAT_INPUT) for command in commands)
    for kind, found in kinds.items():
        if found > (most := MOST_COMMANDS.get(kind, 1)):
            yield f"{found} commands of type {kind}, at most {most} are allowed"


def _command(command: Json) -> Iterator[str]:
    yield from _name(command, slash=command.get("type", CHAT_INPUT) == CHAT_INPUT)
    if command.get("type", CHAT_INPUT) == CHAT_INPUT:
        yield from _description(command)
        yield from _options(command)
    if (found := _size(command)) > COMMAND_LIMIT:
        yield f"{found} characters in all, at most {COMMAND_LIMIT} are allowed"


def _name(thing: Json, *, slash: bool) -> Iterator[str]:
    name = thing.get("name", "")
    if not 1 <= length(name) <= NAME_LIMIT:
        yield f"the name `{name}` has {length(name)} characters, 1 to {NAME_LIMIT} are allowed"
    if slash and not (NAME.fullmatch(name) and name == name.lower()):
        yield f"the name `{name}` is not made of lower-case letters, digits, - and _"


def _description(thing: Json) -> Iterator[str]:
    if not 1 <= (found := length(thing.get("description", ""))) <= DESCRIPTION_LIMIT:
        yield f"the description of `{thing.get('name')}` has {found} characters, 1 to {DESCRIPTION_LIMIT} are allowed"


def _options(thing: Json) -> Iterator[str]:
    options = thing.get("options") or []
    if len(options) > OPTIONS_LIMIT:
        yield f"{len(options)} options, at most {OPTIONS_LIMIT} are allowed"
    needed = [bool(option.get("required")) for option in options]
    if needed != sorted(needed, reverse=True):
        yield "a required option comes after an optional one"
    for option in options:
        yield from _option(option)


def _option(option: Json) -> Iterator[str]:
    yield from _name(option, slash=True)
    yield from _description(option)
    yield from _options(option)
    choices = option.get("choices") or []
    if len(choices) > CHOICES_LIMIT:
        yield f"option `{option.get('name')}` has {len(choices)} choices, at most {CHOICES_LIMIT} are allowed"
    if choices and option.get("autocomplete"):
        yield f"option `{option.get('name')}` has both choices and autocomplete"


def _size(thing: Json) -> int:
    """The characters of names, descriptions and values, each in its longest localisation."""
    own = sum(_longest(thing, key) for key in ("name", "description")) + length(_text(thing.get("value")))
    return own + sum(_size(part) for key in ("options", "choices") for part in thing.get(key) or ())


def _longest(thing: Json, key: str) -> int:
    localised = (thing.get(f"{key}_localizations") or {}).values()
    return max(map(length, [thing.get(key) or "", *localised]))


def _text(value: Any) -> str:  # noqa: ANN401  # a choice's value is a string or a number
    return value if isinstance(value, str) else ""

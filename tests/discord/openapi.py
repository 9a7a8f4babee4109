"""What does Discord's own OpenAPI document say of a body?

https://github.com/discord/discord-api-spec, `specs/openapi.json`; tests find it where `PULLQUOTE_DATA` says.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
from jsonschema_rs import ValidationError, ValidationErrorKind, Validator

URI = "urn:discord"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
# The document allows strings alone, its README also integers; discord.py sends integers in references.
SNOWFLAKE = {"type": ["string", "integer"], "pattern": "^(0|[1-9][0-9]*)$"}


class Document:
    """The official document; the validator of an endpoint is compiled once, when first needed."""

    def __init__(self, path: Path) -> None:
        self._document = json.loads(path.read_text(encoding="utf-8"))
        self._document["components"]["schemas"]["SnowflakeType"] = SNOWFLAKE
        self._registry = jsonschema_rs.Registry([(URI, self._document)])
        self._validators: dict[str, Validator | None] = {}

    def problems(self, method: str, template: str, body: Any) -> list[str]:  # noqa: ANN401  # any JSON at all
        """What the document holds against a request's body; nothing where it knows no body."""
        part = ("requestBody", "content", "application/json", "schema")
        return self._problems((method.lower(), *part), template, body)

    def answer_problems(self, method: str, template: str, body: Any) -> list[str]:  # noqa: ANN401  # any JSON at all
        """What the document holds against the double's own answer."""
        part = ("responses", "200", "content", "application/json", "schema")
        return self._problems((method.lower(), *part), template, body)

    def _problems(self, keys: tuple[str, ...], template: str, body: object) -> list[str]:
        pointer = _pointer(("paths", template, *keys))
        if pointer not in self._validators:
            self._validators[pointer] = self._compiled(("paths", template, *keys), pointer)
        validator = self._validators[pointer]
        return [] if validator is None else [said for error in validator.iter_errors(body) for said in _said(error)]

    def _compiled(self, keys: tuple[str, ...], pointer: str) -> Validator | None:
        found: dict[str, Any] = self._document
        for key in keys:
            found = found.get(key, {})
        if not found:
            return None
        return jsonschema_rs.validator_for({"$schema": DIALECT, "$ref": f"{URI}#{pointer}"}, registry=self._registry)


def _pointer(keys: tuple[str, ...]) -> str:
    """A JSON pointer as a fragment of a URI, where braces must be escaped."""
    escaped = (key.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D") for key in keys)
    return "/" + "/".join(escaped)


def _said(error: ValidationError) -> Iterator[str]:
    """The error in the branch that was meant, since "not valid under any of the schemas" helps nobody."""
    branches: list[list[ValidationError]] = []
    if isinstance(error.kind, ValidationErrorKind.AnyOf | ValidationErrorKind.OneOfNotValid):
        branches = error.kind.context
    if not branches:
        yield f"{'.'.join(map(str, error.instance_path)) or 'body'}: {_short(error.message)}"
        return
    for deeper in min(branches, key=lambda branch: _unmeant(branch, error)):
        yield from _said(deeper)


def _unmeant(branch: list[ValidationError], parent: ValidationError) -> tuple[bool, bool, int]:
    """How surely a branch is not the one that was meant: wrong `type`, wrong kind of value, many errors."""
    discriminator = [*parent.instance_path, "type"]
    other = any(list(error.instance_path) == discriminator for error in branch)
    null = any(
        list(error.instance_path) == list(parent.instance_path) and isinstance(error.kind, ValidationErrorKind.Type)
        for error in branch
    )
    return other, null, sum(1 for error in branch for _ in _said(error))


def _short(message: str, limit: int = 200) -> str:
    return message if len(message) <= limit else f"{message[: limit // 2]} … {message[-limit // 2 :]}"

"""Which literal values does a configuration in JavaScript or TypeScript state? Objects and their literals, by position.

    export default { url: 'https://e.x', presets: [['classic', { docs: { routeBasePath: '/' } }]] }

    path ()                {"url": "https://e.x"}
    path (presets, docs)   {"routeBasePath": "/"}

The file is never executed, so what it computes is not known. Each character is looked at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import regex

TOKEN: Final = regex.compile(
    r"(?P<comment>//[^\n]*+|/\*.*?(?:\*/|\Z))"
    r"|'(?P<single>(?:[^'\\\n]|\\.)*+)'|\"(?P<double>(?:[^\"\\\n]|\\.)*+)\"|`(?P<template>(?:[^`\\]|\\.)*+)`"
    r"|(?P<word>[\p{L}_$][\p{L}\p{N}_$]*+)|(?P<mark>[{}\[\](),:;=?.|&+])",
    regex.DOTALL,
)
ESCAPE: Final = regex.compile(r"\\(.)", regex.DOTALL)
OPEN: Final = frozenset("{[(")
CLOSE: Final = frozenset("}])")
LISTS: Final = frozenset("[(")
SEPARATORS: Final = frozenset(",;")
STARTS: Final = frozenset("{,")  # before a key
ENDS: Final = frozenset(",}")  # after the value of a key
DEEPEST: Final = 100


class JsObject(NamedTuple):
    """An object of a configuration.

    Attributes:
        path: the keys that lead to it, without the calls and lists between them.
        values: its literals by their keys; `None` where the value is computed.
        label: the text before it in a list, such as the name of a plugin with its options.
    """

    path: tuple[str, ...]
    values: Mapping[str, str | bool | None]
    label: str = ""


class _JsToken(NamedTuple):
    mark: str = ""
    word: str = ""
    text: str | None = None


class _JsBracket(NamedTuple):
    mark: str
    path: tuple[str, ...]
    values: dict[str, str | bool | None]


def js_objects(source: str) -> list[JsObject]:
    """The objects of a file, in the order in which they begin."""
    found: list[JsObject] = []
    stack: list[_JsBracket] = []
    key, value_at, label = "", 0, ""
    tokens = [_JsToken(), *_tokens(source), _JsToken(mark=";"), _JsToken(mark=";")]
    for at, token in enumerate(tokens[1:-2], start=1):
        before, after, next_but_one = tokens[at - 1], tokens[at + 1], tokens[at + 2]
        if token.mark in OPEN:
            path = (*(stack[-1].path if stack else ()), *((key,) if key else ()))[-DEEPEST:]
            stack.append(_JsBracket(token.mark, path, {}))
            if token.mark == "{":
                found.append(JsObject(path, stack[-1].values, label))
            key, label = "", label if token.mark == "(" else ""
        elif token.mark in CLOSE:
            stack, key = stack[:-1], ""
        elif token.mark in SEPARATORS:
            key = ""
        elif stack and stack[-1].mark == "{" and after.mark == ":" and before.mark in STARTS:
            key, value_at = token.word or token.text or "", at + 2
            if next_but_one.mark not in OPEN:
                stack[-1].values.setdefault(key, None)
        elif key and at == value_at and after.mark in ENDS and stack[-1].values[key] is None:
            stack[-1].values[key] = _literal(token)
        elif token.text is not None and stack and stack[-1].mark in LISTS:
            label = token.text
    return found


def outermost_values(objects: Sequence[JsObject]) -> Mapping[str, str | bool | None]:
    """The literals of the outermost objects together; of two with the same key the first counts."""
    return {key: value for each in reversed(objects) if not each.path for key, value in each.values.items()}


def first_values(objects: Sequence[JsObject], *path: str) -> Mapping[str, str | bool | None]:
    """The literals of the first object that these keys lead to; nothing where there is none."""
    return next((each.values for each in objects if each.path == path), {})


def _literal(token: _JsToken) -> str | bool | None:
    return {"true": True, "false": False}.get(token.word) if token.word else token.text


def _tokens(source: str) -> Iterator[_JsToken]:
    for match in TOKEN.finditer(source):
        if match["comment"] is not None:
            continue
        if match["template"] is not None and "${" in match["template"]:
            yield _JsToken(word="$")  # computed
        elif match["mark"] or match["word"]:
            yield _JsToken(match["mark"] or "", match["word"] or "")
        else:
            text = next(text for text in match.group("single", "double", "template") if text is not None)
            yield _JsToken(text=ESCAPE.sub(r"\1", text))

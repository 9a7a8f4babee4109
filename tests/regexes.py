"""Which regular expressions are there, and how are they used? Each compiled pattern, with its methods."""

import ast
import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final, NamedTuple

import regex

import bot
import retrieval

PACKAGES: Final = (retrieval, bot)
PATTERN_TYPES: Final = (re.Pattern, regex.Pattern)
METHODS: Final[Mapping[str, Callable[[Any, Any], object]]] = {
    "match": lambda pattern, text: pattern.match(text),
    "fullmatch": lambda pattern, text: pattern.fullmatch(text),
    "search": lambda pattern, text: pattern.search(text),
    "finditer": lambda pattern, text: sum(1 for _ in pattern.finditer(text)),
    "findall": lambda pattern, text: pattern.findall(text),
    "split": lambda pattern, text: pattern.split(text),
    "sub": lambda pattern, text: pattern.sub("", text),
}
"""How a pattern is applied to a text, by the name of its method."""


class KnownPattern(NamedTuple):
    """A compiled pattern: where it is, such as `retrieval.ingest.inputs.SCHEME`, and which methods the code calls."""

    where: str
    pattern: Any
    methods: frozenset[str]


@cache
def known_patterns() -> tuple[KnownPattern, ...]:
    """Every pattern that a module or a class has, or that is in a mapping or a sequence there; each once."""
    used = _used_methods()
    found: dict[tuple[object, ...], KnownPattern] = {}
    unused: dict[tuple[object, ...], KnownPattern] = {}  # where they are defined; they are passed on, or imported
    for module in _modules():
        for name, value in vars(module).items():
            if name.startswith("__"):
                continue
            for where, pattern in _patterns(value, f"{module.__name__}.{name}"):
                key = (type(pattern), pattern.pattern, pattern.flags)
                if methods := used.get((module.__name__, name)):
                    known = found.get(key, KnownPattern(where, pattern, methods))
                    found[key] = known._replace(methods=known.methods | methods)
                else:
                    unused.setdefault(key, KnownPattern(where, pattern, frozenset(METHODS)))
    return tuple((unused | found).values())


def _modules() -> Iterator[ModuleType]:
    for package in PACKAGES:
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not each.name.endswith("__main__"):
                yield importlib.import_module(each.name)


def _patterns(value: object, where: str, depth: int = 0) -> Iterator[tuple[str, Any]]:
    if isinstance(value, PATTERN_TYPES):
        yield where, value
    elif depth > 3:
        return
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _patterns(each, f"{where}[{key}]", depth + 1)
    elif isinstance(value, list | tuple | set | frozenset):
        for at, each in enumerate(value):
            yield from _patterns(each, f"{where}[{at}]", depth + 1)
    elif isinstance(value, type) and value.__module__.partition(".")[0] in {"retrieval", "bot"} and not depth:
        for name, each in vars(value).items():
            if not name.startswith("__"):
                yield from _patterns(each, f"{where}.{name}", depth + 1)


def _used_methods() -> dict[tuple[str, str], frozenset[str]]:
    """The methods that are called, or passed on, of each module's names: as of `WORD` in `WORD.search(…)`."""
    used: dict[tuple[str, str], set[str]] = defaultdict(set)
    for module in _modules():
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        imported = {
            alias.asname or alias.name: (str(node.module), alias.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Attribute) or node.attr not in METHODS:
                continue
            if name := _name(node.value):
                used[imported.get(name, (module.__name__, name))].add(node.attr)
    return {name: frozenset(methods) for name, methods in used.items()}


def _name(node: ast.expr) -> str | None:
    if isinstance(node, ast.Subscript):
        return _name(node.value)
    return node.id if isinstance(node, ast.Name) else None

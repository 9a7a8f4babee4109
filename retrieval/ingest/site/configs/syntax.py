"""What does a configuration in YAML, TOML or Python state? Its values; nothing is executed."""

import ast
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

MAX_BYTES: Final = 300_000  # of a configuration; larger ones are not read
NOTHING: Final[Mapping[str, Any]] = {}


def config_text(path: Path) -> str:
    """The text of a configuration; empty where it cannot be read or is too large."""
    try:
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            return ""
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""


def yaml_values(path: Path) -> Mapping[str, Any]:
    """The values of a YAML file, all scalars as text; tags such as `!ENV` are left out."""
    import yaml  # noqa: PLC0415 -- few folders have such a configuration

    try:
        return _mapping(yaml.load(config_text(path), Loader=yaml.BaseLoader))  # noqa: S506 -- builds strings, lists and mappings only
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError):
        return NOTHING


def toml_values(path: Path) -> Mapping[str, Any]:
    """The values of a TOML file."""
    try:
        return tomllib.loads(config_text(path).replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return NOTHING


def python_values(path: Path) -> Mapping[str, Any]:
    """The names that a Python file assigns literals to at its top level."""
    values: dict[str, Any] = {}
    try:
        tree = ast.parse(config_text(path))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return NOTHING
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.List | ast.Tuple | ast.Dict):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            try:
                values |= dict.fromkeys(names, ast.literal_eval(node.value))
            except (ValueError, TypeError, RecursionError, MemoryError):
                continue
    return values


def table(values: Mapping[str, Any], *keys: str) -> Mapping[str, Any]:
    """The mapping below these keys; an empty one where there is none."""
    for key in keys:
        values = _mapping(values.get(key))
    return values


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else NOTHING

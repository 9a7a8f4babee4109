"""Are the arguments of the public interface of the right types? Each is returned, or a `TypeError` says what is wanted.

A type checker finds these mistakes too; this is for programs that are not checked, and for what types cannot say: a
`str` is a sequence of `str`.
"""

from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path


def path_argument(value: object, name: str) -> Path:
    """The path that a `str` or `os.PathLike` stands for."""
    if isinstance(value, str):
        return Path(value)
    if isinstance(value, PathLike) and isinstance(value.__fspath__(), str):
        return Path(value)
    raise _unwanted(name, "a path as str or os.PathLike", value)


def text_argument(value: object, name: str) -> str:
    """The `str` that is given."""
    if not isinstance(value, str):
        raise _unwanted(name, "a str", value)
    return value


def whole_number_argument(value: object, name: str) -> int:
    """The `int` that is given.

    Raises:
        ValueError: it is negative.
    """
    if not isinstance(value, int) or isinstance(value, bool):
        raise _unwanted(name, "an int", value)
    if value < 0:
        raise ValueError(f"`{name}` must be at least 0, not {value}")
    return value


def names_argument(value: object, name: str) -> tuple[str, ...]:
    """The names in a sequence or another iterable of `str`; one `str` alone is refused.

    Raises:
        ValueError: there are none.
    """
    wanted = 'a sequence of str such as ["public"]'
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
        raise _unwanted(name, wanted, value)
    names = tuple(value)
    for each in names:
        if not isinstance(each, str):
            raise _unwanted(name, wanted, each, within="one with ")
    if not names:
        raise ValueError(f"`{name}` is empty: give at least one name")
    return names


def texts_argument(value: object, name: str) -> Mapping[str, str]:
    """The mapping of `str` to `str` that is given."""
    wanted = 'a mapping of file names to texts such as {"rules.md": "…"}'
    if not isinstance(value, Mapping):
        raise _unwanted(name, wanted, value)
    for each in (*value, *value.values()):
        if not isinstance(each, str):
            raise _unwanted(name, wanted, each, within="one with ")
    return value


def _unwanted(name: str, wanted: str, value: object, *, within: str = "") -> TypeError:
    shown = repr(value)
    short = shown if len(shown) <= 40 else f"{shown[:39]}…"  # noqa: PLR2004 -- characters that are enough to find it
    return TypeError(f"`{name}` must be {wanted}, not {within}{type(value).__name__} {short}")

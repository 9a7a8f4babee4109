"""How are explained acronyms kept? Each with the terms by which it and its long form are found, as one line."""

from typing import NamedTuple, Self

from retrieval.definitions import Definition
from retrieval.phrases import Key, keys

FIELD, WAY, TERM = "\t", "|", " "  # what parts the fields of a line, the ways of a phrase and the terms of a way


class Defined(NamedTuple):
    """What a text explains, and by which terms its two sides are found."""

    definition: Definition
    short: tuple[Key, ...]
    long: tuple[Key, ...]

    @classmethod
    def of(cls, definition: Definition) -> Self:
        """The definition, with the terms of both sides."""
        return cls(definition, tuple(keys(definition.short)), tuple(keys(definition.long)))

    @classmethod
    def read(cls, line: str) -> Self:
        """The definition that a line holds."""
        short, long, short_keys, long_keys = line.split(FIELD)
        return cls(Definition(short, long), _keys(short_keys), _keys(long_keys))

    @property
    def line(self) -> str:
        """The definition as a line."""
        return FIELD.join([*self.definition, _ways(self.short), _ways(self.long)])


def _ways(found: tuple[Key, ...]) -> str:
    return WAY.join(map(TERM.join, found))


def _keys(ways: str) -> tuple[Key, ...]:
    return tuple(tuple(way.split(TERM)) for way in ways.split(WAY) if way)

"""How are the abbreviations that passages define stored? One line each, with the keys that both forms are found by."""

from typing import NamedTuple, Self

from retrieval.analysis.abbreviations import Definition
from retrieval.query.phrases import Key, keys

FIELD_SEPARATOR, KEY_SEPARATOR = "\t", "|"  # separators: of the fields of a line, and of the keys of a form


class IndexedAbbreviation(NamedTuple):
    """A definition in a text, with the keys of its short and its long form."""

    definition: Definition
    short: tuple[Key, ...]
    long: tuple[Key, ...]

    @classmethod
    def of(cls, definition: Definition) -> Self:
        """The definition with the keys of both forms."""
        return cls(definition, tuple(keys(definition.short)), tuple(keys(definition.long)))

    @classmethod
    def parse(cls, line: str) -> Self:
        """The definition stored in `line`, which the property `line` wrote."""
        short, long, short_keys, long_keys = line.split(FIELD_SEPARATOR)
        return cls(Definition(short, long), _keys(short_keys), _keys(long_keys))

    @property
    def line(self) -> str:
        """The definition as one line of text."""
        return FIELD_SEPARATOR.join([*self.definition, KEY_SEPARATOR.join(self.short), KEY_SEPARATOR.join(self.long)])


def _keys(joined: str) -> tuple[Key, ...]:
    return tuple(joined.split(KEY_SEPARATOR)) if joined else ()

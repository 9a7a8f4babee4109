"""How are the abbreviations that passages define stored? One line each, with the keys that both forms are found by."""

from typing import NamedTuple, Self

from retrieval.analysis.abbreviations import Definition
from retrieval.analysis.language import ENGLISH
from retrieval.query.phrases import PhraseKey, phrase_keys

FIELD_SEPARATOR, KEY_SEPARATOR = "\t", "|"  # separators: of the fields of a line, and of the keys of a form


class IndexedAbbreviation(NamedTuple):
    """A definition in a text, with the keys of its short and its long form."""

    definition: Definition
    short: tuple[PhraseKey, ...]
    long: tuple[PhraseKey, ...]

    @classmethod
    def of(cls, definition: Definition, language: str) -> Self:
        """The definition, with the terms of both sides, as the language of its text reads them and as English does.

        An acronym of another language is asked about in English, too.
        """
        languages = dict.fromkeys((language, ENGLISH))
        short, long = (
            tuple(dict.fromkeys(key for each in languages for key in phrase_keys(phrase, each)))
            for phrase in definition
        )
        return cls(definition, short, long)

    @classmethod
    def parse(cls, line: str) -> Self:
        """The definition stored in `line`, which the property `line` wrote."""
        short, long, short_keys, long_keys = line.split(FIELD_SEPARATOR)
        return cls(Definition(short, long), _keys(short_keys), _keys(long_keys))

    @property
    def line(self) -> str:
        """The definition as one line of text."""
        return FIELD_SEPARATOR.join([*self.definition, KEY_SEPARATOR.join(self.short), KEY_SEPARATOR.join(self.long)])


def _keys(ways: str) -> tuple[PhraseKey, ...]:
    return tuple(ways.split(KEY_SEPARATOR)) if ways else ()

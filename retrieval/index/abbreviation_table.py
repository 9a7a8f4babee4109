"""How are explained acronyms kept? Each with the terms by which it and its long form are found, as one line."""

from typing import NamedTuple, Self

from retrieval.analysis.abbreviations import Definition
from retrieval.analysis.language import ENGLISH
from retrieval.query.phrases import PhraseKey, phrase_keys

FIELD, WAY = "\t", "|"  # what parts the fields of a line, and the ways in which a phrase is found


class Defined(NamedTuple):
    """What a text explains, and by which terms its two sides are found."""

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
    def read(cls, line: str) -> Self:
        """The definition that a line holds."""
        short, long, short_keys, long_keys = line.split(FIELD)
        return cls(Definition(short, long), _keys(short_keys), _keys(long_keys))

    @property
    def line(self) -> str:
        """The definition as a line."""
        return FIELD.join([*self.definition, WAY.join(self.short), WAY.join(self.long)])


def _keys(ways: str) -> tuple[PhraseKey, ...]:
    return tuple(ways.split(WAY)) if ways else ()

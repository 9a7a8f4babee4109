"""Is a word spelt right? The English words, whether or not any article has them."""

from functools import cache
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from spellchecker import SpellChecker

MOSTLY = 0.5  # of the words
AMERICAN = (
    (regex.compile(r"(?<=\w{2})our"), "or"),
    (regex.compile(r"(?<=\w{3})is(?=(?:e[drs]?|ing|ation|ations)$)"), "iz"),
    (regex.compile(r"(?<=\w{2}[tb])re(?=s?$)"), "er"),
    (regex.compile(r"(?<=\w{2})ll(?=(?:ed|ing|er|ers)$)"), "l"),
    (regex.compile(r"(?<=\w{2})ogue(?=s?$)"), "og"),
    (regex.compile(r"ence(?=s?$)"), "ense"),
)
WORD = regex.compile(r"[\p{L}\p{M}'’]+")


def is_right(word: str) -> bool:
    """Whether the dictionary has the word, in whatever case; it is American, and British spelling is right, too."""
    return word.casefold() in _english() or american(word) in _english()


def american(word: str) -> str:
    """The word in lower case and in American spelling, if it is British: "color" for "Colour"."""
    spelt = word.casefold()
    for british, there in AMERICAN:
        spelt = british.sub(there, spelt)
    return spelt


def is_english(text: str) -> bool:
    """Whether the dictionary has at least half of the words, so that it can tell which of them are misspelt."""
    words = WORD.findall(text)
    return sum(map(is_right, words)) >= MOSTLY * len(words)


@cache
def _english() -> "SpellChecker":
    """The dictionary; read at the first need, for it takes longer than a question."""
    from spellchecker import SpellChecker  # noqa: PLC0415 -- most questions need no mending

    return SpellChecker(language="en", distance=1)

"""Is a word spelt right? The English words, whether or not any article has them."""

from functools import cache
from typing import TYPE_CHECKING

import regex

from retrieval.analysis.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from spellchecker import SpellChecker

MOSTLY = 0.5  # of the words
LEAST_SWAPPED, MOST_SWAPPED = 4, 7  # characters
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
    """Whether the dictionary has at least half of the words, so that it can tell which of them are misspelt.

    A small word with two letters swapped is as good: "waht about thta?" is English.
    """
    words = WORD.findall(text)
    return sum(is_right(word) or _is_small_word_swapped(word) for word in words) >= MOSTLY * len(words)


def _is_small_word_swapped(word: str) -> bool:
    """Whether two neighbouring letters were swapped in a small word that is not too short to be another language's."""
    word = word.casefold()
    pairs = range(len(word) - 1) if LEAST_SWAPPED <= len(word) <= MOST_SWAPPED else ()
    return any(word[:at] + word[at + 1] + word[at] + word[at + 2 :] in STOP_WORDS for at in pairs)


@cache
def _english() -> "SpellChecker":
    """The dictionary; read at the first need, for it takes longer than a question."""
    from spellchecker import SpellChecker  # noqa: PLC0415 -- most questions need no mending

    return SpellChecker(language="en", distance=1)

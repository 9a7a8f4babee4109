"""Is a word spelled correctly? An English dictionary, independent of the articles."""

from functools import cache
from typing import TYPE_CHECKING

import regex

from retrieval.analysis.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from spellchecker import SpellChecker

MAJORITY = 0.5  # of the words
LEAST_SWAPPED, MOST_SWAPPED = 4, 7  # characters of a stop word with two letters swapped
AMERICAN = (
    (regex.compile(r"(?<=\w{2})our"), "or"),
    (regex.compile(r"(?<=\w{3})is(?=(?:e[drs]?|ing|ation|ations)$)"), "iz"),
    (regex.compile(r"(?<=\w{2}[tb])re(?=s?$)"), "er"),
    (regex.compile(r"(?<=\w{2})ll(?=(?:ed|ing|er|ers)$)"), "l"),
    (regex.compile(r"(?<=\w{2})ogue(?=s?$)"), "og"),
    (regex.compile(r"ence(?=s?$)"), "ense"),
)
WORD = regex.compile(r"[\p{L}\p{M}'’]+")


def is_in_dictionary(word: str) -> bool:
    """Whether the dictionary has the word, in any case, in American or British spelling."""
    return word.casefold() in _english() or american_spelling(word) in _english()


def american_spelling(word: str) -> str:
    """The word in lower case and American spelling: "color" for "Colour"."""
    spelling = word.casefold()
    for british, american in AMERICAN:
        spelling = british.sub(american, spelling)
    return spelling


def is_english(text: str) -> bool:
    """Whether at least half of the words are in the dictionary, so that the others may be misspelled English.

    A stop word with two letters swapped counts: "waht about thta?" is English.
    """
    words = WORD.findall(text)
    return sum(is_in_dictionary(word) or _is_swapped_stop_word(word) for word in words) >= MAJORITY * len(words)


def _is_swapped_stop_word(word: str) -> bool:
    """Whether two neighbouring letters of a stop word were swapped; shorter ones are words of other languages."""
    word = word.casefold()
    pairs = range(len(word) - 1) if LEAST_SWAPPED <= len(word) <= MOST_SWAPPED else ()
    return any(word[:at] + word[at + 1] + word[at] + word[at + 2 :] in STOP_WORDS for at in pairs)


@cache
def _english() -> "SpellChecker":
    """The dictionary; loaded at the first use, because loading it takes longer than a question."""
    from spellchecker import SpellChecker  # noqa: PLC0415 -- most questions need no correction

    return SpellChecker(language="en", distance=1)

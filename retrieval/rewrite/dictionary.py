"""Is a word spelled correctly? Dictionaries, independent of the articles, and the prefixes that make words of words.

The English one counts how often films say a word; other languages' are asked for words that would be corrected.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

import regex

from retrieval.analysis.language import ENGLISH
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
UNCOUNTED = 50  # what the dictionary gives a word that no film says: some of these are rare, some are not words
ENDINGS = (
    (regex.compile(r"(?<=[^sxzy]|[aeo]y)s$"), ""),
    (regex.compile(r"(?<=(?:[sxz]|ch|sh))es$"), ""),
    (regex.compile(r"ies$|ied$"), "y"),
    (regex.compile(r"(?<![^aeiouy][aeiou][bdfgklmnprt]|e|y)(?:ed|ing|ers?)$"), ""),
    (regex.compile(r"(?<=[^aeiouy][aeiou])([bdgklmnprt])\1(?:ed|ing|ers?)$"), r"\1"),
)
"""Endings of English inflection: what each ends, and what stands for it in the word without."""
USUAL_BASE = 1000  # times that films say a word, so that its inflections are not taken for slips
SHORTEST = 4  # characters of a word that is inflected or prefixed; fewer would make a word of many a slip
PREFIXES = (
    "anti auto counter cross de dis down inter macro mega meta micro mini mis mono multi non out over post pre re"
    " semi sub super tele trans ultra un under up"
).split()
"""Productive prefixes: they make words of words, with another meaning, that no dictionary has."""
SHORT_PREFIX = "un"  # also makes words of words of three letters: "unban", "unpin"
OTHER_LANGUAGES = frozenset({"de", "es", "fr", "it", "nl", "pt", "ru"})
WORD = regex.compile(r"[\p{L}\p{M}'’]+")


def is_in_dictionary(word: str) -> bool:
    """Whether the dictionary has the word, in any case, in American or British spelling, or an inflection of it."""
    folded = word.casefold()
    return folded in _english() or american_spelling(word) in _english() or _is_inflected(folded)


def is_in_dictionary_of(language: str, word: str) -> bool:
    """Whether the dictionary of the language has the word, in any case; not if there is none, or it is English's."""
    return language in OTHER_LANGUAGES and word.casefold() in _dictionary(language)


def words_one_edit_from(word: str) -> dict[str, int]:
    """The English words that are one edit away, in lower case, and how often films say each."""
    folded = word.casefold()
    counts = _english().word_frequency.dictionary
    close = _english().edit_distance_1(folded)
    return {each: counts[each] for each in close if counts.get(each, 0) > UNCOUNTED}


def word_count(word: str) -> int:
    """How often films say the English word, the dictionary's measure of how usual it is; 0 if it is not there."""
    return _english()[word.casefold()]


def without_prefix(word: str) -> Iterator[str]:
    """What is left of the word, in lower case, without each prefix that it may have: "spawn" of "despawn"."""
    folded = word.casefold()
    for prefix in PREFIXES:
        least = SHORTEST - 1 if prefix == SHORT_PREFIX else SHORTEST
        if folded.startswith(prefix) and len(folded) >= len(prefix) + least:
            yield folded[len(prefix) :]


def differ_in_prefix(word: str, other: str) -> bool:
    """Whether the words are the same but for a prefix that one has, or each another: "despawn", "respawn", "spawn"."""
    folded, others = word.casefold(), set(_rests(other.casefold()))
    return folded != other.casefold() and not others.isdisjoint(_rests(folded))


def _rests(folded: str) -> Iterable[str]:
    """The word, and what is left of it without each prefix that it may have."""
    rests = (folded.removeprefix(prefix) for prefix in PREFIXES)
    return [folded, *(rest for rest in rests if len(rest) >= SHORTEST - 1)]


def _is_inflected(folded: str) -> bool:
    """Whether the word, in lower case, is a regular inflection of a usual word."""
    return any(word_count(bare) >= USUAL_BASE for bare in _uninflected(folded))


def _uninflected(folded: str) -> Iterator[str]:
    """The words that this may be a regular inflection of: "spawn" for "spawned", "plan" for "planning"."""
    for ending, replacement in ENDINGS:
        bare, found = ending.subn(replacement, folded)
        if found and len(bare) >= SHORTEST and bare not in STOP_WORDS:
            yield bare


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


def swapped_stop_word(word: str) -> str | None:
    """The stop word of which the word, of at least three letters, swaps two neighbours: "the" for "hte"."""
    folded = word.casefold()
    pairs = reversed(range(len(folded) - 1)) if SHORTEST - 1 <= len(folded) <= MOST_SWAPPED else ()
    swapped = (folded[:at] + folded[at + 1] + folded[at] + folded[at + 2 :] for at in pairs)
    return next((each for each in swapped if each in STOP_WORDS), None)


def _is_swapped_stop_word(word: str) -> bool:
    """Whether two neighbouring letters of a stop word were swapped; shorter ones are words of other languages."""
    return len(word) >= LEAST_SWAPPED and swapped_stop_word(word) is not None


@cache
def _dictionary(language: str) -> "SpellChecker":
    """A language's dictionary; loaded at the first use, because loading it takes longer than a question."""
    from spellchecker import SpellChecker  # noqa: PLC0415 -- most questions need no correction

    return SpellChecker(language=language, distance=1)


def _english() -> "SpellChecker":
    return _dictionary(ENGLISH)

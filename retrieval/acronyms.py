"""What do the articles' acronyms stand for? Their own text says so: "Small Business Administration (SBA)".

Definitions are found by Schwartz & Hearst, *A simple algorithm for identifying abbreviation definitions in biomedical
text* (Pacific Symposium on Biocomputing, 2003): the short form's characters stand in the long one, in their order, its
first one at the beginning of a word. Two conditions are ours, for all sorts of things stand in brackets: a short form
has two capitals, and half of it are initials. Where no text explains an acronym, the initials of capitalised words in a
row may.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations, islice
from typing import NamedTuple

import regex

from retrieval.equivalents import Pair

LENGTHS = range(2, 11)  # characters of a short form, after Schwartz & Hearst
SHORT_WORDS = 2  # in a short form at most, the same
MEANINGS = 2  # of one short form that are kept, the most frequent ones
INITIALS = range(2, 7)  # characters of an acronym that no text explains
LOOKED_AT = 10_000  # passages whose initials are known; names that matter come back, and reading more takes seconds

QUOTES = " \"'“”‘’"
MOSTLY = 0.5  # of the rows of names with the same initials; where no name has more, an acronym may be any of them
CAPITALS = 2  # in a short form at least
WORD_START = regex.compile(r"\b\w")
BRACKET = re.compile(r"\(([^()]+)\)")
END_OF_SHORT = re.compile(r"[;,]| or ")
SMALL_WORDS = r"(?:of|the|and|for|in|to)"
NAMES = regex.compile(rf"\p{{Lu}}\p{{Ll}}+(?:[\s-]+(?:{SMALL_WORDS}\s+){{0,2}}\p{{Lu}}\p{{Ll}}+)+")
NAME = regex.compile(r"\p{Lu}\p{Ll}+")


class Definition(NamedTuple):
    """A short form and what it stands for."""

    short: str
    long: str


class Acronyms:
    """What the acronyms in `texts` stand for."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        counted = Counter(found for text in texts for found in definitions(text))
        meanings: dict[str, list[str]] = defaultdict(list)
        for short, long in sorted(counted, key=lambda definition: (-counted[definition], definition)):
            meanings[short].append(long)
        self._defined = [Definition(short, long) for short, longs in meanings.items() for long in longs[:MEANINGS]]

    @property
    def pairs(self) -> Iterator[Pair]:
        """Each acronym that the texts explain with its long form, and the other way round."""
        for short, long in self._defined:
            yield short, long
            yield long, short

    def spelt_out(self, acronym: str) -> str | None:
        """The capitalised words in a row whose initials are the acronym, if these mostly are of the same words."""
        return self._by_initials.get(acronym.upper())

    @cached_property
    def _by_initials(self) -> Mapping[str, str]:
        counted = Counter(name for text in islice(self._texts, LOOKED_AT) for name in _names(text))
        totals = Counter[str]()
        for (initials, _), count in counted.items():
            totals[initials] += count
        return {initials: name for (initials, name), count in counted.items() if count > MOSTLY * totals[initials]}


def definitions(text: str) -> Iterator[Definition]:
    """The acronyms that a text explains, in brackets behind the long form or before it in brackets."""
    for match in BRACKET.finditer(text) if "(" in text else ():
        inside, before = END_OF_SHORT.split(match[1])[0].strip(QUOTES), text[: match.start()]
        if _is_short(inside):
            short, long = inside, _long(inside, _last_words(before, most_words(inside)))
        else:
            short = _last_words(before, 1).strip(QUOTES)
            long = _long(short, inside) if _is_short(short) else None
            long = long if long == inside.removeprefix("the ") else None
        if long:
            yield Definition(short, long)


def most_words(short: str) -> int:
    """How many words a short form stands for at most."""
    return min(len(short) + 5, len(short) * 2)


def _is_short(text: str) -> bool:
    is_brief = len(text) in LENGTHS and len(text.split()) <= SHORT_WORDS
    return is_brief and text[0].isalnum() and sum(map(str.isupper, text)) >= CAPITALS


def _last_words(text: str, count: int) -> str:
    return " ".join(text.rsplit(maxsplit=count)[-count:])


def _long(short: str, words: str) -> str | None:
    """The shortest end of `words` that the short form stands for, or `None`: figure 1 of Schwartz & Hearst."""
    letters = [letter.casefold() for letter in short if letter.isalnum()]
    at = len(words)
    for letter in reversed(letters[1:]):
        at = words.casefold().rfind(letter, 0, max(at, 0))
    starts = [word.start() for word in WORD_START.finditer(words, 0, max(at, 0))]
    begin = next((start for start in reversed(starts) if words[start].casefold() == letters[0]), None)
    if begin is None:
        return None
    long = words[words.rfind(" ", 0, begin) + 1 :]
    is_other = short.casefold() not in long.casefold().split()
    return long if is_other and 2 * _initial(letters, long) >= len(letters) else None


def _initial(letters: Sequence[str], long: str) -> int:
    """How many of the letters begin a word of the long form, in their order."""
    at = count = 0
    for initial in (long[match.start()].casefold() for match in WORD_START.finditer(long)):
        if initial in letters[at:]:
            at = letters.index(initial, at) + 1
            count += 1
    return count


def _names(text: str) -> Iterator[tuple[str, str]]:
    """Each row of capitalised words and each part of one, its initials before it."""
    for run in NAMES.finditer(text):
        words = list(NAME.finditer(run[0]))
        for start, end in combinations(range(len(words) + 1), 2):
            if end - start in INITIALS:
                name = run[0][words[start].start() : words[end - 1].end()]
                yield "".join(word[0][0] for word in words[start:end]), name

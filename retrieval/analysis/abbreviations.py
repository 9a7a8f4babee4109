"""Which acronyms does a text explain? "Small Business Administration (SBA)" → short form and long form.

Found by Schwartz & Hearst, *A simple algorithm for identifying abbreviation definitions in biomedical text* (Pacific
Symposium on Biocomputing, 2003): the short form's characters stand in the long one, in their order, its first one at
the beginning of a word. Two conditions are ours, for all sorts of things stand in brackets: a short form has two
capitals, and half of it are initials.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

LENGTHS = range(2, 11)  # characters of a short form, after Schwartz & Hearst
SHORT_WORDS = 2  # in a short form at most, the same
QUOTES = " \"'“”‘’"
CAPITALS = 2  # in a short form at least
WORD_START = regex.compile(r"\b\w")
BRACKET = re.compile(r"\(([^()]+)\)")
END_OF_SHORT = re.compile(r"[;,]| or ")


class Definition(NamedTuple):
    """A short form and what it stands for."""

    short: str
    long: str


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

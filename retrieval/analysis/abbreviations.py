"""Which acronyms does a text define? "Small Business Administration (SBA)" → short form and long form.

The algorithm is that of Schwartz & Hearst, *A simple algorithm for identifying abbreviation definitions in biomedical
text* (Pacific Symposium on Biocomputing, 2003): the characters of the short form are in the long form, in order, and
the first one begins a word. Two conditions are added, because brackets hold much else: a short form has two capitals,
and half of its letters are initials of words.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

LENGTHS = range(2, 11)  # characters of a short form, as in Schwartz & Hearst
MOST_SHORT_WORDS = 2  # in a short form, as in Schwartz & Hearst
QUOTES = " \"'“”‘’"
FEWEST_CAPITALS = 2  # in a short form
WORD_START = regex.compile(r"\b\w")
BRACKET = re.compile(r"\(([^()]+)\)")
END_OF_SHORT = re.compile(r"[;,]| or ")


class Definition(NamedTuple):
    """A short form and its long form."""

    short: str
    long: str


def definitions(text: str) -> Iterator[Definition]:
    """The definitions in a text, with the short form in brackets after the long form, or the other way round."""
    for match in BRACKET.finditer(text) if "(" in text else ():
        inside, before = END_OF_SHORT.split(match[1])[0].strip(QUOTES), text[: match.start()]
        if _is_short_form(inside):
            short, long = inside, _long_form(inside, _last_words(before, most_words(inside)))
        else:
            short = _last_words(before, 1).strip(QUOTES)
            long = _long_form(short, inside) if _is_short_form(short) else None
            long = long if long == inside.removeprefix("the ") else None
        if long:
            yield Definition(short, long)


def most_words(short: str) -> int:
    """How many words the long form of a short form may have."""
    return min(len(short) + 5, len(short) * 2)


def _is_short_form(text: str) -> bool:
    is_brief = len(text) in LENGTHS and len(text.split()) <= MOST_SHORT_WORDS
    return is_brief and text[0].isalnum() and sum(map(str.isupper, text)) >= FEWEST_CAPITALS


def _last_words(text: str, count: int) -> str:
    return " ".join(text.rsplit(maxsplit=count)[-count:])


def _long_form(short: str, words: str) -> str | None:
    """The shortest suffix of `words` that the short form abbreviates, or `None`: figure 1 of Schwartz & Hearst."""
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
    return long if is_other and 2 * _initial_letters(letters, long) >= len(letters) else None


def _initial_letters(letters: Sequence[str], long: str) -> int:
    """How many of the letters are initials of words of the long form, in order."""
    at = count = 0
    for initial in (long[match.start()].casefold() for match in WORD_START.finditer(long)):
        if initial in letters[at:]:
            at = letters.index(initial, at) + 1
            count += 1
    return count

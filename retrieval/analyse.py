"""When are two words the same? Text → words, each with its term.

A word's term is its lower-case stem without possessive ending, accents and inner punctuation: "Kardashian’s" and
"kardashian", "pardoned" and "pardons", "U.S." and "US", "A$AP" and "asap" meet. Words that only hold a sentence
together (stop words) have no term and are left out. A compound counts as its parts and as one word, so "non-violent"
meets "nonviolent". Chinese, Japanese, Thai and others that write no spaces count by overlapping pairs of letters.
"""

import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex
import Stemmer

from retrieval.irregular import BASE_FORMS
from retrieval.stopwords import STOP_WORDS

UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}ー\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"  # written without spaces
RUN = rf"(?:(?!{UNSPACED})[\p{{L}}\p{{M}}\p{{N}}])+"
WORD = regex.compile(
    rf"(?P<unspaced>(?:{UNSPACED}\p{{M}}*)+)"
    rf"|\p{{L}}(?:\.\p{{L}})+\b"  # O.J., U.S.
    rf"|\p{{N}}+(?:[.,]\p{{N}}+)+\b"  # 1,000 and 3.5
    rf"|{RUN}(?:[$&@'’ʼ＇‘]{RUN})*"  # A$AP, AT&T, Kardashian’s
)
UNSPACED_ONLY = regex.compile(rf"(?:{UNSPACED}\p{{M}}*)+")
LETTER = regex.compile(r"\X")
COMPOUND = regex.compile(r"[-‐‑]")
POSSESSIVE = regex.compile(r"['’ʼ＇‘]s$")
INNER = regex.compile(r"[&@'’ʼ＇‘,]|(?<=\p{L})\.")
AGE = regex.compile(r"(?<=\p{L}\p{Pf}?, )\p{N}{1,3}(?=,)|(?<=\bage[ds]? )\p{N}{1,3}\b", regex.IGNORECASE)
AGED = "~aged"  # ends the term that says that somebody's age stands here: the "43" of "Kardashian, 43," is one
BEFORE_AGE = 3  # words before an age of which one is taken for the name
NUMBERS = {
    word: str(number)
    for number, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), start=2)
}
LONGEST_WORD = 64  # characters; a longer run of letters is no word, and only its beginning counts


class Stemmers(threading.local):
    """A stemmer for each thread, for one may not be used by two; their own caches are off, `_stem` keeps one."""

    def __init__(self) -> None:
        super().__init__()
        self.english = Stemmer.Stemmer("english", 0)  # Porter2


STEMMERS = Stemmers()


class Word(NamedTuple):
    """A word that counts, where it stands in the text (code points, half-open), and its term."""

    text: str
    term: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of `text` that have a term, in order; a compound follows its parts."""
    shouted = text.isupper()
    compound: list[regex.Match[str]] = []
    recent: list[str] = []
    for match in WORD.finditer(text):
        if compound and not COMPOUND.fullmatch(text, compound[-1].end(), match.start()):
            yield from _whole(text, compound)
            compound = []
        if match["unspaced"]:
            yield from _pairs(match)
            continue
        compound.append(match)
        if term := _term(match[0], shouted=shouted):
            yield Word(match[0], term, match.start(), match.end())
            if AGE.match(text, match.start()):
                yield from (Word(match[0], f"{name}{AGED}", match.start(), match.end()) for name in recent)
            recent = [*recent, term][-BEFORE_AGE:]
    yield from _whole(text, compound)


def terms(text: str) -> list[str]:
    """The terms of `text`, in order, repeats included."""
    return [word.term for word in words(text)]


def has_word(text: str) -> bool:
    """Whether `text` has anything that could be looked up: a letter or a digit."""
    return WORD.search(text) is not None


def is_unspaced(text: str) -> bool:
    """Whether `text` is in a script that is written without spaces, so that its terms are pairs of letters."""
    return UNSPACED_ONLY.fullmatch(text) is not None


def _pairs(run: regex.Match[str]) -> Iterator[Word]:
    """The overlapping pairs of letters of a run without spaces, the usual stand-in for words that nothing parts."""
    letters = [(run.start() + letter.start(), run.start() + letter.end()) for letter in LETTER.finditer(run[0])]
    for (start, _), (_, end) in pairwise(letters) if len(letters) > 1 else [(letters[0], letters[0])]:
        pair = run.string[start:end]
        yield Word(pair, unicodedata.normalize("NFKC", pair), start, end)


def _whole(text: str, parts: list[regex.Match[str]]) -> Iterator[Word]:
    """A compound of several parts, as one word."""
    if len(parts) > 1:
        joined = "".join(part[0] for part in parts)
        start, end = parts[0].start(), parts[-1].end()
        if term := _term(joined, shouted=False):
            yield Word(text[start:end], term, start, end)


def _term(word: str, *, shouted: bool) -> str | None:
    is_acronym = "." in word or (word.isupper() and len(word) > 1 and not shouted)
    return _stem(word[:LONGEST_WORD], keep=is_acronym)


@lru_cache(maxsize=1 << 16)
def _stem(word: str, *, keep: bool) -> str | None:
    """The term of one word; `keep` says that it is an acronym, so that "US" is not taken for "us"."""
    plain = unicodedata.normalize("NFKC", POSSESSIVE.sub("", word)).casefold()
    plain = INNER.sub("", plain.replace("$", "s"))  # A$AP is said, and often written, ASAP
    if plain in STOP_WORDS and not keep:
        return None
    if plain in NUMBERS:
        return NUMBERS[plain]
    return _without_accents(STEMMERS.english.stemWord(BASE_FORMS.get(plain, plain))) or None


def _without_accents(term: str) -> str:
    """The term with bare Latin letters; other scripts keep their marks, which are part of the word there."""
    if term.isascii():
        return term
    decomposed = unicodedata.normalize("NFD", term)
    return unicodedata.normalize("NFC", regex.sub(r"(?<=\p{Latin})\p{Mn}+", "", decomposed))

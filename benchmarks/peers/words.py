r"""Which words does a peer search that brings no analysis of its own?

As its users usually do it: lower-case `\w+`, Lucene's stop words or those of the language, Snowball stems. Two
languages need more, lest the peers look worse than they are: Hindi's vowel signs are not `\w`, so marks are kept in its
words; Chinese, Japanese and Thai write no spaces, so they are cut into overlapping pairs of letters.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import pairwise

import regex
from Stemmer import Stemmer

from benchmarks.peers.peer import Setting

STOP_WORDS: Mapping[str, str] = {
    "en": "STOPWORDS_EN",
    "de": "STOPWORDS_GERMAN",
    "es": "STOPWORDS_SPANISH",
    "ru": "STOPWORDS_RUSSIAN",
    "tr": "STOPWORDS_TURKISH",
    "zh": "STOPWORDS_CHINESE",
}
"""Language → the name of its list in bm25s."""

STEMMERS = {
    "en": "english",
    "de": "german",
    "es": "spanish",
    "ru": "russian",
    "ar": "arabic",
    "tr": "turkish",
    "hi": "hindi",
    "el": "greek",
    "ro": "romanian",
}
UNSPACED = frozenset({"zh", "ja", "th"})
WORD = regex.compile(r"\w+")
WORD_WITH_MARKS = regex.compile(r"[\p{L}\p{M}\p{N}]+")
RUN_OF_LETTERS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]+|[\p{Latin}\p{M}\p{N}]+")
UNSPACED_LETTER = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")


def plain_settings(language: str, manner: str = "") -> list[Setting]:
    """With titles and without, stop words left out and kept, as far as the language's stop words are known."""
    choices = (True, False) if language in STOP_WORDS else (False,)
    return [Setting(titled, stopped, manner) for titled in (True, False) for stopped in choices]


def splitter(language: str) -> Callable[[str], list[str]]:
    """What cuts a text in the language into words, in lower case."""
    if language in UNSPACED:
        return lambda text: list(_pairs(text.lower()))
    pattern = WORD_WITH_MARKS if language == "hi" else WORD
    return lambda text: pattern.findall(text.lower())


def stemmer(language: str) -> Stemmer | None:
    """The language's Snowball stemmer, where it has one."""
    return Stemmer(STEMMERS[language]) if language in STEMMERS else None


def left_out(language: str, setting: Setting) -> frozenset[str]:
    """The words that are left out in the setting."""
    return setting.left_out | _stop_words(language) if setting.stopped else setting.left_out


def _stop_words(language: str) -> frozenset[str]:
    from bm25s import stopwords  # noqa: PLC0415 -- takes half a second, which is not the other peers' to bear

    return frozenset(getattr(stopwords, STOP_WORDS[language]))


def analyser(language: str, without: Collection[str] = frozenset()) -> Callable[[str], list[str]]:
    """What makes terms of a text in the language: split, the words of `without` left out, stemmed."""
    split, stem = splitter(language), stemmer(language)

    def terms(text: str) -> list[str]:
        kept = [word for word in split(text) if word not in without]
        return list(stem.stemWords(kept)) if stem else kept

    return terms


def _pairs(text: str) -> Iterator[str]:
    for run in RUN_OF_LETTERS.findall(text):
        if UNSPACED_LETTER.match(run) and len(run) > 1:
            yield from map("".join, pairwise(run))
        else:
            yield run

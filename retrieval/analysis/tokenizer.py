"""When are two words the same? Text → words, each with its term, by the language of the text.

A word's term is its lower-case stem without possessive ending, accents and inner punctuation: "Kardashian’s" and
"kardashian", "pardoned" and "pardons", "U.S." and "US", "A$AP" and "asap" meet. Words that only hold a sentence
together (stop words) have no term and are left out. A compound counts as its parts and as one word, so "non-violent"
meets "nonviolent". Chinese, Japanese, Thai and others that write no spaces count by overlapping pairs of letters.

White space parts words, and what stands between is read once: `_read` remembers it.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain, pairwise
from typing import NamedTuple, TypeVar

import regex

from retrieval.analysis.language import ENGLISH
from retrieval.analysis.normalizer import APOSTROPHE, STEMMERS_MADE_BY, stop_words, term_of
from retrieval.analysis.numerals import MONTH, ORDINAL_WORDS

ANALYSIS = f"1, Snowball {STEMMERS_MADE_BY}"
"""What makes terms; the number rises whenever some text comes to other terms, so that an older index is made anew."""

UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}ー\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"  # written without spaces
RUN = rf"[[\p{{L}}\p{{M}}\p{{N}}]--{UNSPACED}]+"  # the difference of two sets: patterns with it need `regex.V1`
UNSEEN = r"\u00ad\u200b-\u200d\u2060"  # soft hyphens, joiners and their like
WORD = regex.compile(
    rf"(?P<unspaced>(?:{UNSPACED}\p{{M}}*)+)"
    rf"|\p{{L}}(?:\.\p{{L}})+\b"  # O.J., U.S.
    rf"|\p{{N}}+(?:[.,]\p{{N}}+)+\b"  # 1,000 and 3.5
    rf"|{RUN}(?:(?:[$&@{UNSEEN}]|{APOSTROPHE}){RUN})*"  # A$AP, AT&T, Kardashian’s
    r"|(?<=\p{N}|^)%(?![\p{L}\p{N}])",  # 5% and 5 %
    regex.V1,
)
UNSPACED_ONLY = regex.compile(rf"(?:{UNSPACED}\p{{M}}*)+")
LETTER_OR_DIGIT = regex.compile(r"[\p{L}\p{N}]")
LETTER = regex.compile(r"\X")
IDEOGRAPH = regex.compile(r"\p{Han}")
AROUND_WORDS = "\"'()*,./:;?!_[]“”‘’„«»…—"
COMPOUND = regex.compile(r"[-‐‑‒–−﹣－־]")
AGE = regex.compile(r"(?<=\p{L}\p{Pf}?, )\p{N}{1,3}(?=,)|(?<=\bage[ds]? )\p{N}{1,3}\b", regex.IGNORECASE)
PER_CENT = regex.compile(r"\bper cent\b", regex.IGNORECASE)
AGED = "~aged"  # ends the term that says that somebody's age stands here: the "43" of "Kardashian, 43," is one
BEFORE_AGE = 3  # words before an age of which one is taken for the name
PERCENT = "percent"
LONGEST_CHUNK = 64  # characters; what is longer is not remembered
KEPT = 1 << 16  # chunks that each reader remembers, about 20 MB
READERS = 8  # languages, twice when shouted, that are remembered


class Word(NamedTuple):
    """A word that counts, where it stands in the text (code points, half-open), and its term."""

    text: str
    term: str
    start: int
    end: int


Read = TypeVar("Read")


class Reader(NamedTuple):
    """What reads a text without white space, and remembers what it read."""

    words: Callable[[str], tuple[Word, ...]]
    terms: Callable[[str], tuple[str, ...]]


def words(text: str, language: str, *, is_shouted: bool | None = None) -> list[Word]:
    """The words of `text` that have a term, in order; a compound follows its parts.

    In a shouted text, capitals make no acronym. Unless `is_shouted` says otherwise, a text all in capitals is shouted.
    """
    read, at, found = _reader(language, text.isupper() if is_shouted is None else is_shouted).words, 0, []
    for chunk in text.split():
        at = text.index(chunk, at)
        for written, term, start, end in read(chunk):
            found.append(Word(written, term, at + start, at + end))
        at += len(chunk)
    return _in_context(text, found) if has_context(text, language) else found


def terms(text: str, language: str) -> list[str]:
    """The terms of the words of `text`, in order, repeats included."""
    if has_context(text, language):
        return [word.term for word in words(text, language)]
    return list(chain.from_iterable(map(_reader(language, text.isupper()).terms, text.split())))


def chunk_reader(language: str, shouted: bool) -> Callable[[str], tuple[Word, ...]]:  # noqa: FBT001 -- a key
    """What reads the words of a chunk, a text without white space, of a text that is all in capitals or not."""
    return _reader(language, shouted).words


def plain_word(chunk: str) -> str | None:
    """The one word of a chunk that is of ASCII letters or digits alone, but for what stands around it, else `None`.

    In the words of such a chunk only their places depend on what stands around.
    """
    plain = chunk.strip(AROUND_WORDS)
    return plain if plain.isascii() and (plain.isalpha() or plain.isdigit()) else None


def has_word(text: str) -> bool:
    """Whether `text` has anything that could be looked up: a letter or a digit."""
    return LETTER_OR_DIGIT.search(text) is not None


def is_unspaced(text: str) -> bool:
    """Whether `text` is in a script that is written without spaces, so that its terms are pairs of letters."""
    return UNSPACED_ONLY.fullmatch(text) is not None


def has_context(text: str, language: str) -> bool:
    """Whether there is something in the text that only several words say, so that reading its chunks is not enough."""
    return language == ENGLISH and bool(AGE.search(text) or PER_CENT.search(text))


def _in_context(text: str, found: Sequence[Word]) -> list[Word]:
    """The words, and where they stand what several of them say: whose age a number may be, and "per cent"."""
    ages = {match.span() for match in AGE.finditer(text)}
    said = [Word(match[0], PERCENT, *match.span()) for match in PER_CENT.finditer(text)]
    for place, word in enumerate(found):
        if (word.start, word.end) in ages:
            names = found[max(place - BEFORE_AGE, 0) : place]
            said += [word._replace(term=f"{name.term}{AGED}") for name in names]
    return sorted([*found, *said], key=lambda word: word.end)


@lru_cache(maxsize=READERS)
def _reader(language: str, shouted: bool) -> Reader:  # noqa: FBT001 -- a key
    read = partial(_read, language=language, shouted=shouted)
    return Reader(_remembering(read), _remembering(lambda chunk: tuple(word.term for word in read(chunk))))


def _remembering(read: Callable[[str], Read]) -> Callable[[str], Read]:
    """The same as `read`, which is asked once for each chunk that is not long."""
    remembered = lru_cache(maxsize=KEPT)(read)
    return lambda chunk: remembered(chunk) if len(chunk) <= LONGEST_CHUNK else read(chunk)


def _read(chunk: str, *, language: str, shouted: bool) -> tuple[Word, ...]:
    """The words of a text without white space."""
    plain = plain_word(chunk)
    if not plain:
        return tuple(_found(chunk, language, shouted=shouted))
    # Most are letters or digits alone: the same as `_found` finds, sooner.
    term, start = term_of(plain, language, is_kept=_is_kept(plain, shouted=shouted)), chunk.find(plain)
    return (Word(plain, term, start, start + len(plain)),) if term else ()


def _found(chunk: str, language: str, *, shouted: bool) -> Iterator[Word]:
    compound: list[regex.Match[str]] = []
    for match in WORD.finditer(chunk):
        if compound and not COMPOUND.fullmatch(chunk, compound[-1].end(), match.start()):
            yield from _whole(chunk, compound, language)
            compound = []
        if match["unspaced"]:
            yield from _letters(match, language)
        else:
            compound.append(match)
            yield from _word(match[0], match.start(), language, shouted=shouted)
    yield from _whole(chunk, compound, language)


def _word(written: str, start: int, language: str, *, shouted: bool) -> Iterator[Word]:
    """The word, if it has a term; twice if it has two."""
    term = PERCENT if written == "%" else term_of(written, language, is_kept=_is_kept(written, shouted=shouted))
    ordinal = ORDINAL_WORDS.get(written) if language == ENGLISH else None
    for each in filter(None, (term, ordinal)):
        yield Word(written, each, start, start + len(written))


def _is_kept(written: str, *, shouted: bool) -> bool:
    """Whether the word is none that holds a sentence together: an acronym, or the month of May."""
    return "." in written or written == MONTH or (written.isupper() and len(written) > 1 and not shouted)


def _letters(run: regex.Match[str], language: str) -> Iterator[Word]:
    """The overlapping pairs of letters of a run without spaces, the usual stand-in for words that nothing parts.

    An ideograph is often a word by itself, so it counts alone, too, before the pair that it ends.
    """
    spans = [(run.start() + letter.start(), run.start() + letter.end()) for letter in LETTER.finditer(run[0])]
    for (before, _), (start, end) in pairwise([spans[0], *spans]):
        if len(spans) == 1 or _is_word(run.string[start:end], language):
            yield _as_written(run.string, start, end)
        if before < start and run.string[before:end] not in stop_words(language):
            yield _as_written(run.string, before, end)


def _is_word(letter: str, language: str) -> bool:
    return IDEOGRAPH.match(letter) is not None and letter not in stop_words(language)


def _as_written(chunk: str, start: int, end: int) -> Word:
    return Word(chunk[start:end], unicodedata.normalize("NFKC", chunk[start:end]), start, end)


def _whole(chunk: str, parts: list[regex.Match[str]], language: str) -> Iterator[Word]:
    """A compound of several parts, as one word."""
    if len(parts) > 1:
        joined = "".join(part[0] for part in parts)
        start, end = parts[0].start(), parts[-1].end()
        if term := term_of(joined, language):
            yield Word(chunk[start:end], term, start, end)

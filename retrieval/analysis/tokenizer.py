"""When are two words the same? Text → words, each with its term, by the language of the text.

A word's term is its lower-case stem without possessive ending, accents and inner punctuation: "Kardashian’s" and
"kardashian", "pardoned" and "pardons", "U.S." and "US", "A$AP" and "asap" are the same. Stop words have no term and are
left out. A compound gives its parts and the whole, so "non-violent" matches "nonviolent". Chinese, Japanese, Thai and
other scripts without spaces give overlapping bigrams of letters.

Text is split at white space into chunks, and each distinct chunk is analysed once: `_analyzer` caches its words.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain, pairwise
from typing import NamedTuple, TypeVar

import regex

from retrieval.analysis.language import ENGLISH
from retrieval.analysis.normalizer import APOSTROPHE, STEMMER_VERSION, normalize, stop_words
from retrieval.analysis.numerals import MONTH, ORDINAL_WORDS

ANALYSIS_VERSION = f"1, Snowball {STEMMER_VERSION}"
"""Raise the number whenever the terms of any text change: an index with another version is rebuilt."""

UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}ー\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"  # written without spaces
RUN = rf"[[\p{{L}}\p{{M}}\p{{N}}]--{UNSPACED}]+"  # the difference of two sets: patterns with it need `regex.V1`
INVISIBLE = r"\u00ad\u200b-\u200d\u2060"  # soft hyphens, joiners and their like
WORD = regex.compile(
    rf"(?P<unspaced>(?:{UNSPACED}\p{{M}}*)+)"
    rf"|\p{{L}}(?:\.\p{{L}})+\b"  # O.J., U.S.
    rf"|\p{{N}}+(?:[.,]\p{{N}}+)+\b"  # 1,000 and 3.5
    rf"|{RUN}(?:(?:[$&@{INVISIBLE}]|{APOSTROPHE}){RUN})*"  # A$AP, AT&T, Kardashian’s
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
AGED = "~aged"  # suffix of the term for a name's age: the "43" of "Kardashian, 43," gives "kardashian~aged"
NAME_WORDS = 3  # words before an age, any of which may be the name
PERCENT = "percent"
LONGEST_CHUNK = 64  # characters; longer chunks are not cached
CACHED_CHUNKS = 1 << 16  # chunks that each analyzer caches, about 20 MB
CACHED_ANALYZERS = 8  # pairs of language and whether the text is shouted


class Word(NamedTuple):
    """A word that has a term, with its span in the text: code points, half-open."""

    text: str
    term: str
    start: int
    end: int


Analyzed = TypeVar("Analyzed")


class ChunkAnalyzer(NamedTuple):
    """Gives the words or the terms of a chunk (a text without white space), and caches them."""

    words: Callable[[str], tuple[Word, ...]]
    terms: Callable[[str], tuple[str, ...]]


def words(text: str, language: str, *, is_shouted: bool | None = None) -> list[Word]:
    """The words of `text` that have a term, in order; a compound follows its parts.

    In a shouted text, capitals do not make an acronym. By default a text is shouted if it is all in capitals.
    """
    analyze = _analyzer(language, text.isupper() if is_shouted is None else is_shouted).words
    at, found = 0, []
    for chunk in text.split():
        at = text.index(chunk, at)
        for written, term, start, end in analyze(chunk):
            found.append(Word(written, term, at + start, at + end))
        at += len(chunk)
    return _in_context(text, found) if has_context(text, language) else found


def terms(text: str, language: str) -> list[str]:
    """The terms of the words of `text`, in order, with repetitions."""
    if has_context(text, language):
        return [word.term for word in words(text, language)]
    return list(chain.from_iterable(map(_analyzer(language, text.isupper()).terms, text.split())))


def chunk_analyzer(language: str, is_shouted: bool) -> Callable[[str], tuple[Word, ...]]:  # noqa: FBT001 -- a key
    """A function that gives the words of a chunk (a text without white space) of a shouted or other text."""
    return _analyzer(language, is_shouted).words


def plain_word(chunk: str) -> str | None:
    """The chunk without punctuation around it, if that is only ASCII letters or only digits, else `None`.

    Chunks with the same plain word have the same words, except for their spans.
    """
    plain = chunk.strip(AROUND_WORDS)
    return plain if plain.isascii() and (plain.isalpha() or plain.isdigit()) else None


def has_word(text: str) -> bool:
    """Whether `text` has anything to search for: a letter or a digit."""
    return LETTER_OR_DIGIT.search(text) is not None


def is_unspaced(text: str) -> bool:
    """Whether `text` is in a script without spaces, so that its terms are bigrams of letters."""
    return UNSPACED_ONLY.fullmatch(text) is not None


def has_context(text: str, language: str) -> bool:
    """Whether terms of the text depend on several chunks, such as ages and "per cent"."""
    return language == ENGLISH and bool(AGE.search(text) or PER_CENT.search(text))


def _in_context(text: str, found: Sequence[Word]) -> list[Word]:
    """The words, with those that several chunks make: ages of names, and "per cent"; in the order of their ends."""
    ages = {match.span() for match in AGE.finditer(text)}
    added = [Word(match[0], PERCENT, *match.span()) for match in PER_CENT.finditer(text)]
    for place, word in enumerate(found):
        if (word.start, word.end) in ages:
            names = found[max(place - NAME_WORDS, 0) : place]
            added += [word._replace(term=f"{name.term}{AGED}") for name in names]
    return sorted([*found, *added], key=lambda word: word.end)


@lru_cache(maxsize=CACHED_ANALYZERS)
def _analyzer(language: str, is_shouted: bool) -> ChunkAnalyzer:  # noqa: FBT001 -- a key
    analyze = partial(_chunk_words, language=language, is_shouted=is_shouted)
    return ChunkAnalyzer(_cached(analyze), _cached(lambda chunk: tuple(word.term for word in analyze(chunk))))


def _cached(analyze: Callable[[str], Analyzed]) -> Callable[[str], Analyzed]:
    """`analyze` with a cache for chunks of at most `LONGEST_CHUNK` characters."""
    cached = lru_cache(maxsize=CACHED_CHUNKS)(analyze)
    return lambda chunk: cached(chunk) if len(chunk) <= LONGEST_CHUNK else analyze(chunk)


def _chunk_words(chunk: str, *, language: str, is_shouted: bool) -> tuple[Word, ...]:
    """The words of a chunk."""
    plain = plain_word(chunk)
    if not plain:
        return tuple(_parsed_words(chunk, language, is_shouted=is_shouted))
    # Most chunks are plain words: this gives the same as `_parsed_words`, faster.
    start = chunk.find(plain)
    term = normalize(plain, language, keep_stop_word=_is_never_stop_word(plain, is_shouted=is_shouted))
    return (Word(plain, term, start, start + len(plain)),) if term else ()


def _parsed_words(chunk: str, language: str, *, is_shouted: bool) -> Iterator[Word]:
    """The words of a chunk that may have several parts: words, compounds, and runs of letters without spaces."""
    compound: list[regex.Match[str]] = []
    for match in WORD.finditer(chunk):
        if compound and not COMPOUND.fullmatch(chunk, compound[-1].end(), match.start()):
            yield from _compound(chunk, compound, language)
            compound = []
        if match["unspaced"]:
            yield from _bigrams(match, language)
        else:
            compound.append(match)
            yield from _word(match[0], match.start(), language, is_shouted=is_shouted)
    yield from _compound(chunk, compound, language)


def _word(written: str, start: int, language: str, *, is_shouted: bool) -> Iterator[Word]:
    """The word with each of its terms: none for a stop word, two for "1st"."""
    is_kept = _is_never_stop_word(written, is_shouted=is_shouted)
    term = PERCENT if written == "%" else normalize(written, language, keep_stop_word=is_kept)
    ordinal = ORDINAL_WORDS.get(written) if language == ENGLISH else None
    for each in filter(None, (term, ordinal)):
        yield Word(written, each, start, start + len(written))


def _is_never_stop_word(written: str, *, is_shouted: bool) -> bool:
    """Whether the word is no stop word however it is spelled: an acronym, or the month of May."""
    return "." in written or written == MONTH or (written.isupper() and len(written) > 1 and not is_shouted)


def _bigrams(run: regex.Match[str], language: str) -> Iterator[Word]:
    """The overlapping bigrams of letters of a run without spaces, the usual substitute for word segmentation.

    An ideograph is often a word by itself, so it is also a word alone, before the bigram that it ends.
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


def _compound(chunk: str, parts: list[regex.Match[str]], language: str) -> Iterator[Word]:
    """The whole of a compound of several parts, as one word."""
    if len(parts) > 1:
        joined = "".join(part[0] for part in parts)
        start, end = parts[0].start(), parts[-1].end()
        if term := normalize(joined, language):
            yield Word(chunk[start:end], term, start, end)

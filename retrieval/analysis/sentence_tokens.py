"""What is in a passage, sentence by sentence? Its text → words ready to be looked for, remembered.

Finding names and weighing signs both look at every candidate of every question, so a passage is read once for both.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex

from retrieval.analysis.tokenizer import RUN, UNSPACED, Word, terms, words
from retrieval.records import Passage

BEGINNINGS = range(4, 7)  # characters by which words of one family are told: "destroyed", "destruction"
KEPT = 1 << 10  # passages that are remembered, about 30 MB
TOKEN = regex.compile(rf"{UNSPACED}\p{{M}}*|{RUN}", regex.V1)  # a word as written; a letter where nothing parts words
PLAIN_TOKEN = re.compile(r"[a-z0-9]+")  # the same, sooner, of ASCII in lower case


class Sentence(NamedTuple):
    """A sentence's words, ready to be looked for."""

    text: str
    places: Mapping[str, Sequence[int]]  # term → where it stands, counted in words that have one
    written: frozenset[str]  # the words that have a term, as written, in lower case
    beginnings: frozenset[str]  # of the terms, in as many characters as `BEGINNINGS` says
    tokens: frozenset[str]  # all words as written, in lower case, small ones included
    pairs: frozenset[tuple[str, str]]  # those that stand side by side
    length: int  # words, small ones included


def read(passage: Passage) -> tuple[Sentence, ...]:
    """The sentences of a passage, in order."""
    start = passage.sentences[0].start
    cuts = tuple((span.start - start, span.end - start) for span in passage.sentences)
    return _read(passage.text, passage.article.language, cuts)


def terms_of(passage: Passage) -> frozenset[str]:
    """The distinct terms of a passage and of its article's title."""
    article = passage.article
    return title_terms(article.source.title, article.language).union(*(each.places for each in read(passage)))


@lru_cache(maxsize=KEPT)
def title_terms(title: str | None, language: str) -> frozenset[str]:
    """The distinct terms of a title, none where there is none."""
    return frozenset(terms(title or "", language))


@lru_cache(maxsize=KEPT)
def words_of(text: str, language: str) -> tuple[Word, ...]:
    """The words of a passage's text, as `words` finds them."""
    return tuple(words(text, language))


def tokens_of(folded: str) -> list[str]:
    """All words of a text in lower case, as written, small ones included."""
    return (PLAIN_TOKEN if folded.isascii() else TOKEN).findall(folded)


@lru_cache(maxsize=KEPT)
def _read(text: str, language: str, cuts: Sequence[tuple[int, int]]) -> tuple[Sentence, ...]:
    found = words_of(text, language)
    return tuple(
        _sentence(text[start:end], [word for word in found if start <= word.start < end]) for start, end in cuts
    )


def _sentence(text: str, found: Sequence[Word]) -> Sentence:
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(found):
        places[word.term].append(place)
    tokens = tokens_of(text.casefold())
    return Sentence(
        text=text,
        places=dict(places),
        written=frozenset(word.text.casefold() for word in found),
        beginnings=frozenset(term[:length] for term in places for length in BEGINNINGS if len(term) >= length),
        tokens=frozenset(tokens),
        pairs=frozenset(pairwise(tokens)),
        length=len(tokens),
    )

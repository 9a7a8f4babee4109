"""What words do the sentences of a passage have? A passage → its sentences, tokenized and cached.

Both name detection and ranking features read every candidate of every question, so a passage is tokenized once.
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

PREFIX_LENGTHS = range(4, 7)  # characters that related words share: "destroyed", "destruction"
CACHED_PASSAGES = 1 << 10  # about 30 MB
TOKEN = regex.compile(rf"{UNSPACED}\p{{M}}*|{RUN}", regex.V1)  # a word as written; a letter in scripts without spaces
PLAIN_TOKEN = re.compile(r"[a-z0-9]+")  # the same for ASCII in lower case, faster


class Sentence(NamedTuple):
    """A tokenized sentence.

    Attributes:
        positions: term → its positions, counted in words that have a term.
        word_forms: the words that have a term, as written, in lower case.
        prefixes: the prefixes of the terms, of each of `PREFIX_LENGTHS`.
        tokens: all words as written, in lower case, with stop words.
        bigrams: the pairs of neighbouring tokens.
        length: how many tokens the sentence has.
    """

    text: str
    positions: Mapping[str, Sequence[int]]
    word_forms: frozenset[str]
    prefixes: frozenset[str]
    tokens: frozenset[str]
    bigrams: frozenset[tuple[str, str]]
    length: int


def tokenized_sentences(passage: Passage) -> tuple[Sentence, ...]:
    """The sentences of a passage, tokenized, in order."""
    start = passage.sentences[0].start
    cuts = tuple((span.start - start, span.end - start) for span in passage.sentences)
    return _tokenized(passage.text, passage.article.language, cuts)


def distinct_terms(passage: Passage) -> frozenset[str]:
    """The distinct terms of a passage and of what stands above it."""
    return terms_above(passage).union(*(each.positions for each in tokenized_sentences(passage)))


def terms_above(passage: Passage) -> frozenset[str]:
    """The distinct terms of what stands above a passage: its article's title, its headings, its lead-in."""
    article = passage.article
    above = (article.source.title, *passage.section, passage.lead_in_text)
    return frozenset().union(*(field_terms(text, article.language) for text in above if text))


def heading_terms(passage: Passage) -> frozenset[str]:
    """The distinct terms of the nearest heading; of the title where there is none."""
    heading = passage.section[-1] if passage.section else passage.article.source.title
    return field_terms(heading or "", passage.article.language)


@lru_cache(maxsize=CACHED_PASSAGES)
def field_terms(text: str, language: str) -> frozenset[str]:
    """The distinct terms of a title or heading."""
    return frozenset(terms(text, language))


@lru_cache(maxsize=CACHED_PASSAGES)
def cached_words(text: str, language: str) -> tuple[Word, ...]:
    """The result of `words` for a passage's text, cached."""
    return tuple(words(text, language))


def tokens_of(folded: str) -> list[str]:
    """All words of a text in lower case, as written, in order, with stop words."""
    return (PLAIN_TOKEN if folded.isascii() else TOKEN).findall(folded)


@lru_cache(maxsize=CACHED_PASSAGES)
def _tokenized(text: str, language: str, cuts: Sequence[tuple[int, int]]) -> tuple[Sentence, ...]:
    found = cached_words(text, language)
    return tuple(
        _sentence(text[start:end], [word for word in found if start <= word.start < end]) for start, end in cuts
    )


def _sentence(text: str, found: Sequence[Word]) -> Sentence:
    positions: dict[str, list[int]] = defaultdict(list)
    for position, word in enumerate(found):
        positions[word.term].append(position)
    tokens = tokens_of(text.casefold())
    return Sentence(
        text=text,
        positions=dict(positions),
        word_forms=frozenset(word.text.casefold() for word in found),
        prefixes=frozenset(term[:length] for term in positions for length in PREFIX_LENGTHS if len(term) >= length),
        tokens=frozenset(tokens),
        bigrams=frozenset(pairwise(tokens)),
        length=len(tokens),
    )

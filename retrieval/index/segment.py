"""What is a segment? An immutable inverted index over some passages of one collection.

It is a set of named arrays (sections), in memory or in a file. Doc ids count the passages from 0, by version and
position; the postings of a term are the doc ids of the passages that have it, ascending, each with the term frequency.

    terms             the terms, sorted; `starts` has where the postings of each begin, and the end of all
    places, counts    the postings (doc ids and term frequencies), concatenated by term
    lengths           of each passage: its length in terms, with the title of its article
    homes, positions  of each passage: the index of its article, and its position among the passages of the version
    rows, keys        of each article: its row in the library or its place in a list, and its id
    versions          of each article: the SHA-256 of its text, 32 bytes
    languages         of each article: the index of its language in `language_names`
    written           the vocabulary, see `retrieval.index.vocabulary`
    defined           the abbreviations that passages define, a line each; `defined_in` has the doc id of each
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple, Protocol

import numpy as np

from retrieval.index.abbreviation_table import IndexedAbbreviation
from retrieval.index.string_table import Array, StringTable
from retrieval.index.vocabulary import Vocabulary

CACHED_TERMS = 1 << 12  # terms whose postings are cached, as views of the arrays


class Arrays(Protocol):
    """The sections of a segment, by name."""

    def all(self) -> Mapping[str, Array]:
        """All sections."""

    def whole(self, name: str) -> Array:
        """A whole section."""

    def part(self, name: str, start: int, end: int) -> Array:
        """Items [start, end) of a section; no others need be read."""


class InMemory:
    """Sections in memory."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._arrays = arrays

    def all(self) -> Mapping[str, Array]:
        """All sections."""
        return self._arrays

    def whole(self, name: str) -> Array:
        """A whole section."""
        return self._arrays[name]

    def part(self, name: str, start: int, end: int) -> Array:
        """Items [start, end) of a section."""
        return self._arrays[name][start:end]


class Postings(NamedTuple):
    """The passages that have a term, by doc id, ascending, and the term frequency in each; parallel arrays."""

    doc_ids: Array
    freqs: Array


class ArticleMeta(NamedTuple):
    """The article of a passage: its row in the library, its id, its version and its language."""

    row: int
    key: str
    version: str  # the SHA-256 of its text, in hexadecimal
    language: str


NO_POSTINGS = Postings(np.empty(0, dtype=np.uint32), np.empty(0, dtype=np.uint8))


class Segment:
    """The segment in these sections; each is read when it is first used."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self.postings = lru_cache(CACHED_TERMS)(self._postings)

    def __len__(self) -> int:
        return len(self.lengths)

    @cached_property
    def lengths(self) -> Array:
        """The length of each passage, in terms."""
        return self.arrays.whole("lengths")

    @cached_property
    def total_length(self) -> int:
        """How many terms all passages have together."""
        return int(self.lengths.sum(dtype=np.int64))

    def article_of(self, doc_id: int) -> ArticleMeta:
        """The article of the passage with this doc id."""
        return self._article(int(self.doc_article[doc_id]))

    @property
    def articles(self) -> Iterator[ArticleMeta]:
        """All articles, in the order of their indexes."""
        return map(self._article, range(len(self.rows)))

    def languages(self, live: Array | None) -> Iterator[tuple[str, int]]:
        """Each language with the number of its passages, of those flagged as `live`; `None` counts all."""
        counts = np.bincount(self._languages[self.doc_article if live is None else self.doc_article[live]])
        return ((self._language_names[number], int(count)) for number, count in enumerate(counts) if count)

    def abbreviations(self, live: Array | None) -> Sequence[IndexedAbbreviation]:
        """The abbreviations defined by the passages flagged as `live`; `None` takes all."""
        if live is None:
            return self._abbreviations
        doc_ids = self.arrays.whole("defined_in").tolist()
        return [found for found, doc_id in zip(self._abbreviations, doc_ids, strict=True) if live[doc_id]]

    @property
    def abbreviation_lines(self) -> Iterator[tuple[str, int]]:
        """Each abbreviation as a line, with the doc id of the passage that defines it."""
        return zip(self._strings("defined"), self.arrays.whole("defined_in").tolist(), strict=True)

    @cached_property
    def _abbreviations(self) -> Sequence[IndexedAbbreviation]:
        return list(map(IndexedAbbreviation.parse, self._strings("defined")))

    @cached_property
    def terms(self) -> StringTable:
        """The terms, sorted."""
        return self._strings("terms")

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words as written, for spelling correction."""
        arrays = ("written_in", "written_lengths", "written_ends")
        return Vocabulary(self._strings("written"), *map(self.arrays.whole, arrays))

    @cached_property
    def doc_article(self) -> Array:
        """The index of the article of each passage."""
        return self.arrays.whole("homes")

    @cached_property
    def rows(self) -> Array:
        """The row of each article in the library."""
        return self.arrays.whole("rows")

    @cached_property
    def positions(self) -> Array:
        """The position of each passage among those of its version."""
        return self.arrays.whole("positions")

    @cached_property
    def starts(self) -> Array:
        """Where the postings of each term begin, and the end of all: one item more than terms."""
        return self.arrays.whole("starts")

    @property
    def all_doc_ids(self) -> Array:
        """The doc ids of all postings, concatenated by term."""
        return self.arrays.whole("places")

    @property
    def all_freqs(self) -> Array:
        """The term frequencies of all postings, concatenated by term."""
        return self.arrays.whole("counts")

    @cached_property
    def _versions(self) -> Array:
        return self.arrays.whole("versions").reshape(-1, 32)

    @cached_property
    def keys(self) -> StringTable:
        """The id of each article."""
        return self._strings("keys")

    @cached_property
    def _language_names(self) -> Sequence[str]:
        return list(self._strings("language_names"))

    @cached_property
    def _languages(self) -> Array:
        return self.arrays.whole("languages")

    def _postings(self, term: str) -> Postings:
        """The postings of the term, a slice of the sections; empty for an unknown term."""
        number = self.terms.find(term)
        if number is None:
            return NO_POSTINGS
        start, end = self.starts[number : number + 2].tolist()
        return Postings(self.arrays.part("places", start, end), self.arrays.part("counts", start, end))

    def _article(self, index: int) -> ArticleMeta:
        language = self._language_names[self._languages[index]]
        return ArticleMeta(int(self.rows[index]), self.keys[index], self._versions[index].tobytes().hex(), language)

    def _strings(self, name: str) -> StringTable:
        return StringTable(self.arrays.whole(f"{name}.text"), self.arrays.whole(f"{name}.ends"))

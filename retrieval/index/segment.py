"""What is a segment? Some passages of one collection and where each term stands in them, never changed once made.

It is a set of arrays with names, in memory or in a file. Passages have numbers in the order of version and position; a
term's postings are the numbers of the passages that have it, ascending, each with how often.

    terms             the terms, sorted; `starts` says where in the postings each begins, and at last where all end
    places, counts    the postings, one term's after the other
    lengths           of each passage: how many terms it has, its article's title included
    homes, positions  of each passage: the number of its article, and its place among the passages of the version
    rows, keys        of each article: its row in the library or its place in a list, and its id
    versions          of each article: the SHA-256 of its text, 32 bytes
    languages         of each article: the number of its language in `language_names`
    written           the words as written, see `retrieval.index.vocabulary`
    defined           the acronyms that passages explain, a line each, and `defined_in` the passage of each
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple, Protocol

import numpy as np

from retrieval.index.abbreviation_table import IndexedAbbreviation
from retrieval.index.string_table import Array, StringTable
from retrieval.index.vocabulary import Vocabulary

CACHED_TERMS = 1 << 12  # terms whose postings are remembered, as parts of the arrays


class Arrays(Protocol):
    """Arrays by name."""

    def all(self) -> Mapping[str, Array]:
        """Every array."""

    def whole(self, name: str) -> Array:
        """All of an array."""

    def part(self, name: str, start: int, end: int) -> Array:
        """Part of an array, half-open, of which nothing else need be read."""


class InMemory:
    """Arrays that are in memory as they are."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._arrays = arrays

    def all(self) -> Mapping[str, Array]:
        """Every array."""
        return self._arrays

    def whole(self, name: str) -> Array:
        """All of an array."""
        return self._arrays[name]

    def part(self, name: str, start: int, end: int) -> Array:
        """Part of an array, half-open."""
        return self._arrays[name][start:end]


class Postings(NamedTuple):
    """The passages that have a term, ascending, and how often each has it."""

    doc_ids: Array
    freqs: Array


class ArticleMeta(NamedTuple):
    """What tells a passage's article from others."""

    row: int
    key: str
    version: str  # the SHA-256 of its text, in hexadecimal
    language: str


NO_POSTINGS = Postings(np.empty(0, dtype=np.uint32), np.empty(0, dtype=np.uint8))


class Segment:
    """The segment that `arrays` hold."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self.postings = lru_cache(CACHED_TERMS)(self._postings)

    def __len__(self) -> int:
        return len(self.lengths)

    @cached_property
    def lengths(self) -> Array:
        """How many terms each passage has."""
        return self.arrays.whole("lengths")

    @cached_property
    def total_length(self) -> int:
        """How many terms all passages have together."""
        return int(self.lengths.sum(dtype=np.int64))

    def article_of(self, place: int) -> ArticleMeta:
        """The article of the passage with this number."""
        return self._heading(int(self.doc_article[place]))

    @property
    def articles(self) -> Iterator[ArticleMeta]:
        """All articles, in the order of their numbers."""
        return map(self._heading, range(len(self.rows)))

    def languages(self, kept: Array | None) -> Iterator[tuple[str, int]]:
        """Each language, and how many passages are in it, of those that are `kept`."""
        counts = np.bincount(self._languages[self.doc_article if kept is None else self.doc_article[kept]])
        return ((self._language_names[number], int(count)) for number, count in enumerate(counts) if count)

    def abbreviations(self, kept: Array | None) -> Sequence[IndexedAbbreviation]:
        """The acronyms that passages explain, of those that are `kept`."""
        if kept is None:
            return self._defined
        places = self.arrays.whole("defined_in").tolist()
        return [found for found, place in zip(self._defined, places, strict=True) if kept[place]]

    @property
    def abbreviation_lines(self) -> Iterator[tuple[str, int]]:
        """Each acronym that a passage explains, as a line, and the number of the passage."""
        return zip(self._strings("defined"), self.arrays.whole("defined_in").tolist(), strict=True)

    @cached_property
    def _defined(self) -> Sequence[IndexedAbbreviation]:
        return list(map(IndexedAbbreviation.parse, self._strings("defined")))

    @cached_property
    def terms(self) -> StringTable:
        """The terms, sorted."""
        return self._strings("terms")

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words as written."""
        arrays = ("written_in", "written_lengths", "written_ends")
        return Vocabulary(self._strings("written"), *map(self.arrays.whole, arrays))

    @cached_property
    def doc_article(self) -> Array:
        """The number of each passage's article."""
        return self.arrays.whole("homes")

    @cached_property
    def rows(self) -> Array:
        """The row of each article."""
        return self.arrays.whole("rows")

    @cached_property
    def positions(self) -> Array:
        """The place of each passage among the passages of its version."""
        return self.arrays.whole("positions")

    @cached_property
    def starts(self) -> Array:
        """Where the postings of each term begin, and at last where all end."""
        return self.arrays.whole("starts")

    @property
    def all_doc_ids(self) -> Array:
        """The passages of all postings."""
        return self.arrays.whole("places")

    @property
    def all_freqs(self) -> Array:
        """The counts of all postings."""
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
        """The passages that have the term."""
        number = self.terms.find(term)
        if number is None:
            return NO_POSTINGS
        start, end = self.starts[number : number + 2].tolist()
        return Postings(self.arrays.part("places", start, end), self.arrays.part("counts", start, end))

    def _heading(self, home: int) -> ArticleMeta:
        language = self._language_names[self._languages[home]]
        return ArticleMeta(int(self.rows[home]), self.keys[home], self._versions[home].tobytes().hex(), language)

    def _strings(self, name: str) -> StringTable:
        return StringTable(self.arrays.whole(f"{name}.text"), self.arrays.whole(f"{name}.ends"))

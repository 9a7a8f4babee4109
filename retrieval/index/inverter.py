"""Which passages have which terms? Builds the inverted index from texts.

Each distinct whitespace token (a chunk) is analysed once, at the end; its occurrences are counted as integer ids, so
that one dictionary lookup is all that each of millions of tokens costs.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from typing import NamedTuple

import numpy as np

from retrieval.analysis.tokenizer import Word, chunk_analyzer, has_context, plain_word, words
from retrieval.index.string_table import Array, narrowed, string_arrays
from retrieval.index.vocabulary import vocabulary_arrays

Ids = defaultdict[str, int]
"""Strings with their ids, which are given in the order of first occurrence."""


class Inverter:
    """Collects the words of passages, which are added by doc id, and inverts them into postings."""

    def __init__(self) -> None:
        next_id = count().__next__  # one sequence for chunks of every language and for words
        self._chunks: dict[tuple[str, bool], Ids] = defaultdict(lambda: defaultdict(next_id))
        self._context_words: dict[Word, int] = defaultdict(next_id)
        self._stream, self._ends = array("I"), array("I")
        self._titles: dict[tuple[str, str], Sequence[int]] = {}

    def add(self, fields: Iterable[str], title: str, language: str) -> None:
        """Add a passage: its fields, and the title of its article."""
        for text in fields:
            self._stream.extend(self._chunk_ids(text, language))
        if (title, language) not in self._titles:
            self._titles[title, language] = array("I", self._chunk_ids(title, language))
        self._stream.extend(self._titles[title, language])
        self._ends.append(len(self._stream))

    def arrays(self) -> dict[str, Array]:
        """The sections of postings, lengths and vocabulary."""
        chunk_words = _ChunkWords()
        for manner, chunks in self._chunks.items():
            chunk_words.add(chunks, chunk_analyzer(*manner))
        for word, number in self._context_words.items():
            chunk_words.add_one([word], number)
        return _arrays(chunk_words, np.array(self._stream), np.array(self._ends))

    def _chunk_ids(self, text: str, language: str) -> Iterable[int]:
        """The ids of the text's chunks; of its words where a chunk cannot be analysed without its neighbours."""
        if has_context(text, language):
            return [self._context_words[word._replace(start=0, end=0)] for word in words(text, language)]
        return map(self._chunks[language, text.isupper()].__getitem__, text.split())


class _ChunkWords:
    """The words of each chunk: for each word the id of its term and the id of its written form."""

    def __init__(self) -> None:
        self.terms: Ids = defaultdict(count().__next__)
        self.written: Ids = defaultdict(count().__next__)
        self.term_ids, self.written_ids = array("I"), array("I")
        self._chunks, self._firsts, self._sizes = array("I"), array("I"), array("I")

    def add(self, chunks: Mapping[str, int], read: Callable[[str], Iterable[Word]]) -> None:
        """Analyse all chunks; those that differ only in punctuation around one plain word are analysed once."""
        known: dict[str, tuple[int, int]] = {}
        for chunk, number in chunks.items():
            plain = plain_word(chunk) or chunk
            if plain not in known:
                known[plain] = self._append(read(plain))
            self._set_range(number, *known[plain])

    def add_one(self, found: Iterable[Word], chunk: int) -> None:
        """Add a chunk with the words it has."""
        self._set_range(chunk, *self._append(found))

    def expand(self, stream: Array) -> tuple[Array, Array]:
        """Expand a stream of chunk ids: indexes into the words, and for each the index of its chunk in the stream."""
        firsts, sizes = np.zeros((2, len(self._chunks)), dtype=np.int64)
        firsts[self._chunks], sizes[self._chunks] = self._firsts, self._sizes
        each = sizes[stream]
        before = np.cumsum(each) - each
        chunks = np.repeat(np.arange(len(stream)), each)
        return (firsts[stream] - before)[chunks] + np.arange(len(chunks)), chunks

    def _append(self, found: Iterable[Word]) -> tuple[int, int]:
        """Append words; return the index of the first, and how many there are."""
        first = len(self.term_ids)
        for text, term, _, _ in found:
            self.term_ids.append(self.terms[term])
            self.written_ids.append(self.written[text])
        return first, len(self.term_ids) - first

    def _set_range(self, chunk: int, first: int, size: int) -> None:
        self._chunks.append(chunk)
        self._firsts.append(first)
        self._sizes.append(size)


def _arrays(chunk_words: _ChunkWords, stream: Array, ends: Array) -> dict[str, Array]:
    """The sections, given the stream of chunk ids and where each passage ends in it."""
    found, chunks = chunk_words.expand(stream)
    sizes: Array = np.diff(ends.astype(np.int64), prepend=0)
    passages = np.repeat(np.arange(len(ends)), sizes)[chunks]
    terms = _sorted(chunk_words.terms)
    term_ranks, doc_ids, freqs = _counted(terms.ranks[np.array(chunk_words.term_ids)][found], passages, len(ends))
    in_passages, _, _ = _counted(np.array(chunk_words.written_ids)[found].astype(np.int64), passages, len(ends))
    how_often = np.bincount(in_passages, minlength=len(chunk_words.written)).tolist()
    return {
        **string_arrays("terms", terms.strings),
        **vocabulary_arrays(dict(zip(chunk_words.written, how_often, strict=True))),
        "starts": _starts(term_ranks, len(terms.strings)),
        "places": doc_ids.astype(np.uint32),
        "counts": narrowed(freqs),
        "lengths": narrowed(np.bincount(passages, minlength=len(ends))),
    }


class _Sorted(NamedTuple):
    """Sorted strings, and the rank of each by its id."""

    strings: Sequence[str]
    ranks: Array


def _sorted(numbers: Mapping[str, int]) -> _Sorted:
    strings = sorted(numbers)
    ranks = np.empty(len(strings), dtype=np.int64)
    ranks[np.fromiter(map(numbers.__getitem__, strings), dtype=np.int64, count=len(strings))] = np.arange(len(strings))
    return _Sorted(strings, ranks)


def _counted(ranks: Array, passages: Array, count: int) -> tuple[Array, Array, Array]:
    """Count pairs (rank, doc id): ranks, doc ids and frequencies, sorted by rank and then doc id."""
    pairs = np.sort(ranks * count + passages)
    first = np.flatnonzero(np.diff(pairs, prepend=-1))
    distinct = pairs[first]
    return distinct // max(count, 1), distinct % max(count, 1), np.diff(first, append=len(pairs))


def _starts(ranks: Array, count: int) -> Array:
    """Where the postings of each of `count` terms begin, and the end of all."""
    return np.concatenate([[0], np.cumsum(np.bincount(ranks, minlength=count))]).astype(np.uint32)

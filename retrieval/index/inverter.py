"""Which terms stand in which passages? Texts → postings, by arrays: what is written alike is read once.

White space parts text into chunks. Each distinct one has a number, so that all that is done for each of millions is to
look up that number; what words a chunk has is read in the end.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from typing import NamedTuple

import numpy as np

from retrieval.analysis.tokenizer import Word, chunk_analyzer, has_context, plain_word, words
from retrieval.index.string_table import Array, small, string_arrays
from retrieval.index.vocabulary import written_arrays

Numbers = defaultdict[str, int]
"""Strings, each with a number that it gets when it first comes."""


class Words:
    """The words of passages, one passage after the other."""

    def __init__(self) -> None:
        number = count().__next__
        self._chunks: dict[tuple[str, bool], Numbers] = defaultdict(lambda: defaultdict(number))
        self._said: dict[Word, int] = defaultdict(number)
        self._stream, self._ends = array("I"), array("I")
        self._titles: dict[tuple[str, str], Sequence[int]] = {}

    def read(self, text: str, title: str, language: str) -> None:
        """Note the words of a passage and of its article's title."""
        self._stream.extend(self._numbers(text, language))
        if (title, language) not in self._titles:
            self._titles[title, language] = array("I", self._numbers(title, language))
        self._stream.extend(self._titles[title, language])
        self._ends.append(len(self._stream))

    def arrays(self) -> dict[str, Array]:
        """The postings, the lengths, and the words as written."""
        vocabulary = _Vocabulary()
        for manner, chunks in self._chunks.items():
            vocabulary.read(chunks, chunk_analyzer(*manner))
        for word, number in self._said.items():
            vocabulary.note([word], number)
        return _arrays(vocabulary, np.array(self._stream), np.array(self._ends))

    def _numbers(self, text: str, language: str) -> Iterable[int]:
        """The numbers of the text's chunks; those of its words where several of them say something together."""
        if has_context(text, language):
            return [self._said[word._replace(start=0, end=0)] for word in words(text, language)]
        return map(self._chunks[language, text.isupper()].__getitem__, text.split())


class _Vocabulary:
    """Which words chunks have: of each word the numbers of its term and of how it is written."""

    def __init__(self) -> None:
        self.terms: Numbers = defaultdict(count().__next__)
        self.written: Numbers = defaultdict(count().__next__)
        self.term_numbers, self.written_numbers = array("I"), array("I")
        self._chunks, self._firsts, self._sizes = array("I"), array("I"), array("I")

    def read(self, chunks: Mapping[str, int], read: Callable[[str], Iterable[Word]]) -> None:
        """Note the words of all chunks; one that is a plain word, whatever stands around it, is read once."""
        known: dict[str, tuple[int, int]] = {}
        for chunk, number in chunks.items():
            plain = plain_word(chunk) or chunk
            if plain not in known:
                known[plain] = self._noted(read(plain))
            self._note(number, *known[plain])

    def note(self, found: Iterable[Word], chunk: int) -> None:
        """Note that the chunk has these words."""
        self._note(chunk, *self._noted(found))

    def of(self, stream: Array) -> tuple[Array, Array]:
        """The places among the noted words of those that the chunks of a stream have, and the chunk of each."""
        firsts, sizes = np.zeros((2, len(self._chunks)), dtype=np.int64)
        firsts[self._chunks], sizes[self._chunks] = self._firsts, self._sizes
        each = sizes[stream]
        before = np.cumsum(each) - each
        chunks = np.repeat(np.arange(len(stream)), each)
        return (firsts[stream] - before)[chunks] + np.arange(len(chunks)), chunks

    def _noted(self, found: Iterable[Word]) -> tuple[int, int]:
        """Where the words stand among those that are noted, and how many they are."""
        first = len(self.term_numbers)
        for text, term, _, _ in found:
            self.term_numbers.append(self.terms[term])
            self.written_numbers.append(self.written[text])
        return first, len(self.term_numbers) - first

    def _note(self, chunk: int, first: int, size: int) -> None:
        self._chunks.append(chunk)
        self._firsts.append(first)
        self._sizes.append(size)


def _arrays(vocabulary: _Vocabulary, stream: Array, ends: Array) -> dict[str, Array]:
    """The arrays of the passages whose chunks are in the stream, one passage after the other."""
    found, chunks = vocabulary.of(stream)
    sizes: Array = np.diff(ends.astype(np.int64), prepend=0)
    passages = np.repeat(np.arange(len(ends)), sizes)[chunks]
    terms = _sorted(vocabulary.terms)
    term_numbers, places, counts = _counted(terms.ranks[np.array(vocabulary.term_numbers)][found], passages, len(ends))
    in_passages, _, _ = _counted(np.array(vocabulary.written_numbers)[found].astype(np.int64), passages, len(ends))
    how_often = np.bincount(in_passages, minlength=len(vocabulary.written)).tolist()
    return {
        **string_arrays("terms", terms.strings),
        **written_arrays(dict(zip(vocabulary.written, how_often, strict=True))),
        "starts": _starts(term_numbers, len(terms.strings)),
        "places": places.astype(np.uint32),
        "counts": small(counts),
        "lengths": small(np.bincount(passages, minlength=len(ends))),
    }


class _Sorted(NamedTuple):
    """Strings in their order, and the place there of each number."""

    strings: Sequence[str]
    ranks: Array


def _sorted(numbers: Mapping[str, int]) -> _Sorted:
    strings = sorted(numbers)
    ranks = np.empty(len(strings), dtype=np.int64)
    ranks[np.fromiter(map(numbers.__getitem__, strings), dtype=np.int64, count=len(strings))] = np.arange(len(strings))
    return _Sorted(strings, ranks)


def _counted(ranks: Array, passages: Array, count: int) -> tuple[Array, Array, Array]:
    """Which string stands in which passage, in their order, and how often."""
    pairs = np.sort(ranks * count + passages)
    first = np.flatnonzero(np.diff(pairs, prepend=-1))
    distinct = pairs[first]
    return distinct // max(count, 1), distinct % max(count, 1), np.diff(first, append=len(pairs))


def _starts(found: Array, count: int) -> Array:
    """Where the postings of each of `count` terms begin, and at last where all end."""
    return np.concatenate([[0], np.cumsum(np.bincount(found, minlength=count))]).astype(np.uint32)

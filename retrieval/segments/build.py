"""Which terms stand in which passages? Passages → a segment, by arrays: what is written alike is read once.

Between white space text is cut into chunks. Each distinct one is read into its words once and has a number from then
on, so that all that is done for each of millions is to look up that number.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from retrieval.analyse import Word, chunk_reader, has_context, plain_word, words
from retrieval.definitions import definitions
from retrieval.segments.defined import Defined
from retrieval.segments.segment import Heading, InMemory, Segment
from retrieval.segments.strings import Array, packed
from retrieval.segments.written import written_arrays


class Entry(NamedTuple):
    """A passage that is to be found: its article, its place among the passages of the version, and its words."""

    heading: Heading
    position: int
    text: str
    title: str


def built(entries: Iterable[Entry]) -> Segment:
    """The segment of these passages, which come by version and position; of one text in two articles, by article."""
    words, homes, positions = _Words(), array("I"), array("I")
    headings: list[Heading] = []
    defined: list[tuple[str, int]] = []
    for place, (heading, position, text, title) in enumerate(entries):
        if not headings or headings[-1].key != heading.key:
            headings.append(heading)
        words.read(text, title, heading.language)
        defined += ((Defined.of(each).line, place) for each in definitions(text))
        homes.append(len(headings) - 1)
        positions.append(position)
    return Segment(
        InMemory(
            {
                **words.arrays(),
                **article_arrays(headings),
                **defined_arrays(defined),
                "homes": np.array(homes, dtype=np.uint32),
                "positions": np.array(positions, dtype=np.uint32),
            }
        )
    )


def article_arrays(headings: Sequence[Heading]) -> dict[str, Array]:
    """The arrays of what is known of articles."""
    names = _Numbers()
    languages = np.array([names[heading.language] for heading in headings], dtype=np.uint8)
    return {
        "rows": np.array([heading.row for heading in headings], dtype=np.int64),
        "versions": np.frombuffer(bytes.fromhex("".join(heading.version for heading in headings)), dtype=np.uint8),
        "languages": languages,
        **string_arrays("keys", (heading.key for heading in headings)),
        **string_arrays("language_names", names),
    }


def defined_arrays(defined: Sequence[tuple[str, int]]) -> dict[str, Array]:
    """The arrays of explained acronyms: of each its line, and the number of its passage."""
    return {
        **string_arrays("defined", (line for line, _ in defined)),
        "defined_in": np.array([place for _, place in defined], dtype=np.uint32),
    }


def string_arrays(name: str, values: Iterable[str]) -> dict[str, Array]:
    """The two arrays of a list of strings."""
    text, ends = packed(values)
    return {f"{name}.text": text, f"{name}.ends": ends}


def small(values: Array) -> Array:
    """The numbers in as few bytes as the largest needs."""
    return values.astype(np.min_scalar_type(int(values.max(initial=0))))


class _Numbers(dict[str, int]):
    """Numbers for strings, in the order in which they first come."""

    def __missing__(self, text: str) -> int:
        self[text] = number = len(self)
        return number


class _Words:
    """The words of passages, by numbers: each passage as its chunks, each chunk as its words."""

    def __init__(self) -> None:
        self._terms, self._written = _Numbers(), _Numbers()
        self._term_numbers, self._written_numbers, self._chunk_ends = array("I"), array("I"), array("I")
        self._chunks: dict[tuple[str, bool], _Chunks] = {}
        self._of_words: dict[Word, int] = {}
        self._stream, self._passage_ends = array("I"), array("I")
        self._titles: dict[tuple[str, str], Sequence[int]] = {}

    def read(self, text: str, title: str, language: str) -> None:
        """Note the words of a passage and of its article's title."""
        self._stream.extend(self._numbers(text, language))
        if (title, language) not in self._titles:
            self._titles[title, language] = array("I", self._numbers(title, language))
        self._stream.extend(self._titles[title, language])
        self._passage_ends.append(len(self._stream))

    def number(self, found: Iterable[Word]) -> int:
        """A new number for a chunk that has these words."""
        for word in found:
            self._term_numbers.append(self._terms[word.term])
            self._written_numbers.append(self._written[word.text])
        self._chunk_ends.append(len(self._term_numbers))
        return len(self._chunk_ends) - 1

    def arrays(self) -> dict[str, Array]:
        """The postings, the lengths, and the words as written."""
        words, passages = self._expanded()
        terms, written = _sorted(self._terms), list(self._written)
        found, places, counts = _counted(terms.ranks[_numbers(self._term_numbers)[words]], passages, self._count)
        in_passages, _, _ = _counted(_numbers(self._written_numbers)[words], passages, self._count)
        counts_of_written = np.bincount(in_passages, minlength=len(written)).tolist()
        return {
            **string_arrays("terms", terms.strings),
            **written_arrays(dict(zip(written, counts_of_written, strict=True))),
            "starts": _starts(found, len(terms.strings)),
            "places": places.astype(np.uint32),
            "counts": small(counts),
            "lengths": small(np.bincount(passages, minlength=self._count)),
        }

    def _numbers(self, text: str, language: str) -> Iterable[int]:
        """The numbers of the text's chunks; those of its words where several of them say something together."""
        if has_context(text, language):
            return [self._word(word._replace(start=0, end=0)) for word in words(text, language)]
        manner = language, text.isupper()
        if manner not in self._chunks:
            self._chunks[manner] = _Chunks(self, chunk_reader(*manner))
        return map(self._chunks[manner].__getitem__, text.split())

    def _word(self, word: Word) -> int:
        """The number of a word that is taken for a chunk of its own."""
        if word not in self._of_words:
            self._of_words[word] = self.number([word])
        return self._of_words[word]

    @property
    def _count(self) -> int:
        return len(self._passage_ends)

    def _expanded(self) -> tuple[Array, Array]:
        """The words of all passages, one after the other, and the passage of each."""
        chunks, ends = _numbers(self._stream), _numbers(self._chunk_ends)
        sizes = np.diff(ends, prepend=0)
        each = sizes[chunks]
        before = np.cumsum(each) - each
        words = np.repeat(ends[chunks] - each - before, each) + np.arange(each.sum())
        passages = np.repeat(np.arange(self._count), np.diff(_numbers(self._passage_ends), prepend=0))
        return words, np.repeat(passages, each)


class _Chunks(dict[str, int]):
    """Numbers for chunks, each read when it first comes."""

    def __init__(self, found: _Words, read: Callable[[str], Iterable[Word]]) -> None:
        super().__init__()
        self._found = found
        self._read = read

    def __missing__(self, chunk: str) -> int:
        plain = plain_word(chunk) or chunk
        self[chunk] = number = self._found.number(self._read(chunk)) if plain == chunk else self[plain]
        return number


class _Sorted(NamedTuple):
    """Strings in their order, and the place there of each number."""

    strings: Sequence[str]
    ranks: Array


def _sorted(numbers: _Numbers) -> _Sorted:
    strings = sorted(numbers)
    ranks = np.empty(len(strings), dtype=np.int64)
    ranks[np.fromiter(map(numbers.__getitem__, strings), dtype=np.int64, count=len(strings))] = np.arange(len(strings))
    return _Sorted(strings, ranks)


def _numbers(values: "array[int]") -> Array:
    return np.array(values, dtype=np.int64)


def _counted(ranks: Array, passages: Array, count: int) -> tuple[Array, Array, Array]:
    """Which string stands in which passage, in their order, and how often."""
    pairs = np.sort(ranks * count + passages)
    first = np.flatnonzero(np.diff(pairs, prepend=-1))
    distinct = pairs[first]
    return distinct // max(count, 1), distinct % max(count, 1), np.diff(first, append=len(pairs))


def _starts(found: Array, count: int) -> Array:
    """Where the postings of each of `count` terms begin, and at last where all end."""
    return np.concatenate([[0], np.cumsum(np.bincount(found, minlength=count))]).astype(np.uint32)

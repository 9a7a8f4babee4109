"""Which words do passages write? Words with how many passages have each, in the order in which near ones are found."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from zlib import crc32

import numpy as np
import regex

from retrieval.analysis.normalizer import POSSESSIVE
from retrieval.index.string_table import Array, StringTable, pack_strings

SHORTEST = 2  # characters; a single letter is no word to look for
END = 3  # characters by which a word with another first letter is found
LETTERS = regex.compile(r"[\p{L}\p{M}]+")
LAST = chr(0x10FFFF)
LONGEST = 255  # characters that are counted


class Vocabulary(NamedTuple):
    """The words that some passages write, possessive endings left out, in the order of their small letters.

    Attributes:
        words: the words as written.
        passages: how many passages have each.
        lengths: how many characters each has in small letters.
        ends: what its last `END` small letters come to.
    """

    words: StringTable
    passages: Array
    lengths: Array
    ends: Array

    def matching(self, folded: str) -> Iterable[int]:
        """The places of the words that are this one in small letters."""
        return range(self._first(folded), self._first(f"{folded}\0"))

    def with_prefix(self, start: str) -> range:
        """The places of the words that begin so in small letters."""
        return range(self._first(start), self._first(start + LAST))

    def sharing_first_letter(self, folded: str, lengths: range) -> Array:
        """The places of the words with the same first letter, of these lengths."""
        found = self.with_prefix(folded[0])
        return found.start + self._of_length(self.lengths[found.start : found.stop], lengths)

    def sharing_ending(self, folded: str, lengths: range) -> Array:
        """The places of the words that seem to end alike, of these lengths."""
        found = np.flatnonzero(self.ends == _end(folded))
        return found[self._of_length(self.lengths[found], lengths)]

    def _first(self, folded: str) -> int:
        return bisect_left(self.words, folded, key=str.casefold)

    def _of_length(self, found: Array, lengths: range) -> Array:
        return np.flatnonzero((found >= lengths.start) & (found < lengths.stop))


def vocabulary_arrays(counts: Mapping[str, int]) -> dict[str, Array]:
    """The arrays of the words in `counts` that may be looked for, which says how many passages have each."""
    bare: dict[str, int] = {}
    for word, passages in counts.items():
        plain = word if word.isalpha() else POSSESSIVE.sub("", word)
        if len(plain) >= SHORTEST and (plain.isalpha() or LETTERS.fullmatch(plain)):
            bare[plain] = bare.get(plain, 0) + passages
    words = sorted(sorted(bare), key=str.casefold)
    folded = list(map(str.casefold, words))
    text, ends = pack_strings(words)
    return {
        "written.text": text,
        "written.ends": ends,
        "written_in": np.array([bare[word] for word in words], dtype=np.uint32),
        "written_lengths": np.minimum(np.array(list(map(len, folded)), dtype=np.int64), LONGEST).astype(np.uint8),
        "written_ends": np.array(list(map(_end, folded)), dtype=np.uint32),
    }


def read_vocabulary(arrays: Mapping[str, Array]) -> Vocabulary:
    """The words that arrays by their names hold."""
    words = StringTable(arrays["written.text"], arrays["written.ends"])
    return Vocabulary(words, arrays["written_in"], arrays["written_lengths"], arrays["written_ends"])


def _end(folded: str) -> int:
    return crc32(folded[-END:].encode())

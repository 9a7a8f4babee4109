"""Which words do passages contain, as written? The vocabulary in which spelling correction finds similar words.

Words are sorted by casefold, so that those with one prefix are a range; a hash of the last letters finds words that
differ at the start.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from zlib import crc32

import numpy as np
import regex

from retrieval.analysis.normalizer import POSSESSIVE
from retrieval.index.string_table import Array, StringTable, pack_strings

SHORTEST = 2  # characters; a single letter is never a correction
END = 3  # last characters that are hashed, to find a word with another first letter
LETTERS = regex.compile(r"[\p{L}\p{M}]+")
LAST = chr(0x10FFFF)
LONGEST = 255  # characters; a longer word is stored as this long, so that a length fits a byte


class Vocabulary(NamedTuple):
    """The words of some passages, without possessive endings, sorted by casefold.

    Attributes:
        words: the words as written.
        passages: the document frequency of each.
        lengths: the characters of each, casefolded.
        ends: the CRC-32 of the last `END` characters of each, casefolded.
    """

    words: StringTable
    passages: Array
    lengths: Array
    ends: Array

    def matching(self, folded: str) -> Iterable[int]:
        """Indexes of the words whose casefold is `folded`."""
        return range(self._first(folded), self._first(f"{folded}\0"))

    def with_prefix(self, start: str) -> range:
        """Indexes of the words whose casefold starts with `start`."""
        return range(self._first(start), self._first(start + LAST))

    def frequent(self, start: str, passages: float) -> Array:
        """Indexes of the words whose casefold starts with `start`, and that at least so many passages have."""
        found = self.with_prefix(start)
        return found.start + np.flatnonzero(self.passages[found.start : found.stop] >= passages)

    def sharing_first_letter(self, folded: str, lengths: range) -> Array:
        """Indexes of the words of these lengths with the same first letter."""
        found = self.with_prefix(folded[0])
        return found.start + self._of_length(self.lengths[found.start : found.stop], lengths)

    def sharing_ending(self, folded: str, lengths: range) -> Array:
        """Indexes of the words of these lengths with the same last letters, or with another ending of the same hash."""
        found = np.flatnonzero(self.ends == _end(folded))
        return found[self._of_length(self.lengths[found], lengths)]

    def _first(self, folded: str) -> int:
        return bisect_left(self.words, folded, key=str.casefold)

    def _of_length(self, found: Array, lengths: range) -> Array:
        return np.flatnonzero((found >= lengths.start) & (found < lengths.stop))


def vocabulary_arrays(counts: Mapping[str, int]) -> dict[str, Array]:
    """The sections of a vocabulary, of the words in `counts` (document frequencies) that are all letters."""
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
    """The vocabulary in these sections, by name."""
    words = StringTable(arrays["written.text"], arrays["written.ends"])
    return Vocabulary(words, arrays["written_in"], arrays["written_lengths"], arrays["written_ends"])


def _end(folded: str) -> int:
    return crc32(folded[-END:].encode())

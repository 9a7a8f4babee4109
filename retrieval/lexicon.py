"""Which words do the articles write, and which of them are near another? The index's words as written → known words.

Words stand on shelves by their first letter and their length, and once more by their end, so that the look for a near
one goes through some thousand of 300,000 words: an error leaves the first letter or the end as it was.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import regex

from retrieval.stem import POSSESSIVE

SHORTEST = 2  # characters; a single letter is no word to look for
END = 3  # characters by which a word with another first letter is found
LETTERS = regex.compile(r"[\p{L}\p{M}]+")

Shelf = tuple[str, int]  # a first letter or an end, and how many characters the words have


class Known(NamedTuple):
    """A word of the articles."""

    folded: str  # in lower case, without possessive ending
    writing: str  # as most passages write it
    passages: int  # that have it, in whatever case
    capitalised: int  # of these, how many have it with a capital


class Near(NamedTuple):
    """A known word beside the one that was sought."""

    known: Known
    edits: int  # letters put in, left out, replaced or swapped between the two
    start: int  # letters at the beginning of both


class Lexicon:
    """The words of `written`, which says how many passages have each; put into order at the first look."""

    def __init__(self, written: Mapping[str, int]) -> None:
        self._written = written

    def __getitem__(self, word: str) -> Known | None:
        return self._words.get(word.casefold())

    def near(self, word: str, *, edits: int) -> list[Near]:
        """The known words at most so many edits away with the same first letter, or one away with another."""
        folded = word.casefold()
        alike = self._near(folded, folded[0], self._by_start, edits)
        others = self._near(folded, folded[-END:], self._by_end, min(edits, 1))
        return [*alike, *(each for each in others if each.known.folded[0] != folded[0])]

    def beginning(self, start: str) -> list[Known]:
        """The known words that begin with these letters."""
        shelves = (
            words for (first, length), words in self._by_start.items() if first == start[0] and length >= len(start)
        )
        return [self._words[word] for words in shelves for word in words if word.startswith(start)]

    def _near(self, folded: str, key: str, shelves: Mapping[Shelf, Sequence[str]], edits: int) -> Iterator[Near]:
        from rapidfuzz import process  # noqa: PLC0415 -- most questions need no mending
        from rapidfuzz.distance import OSA, Prefix  # noqa: PLC0415 -- the same

        for length in range(len(folded) - edits, len(folded) + edits + 1):
            shelf = shelves.get((key, length), ())
            found = process.extract(folded, shelf, scorer=OSA.distance, score_cutoff=edits, limit=None)
            yield from (
                Near(self._words[word], distance, int(Prefix.similarity(folded, word))) for word, distance, _ in found
            )

    @cached_property
    def _words(self) -> Mapping[str, Known]:
        writings: dict[str, dict[str, int]] = {}
        for written, passages in self._written.items():
            bare = written if written.isalpha() else POSSESSIVE.sub("", written)
            if len(bare) >= SHORTEST and (bare.isalpha() or LETTERS.fullmatch(bare)):
                same = writings.setdefault(bare.casefold(), {})
                same[bare] = same.get(bare, 0) + passages
        return {folded: _known(folded, same) for folded, same in writings.items()}

    @cached_property
    def _by_start(self) -> Mapping[Shelf, Sequence[str]]:
        return _shelved(self._words, lambda word: word[0])

    @cached_property
    def _by_end(self) -> Mapping[Shelf, Sequence[str]]:
        return _shelved(self._words, lambda word: word[-END:])


def _known(folded: str, writings: Mapping[str, int]) -> Known:
    """A word with its writings and in how many passages each is; of two as frequent, the one in lower case is taken."""
    usual = max(writings, key=lambda writing: (writings[writing], writing))
    capitalised = sum(passages for writing, passages in writings.items() if writing[0].isupper())
    return Known(folded, usual, sum(writings.values()), capitalised)


def _shelved(words: Iterable[str], key: Callable[[str], str]) -> Mapping[Shelf, Sequence[str]]:
    shelves: dict[Shelf, list[str]] = defaultdict(list)
    for word in words:
        shelves[key(word), len(word)].append(word)
    return shelves

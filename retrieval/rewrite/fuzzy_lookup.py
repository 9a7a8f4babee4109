"""Which words do the articles write, and which of them are close to another? The words of passages → known words.

A misspelling usually leaves a word's first letter or its end as it was, so only words that share either are compared:
some thousand of 300,000.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from retrieval.index.vocabulary import END, Vocabulary


class KnownWord(NamedTuple):
    """A word of the articles.

    Attributes:
        folded: the word in lower case, without possessive ending.
        spelling: the word as most passages write it.
        doc_freq: how many passages have it, in any case.
        capitalised: how many of these have it with a capital.
    """

    folded: str
    spelling: str
    doc_freq: int
    capitalised: int


class FuzzyMatch(NamedTuple):
    """A known word that is close to the word looked up.

    Attributes:
        edits: letters inserted, deleted, replaced or swapped between the two (optimal string alignment).
        common_prefix: how many letters both begin with.
    """

    word: KnownWord
    edits: int
    common_prefix: int


class FuzzyLookup:
    """The words that passages write, found by spelling, prefix or edit distance.

    `is_live` says which of them passages still have, where others have been removed; without it, all do.
    """

    def __init__(self, written: Sequence[Vocabulary], *, is_live: Callable[[str], bool] | None = None) -> None:
        self._written = written
        self._is_live = is_live

    def __getitem__(self, word: str) -> KnownWord | None:
        folded = word.casefold()
        return next(self._known(lambda written: written.matching(folded)), None)

    def matches(self, word: str, *, edits: int) -> list[FuzzyMatch]:
        """The known words within `edits` with the same first letter, and within one edit with another."""
        folded = word.casefold()
        same_start = self._folded(lambda written: written.sharing_first_letter(folded, _lengths(folded, edits)))
        same_end = self._folded(lambda written: written.sharing_ending(folded, _lengths(folded, min(edits, 1))))
        other_start = {each for each in same_end if each[0] != folded[0] and each[-END:] == folded[-END:]}
        close = [*_close(folded, same_start, edits), *_close(folded, other_start, min(edits, 1))]
        return [FuzzyMatch(known, distance, prefix) for each, distance, prefix in close if (known := self[each])]

    def with_prefix(self, prefix: str) -> list[KnownWord]:
        """The known words that begin with these letters."""
        return list(self._known(lambda written: written.with_prefix(prefix)))

    def frequent(self, letter: str, passages: int) -> list[KnownWord]:
        """The known words that begin with the letter and that at least so many passages have."""
        least = passages / max(len(self._written), 1)  # a frequent word has a share as large in one of the lists
        folded = self._folded(lambda written: written.frequent(letter, least))
        found = filter(None, map(self.__getitem__, sorted(folded)))
        return [known for known in found if known.doc_freq >= passages]

    def _folded(self, places: Callable[[Vocabulary], Iterable[int]]) -> set[str]:
        """The words at these places of each list, in lower case."""
        return {written.words[place].casefold() for written in self._written for place in places(written)}

    def _known(self, places: Callable[[Vocabulary], Iterable[int]]) -> Iterator[KnownWord]:
        """The words at these places of each list; spellings that differ only in case make one word."""
        spellings: dict[str, dict[str, int]] = {}
        for written in self._written:
            for place in places(written):
                word = written.words[place]
                counts = spellings.setdefault(word.casefold(), {})
                counts[word] = counts.get(word, 0) + int(written.passages[place])
        for folded, counts in spellings.items():
            if self._is_live is None or self._is_live(folded):
                yield _known_word(folded, counts)


def _lengths(folded: str, edits: int) -> range:
    return range(len(folded) - edits, len(folded) + edits + 1)


def _close(folded: str, words: Collection[str], edits: int) -> Iterator[tuple[str, int, int]]:
    """The words within `edits`, each with its edits and the length of the common prefix."""
    from rapidfuzz import process  # noqa: PLC0415 -- most questions need no correction
    from rapidfuzz.distance import OSA, Prefix  # noqa: PLC0415 -- as above

    for word, distance, _ in process.extract(folded, words, scorer=OSA.distance, score_cutoff=edits, limit=None):
        yield word, distance, int(Prefix.similarity(folded, word))


def _known_word(folded: str, spellings: dict[str, int]) -> KnownWord:
    """The word with these spellings and their passages; of two equally frequent ones, the one in lower case counts."""
    usual = max(spellings, key=lambda spelling: (spellings[spelling], spelling))
    capitalised = sum(passages for spelling, passages in spellings.items() if spelling[0].isupper())
    return KnownWord(folded, usual, sum(spellings.values()), capitalised)

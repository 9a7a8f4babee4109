"""Which words do the articles write, and which of them are near another? The words of passages → known words.

An error leaves a word's first letter or its end as it was, so only the words that have either in common are looked at:
some thousand of 300,000.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from retrieval.index.vocabulary import END, Vocabulary


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
    """The words that passages write, those alone that are `there`, for what was removed may have written others."""

    def __init__(self, written: Sequence[Vocabulary], *, there: Callable[[str], bool] | None = None) -> None:
        self._written = written
        self._there = there

    def __getitem__(self, word: str) -> Known | None:
        folded = word.casefold()
        return next(self._known(lambda written: written.matching(folded)), None)

    def near(self, word: str, *, edits: int) -> list[Near]:
        """The known words at most so many edits away with the same first letter, or one away with another."""
        folded = word.casefold()
        alike = self._folded(lambda written: written.sharing_first_letter(folded, _lengths(folded, edits)))
        others = self._folded(lambda written: written.sharing_ending(folded, _lengths(folded, min(edits, 1))))
        rest = {each for each in others if each[0] != folded[0] and each[-END:] == folded[-END:]}
        found = [*_near(folded, alike, edits), *_near(folded, rest, min(edits, 1))]
        return [Near(known, distance, start) for each, distance, start in found if (known := self[each])]

    def beginning(self, start: str) -> list[Known]:
        """The known words that begin with these letters."""
        return list(self._known(lambda written: written.with_prefix(start)))

    def _folded(self, places: Callable[[Vocabulary], Iterable[int]]) -> set[str]:
        """The words at those places in lower case."""
        return {written.words[place].casefold() for written in self._written for place in places(written)}

    def _known(self, places: Callable[[Vocabulary], Iterable[int]]) -> Iterator[Known]:
        """The words at those places, all writings of one together."""
        writings: dict[str, dict[str, int]] = {}
        for written in self._written:
            for place in places(written):
                word = written.words[place]
                same = writings.setdefault(word.casefold(), {})
                same[word] = same.get(word, 0) + int(written.passages[place])
        for folded, same in writings.items():
            if self._there is None or self._there(folded):
                yield _as_known(folded, same)


def _lengths(folded: str, edits: int) -> range:
    return range(len(folded) - edits, len(folded) + edits + 1)


def _near(folded: str, words: Collection[str], edits: int) -> Iterator[tuple[str, int, int]]:
    """Those of the words that are near, each with the edits, and with how many letters begin both."""
    from rapidfuzz import process  # noqa: PLC0415 -- most questions need no mending
    from rapidfuzz.distance import OSA, Prefix  # noqa: PLC0415 -- the same

    found = process.extract(folded, words, scorer=OSA.distance, score_cutoff=edits, limit=None)
    for word, distance, _ in found:
        yield word, distance, int(Prefix.similarity(folded, word))


def _as_known(folded: str, writings: dict[str, int]) -> Known:
    """A word with its writings and in how many passages each is; of two as frequent, the one in lower case is taken."""
    usual = max(writings, key=lambda writing: (writings[writing], writing))
    capitalised = sum(passages for writing, passages in writings.items() if writing[0].isupper())
    return Known(folded, usual, sum(writings.values()), capitalised)

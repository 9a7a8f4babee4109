"""What do the articles' acronyms stand for? Definitions in their text: "Small Business Administration (SBA)".

An acronym that no text defines may stand for capitalised words in a row that have its initials.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import regex

from retrieval.index.abbreviation_table import IndexedAbbreviation
from retrieval.query.phrases import PhraseKey

Texts = Callable[[int], Iterable[str]]
"""Gives the texts of at most so many passages; one text may hold several, separated by what no name contains."""

MOST_MEANINGS = 2  # of one short form; the most frequent count
ACRONYM_LENGTHS = range(2, 7)  # characters of an acronym that no text defines
TEXT_DEPTH = 10_000  # passages that are searched for names: important names recur, and reading more takes long
MAJORITY = 0.5  # share of the names with the same initials; below it, an acronym may stand for any of them

SMALL_WORDS = r"(?:of|the|and|for|in|to)"
WITHIN = r"(?:[^\S\n\t]|\n(?!\s*\n))"  # white space of one block: no blank line, and no tab, which separates cells
BETWEEN = rf"(?:{WITHIN}|-)+(?:{SMALL_WORDS}{WITHIN}+){{0,2}}"
CAPITALS = regex.compile(r"\p{Lu}+")


class Acronyms:
    """The acronyms of the articles: those that are `defined`, and those of names in the `texts`."""

    def __init__(self, defined: Iterable[IndexedAbbreviation], texts: Texts) -> None:
        self._texts = texts
        meanings: dict[str, list[IndexedAbbreviation]] = defaultdict(list)
        for each in defined:
            meanings[each.definition.short].append(each)
        self._defined = [each for short in sorted(meanings) for each in _most_frequent(meanings[short])]

    @property
    def phrase_entries(self) -> Iterator[tuple[PhraseKey, str]]:
        """The entries of a `QueryExpansion`: each defined acronym with its long form, and each long form with it."""
        for each in self._defined:
            yield from ((key, each.definition.long) for key in each.short)
            yield from ((key, each.definition.short) for key in each.long)

    def long_form(self, acronym: str) -> str | None:
        """The name whose initials are the acronym, if most names with these initials are the same; else `None`.

        A name is capitalised words in a row, in one block, with up to two small words between them.
        """
        capitals = acronym.upper()
        if not CAPITALS.fullmatch(capitals):
            return None
        pattern = regex.compile(BETWEEN.join(rf"{letter}\p{{Ll}}+" for letter in capitals))
        counts = Counter[str]()
        for text in self._texts(TEXT_DEPTH):
            # `concurrent` lets other threads run: this is the one search through thousands of passages for a question.
            counts.update(pattern.findall(text, overlapped=True, concurrent=True))
        if not counts:
            return None
        name, count = counts.most_common(1)[0]
        return name if count > MAJORITY * counts.total() else None


def _most_frequent(defined: Sequence[IndexedAbbreviation]) -> Sequence[IndexedAbbreviation]:
    """The most frequent meanings of one short form."""
    if len(defined) == 1:
        return defined
    counts = Counter(defined)
    return sorted(counts, key=lambda each: (-counts[each], each.definition))[:MOST_MEANINGS]

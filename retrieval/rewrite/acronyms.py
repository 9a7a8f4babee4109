"""What do the articles' acronyms stand for? Their own text says so: "Small Business Administration (SBA)".

Where no text explains an acronym, the initials of capitalised words in a row may.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import regex

from retrieval.index.abbreviation_table import IndexedAbbreviation
from retrieval.query.phrases import Key

Texts = Callable[[int], Iterable[str]]
"""What the first passages say, at most so many; several may come as one text, parted by what no name has."""

MEANINGS = 2  # of one short form that are kept, the most frequent ones
INITIALS = range(2, 7)  # characters of an acronym that no text explains
LOOKED_AT = 10_000  # passages that are looked through for names; those that matter come back, and reading takes long

MOSTLY = 0.5  # of the rows of names with the same initials; where no name has more, an acronym may be any of them
SMALL_WORDS = r"(?:of|the|and|for|in|to)"
BETWEEN = rf"[\s-]+(?:{SMALL_WORDS}\s+){{0,2}}"
CAPITALS = regex.compile(r"\p{Lu}+")


class Acronyms:
    """What acronyms stand for, as `defined`; or by the names in texts, of which `texts` gives so many."""

    def __init__(self, defined: Iterable[IndexedAbbreviation], texts: Texts) -> None:
        self._texts = texts
        meanings: dict[str, list[IndexedAbbreviation]] = defaultdict(list)
        for found in defined:
            meanings[found.definition.short].append(found)
        self._defined = [each for short in sorted(meanings) for each in _most_frequent(meanings[short])]

    @property
    def known(self) -> Iterator[tuple[Key, str]]:
        """Each acronym that the texts explain, by its terms, with its long form, and the other way round."""
        for each in self._defined:
            yield from ((key, each.definition.long) for key in each.short)
            yield from ((key, each.definition.short) for key in each.long)

    def spelt_out(self, acronym: str) -> str | None:
        """The capitalised words in a row whose initials are the acronym, if these mostly are of the same words."""
        capitals = acronym.upper()
        if not CAPITALS.fullmatch(capitals):
            return None
        names = regex.compile(BETWEEN.join(rf"{letter}\p{{Ll}}+" for letter in capitals))
        # Other threads go on meanwhile: this is the one look through thousands of passages that a question may need.
        found = (names.findall(text, overlapped=True, concurrent=True) for text in self._texts(LOOKED_AT))
        counted = Counter(name for each in found for name in each)
        ((name, count),) = counted.most_common(1) or [("", 0)]
        return name if count > MOSTLY * counted.total() else None


def _most_frequent(found: Sequence[IndexedAbbreviation]) -> Sequence[IndexedAbbreviation]:
    """The most frequent meanings of one short form."""
    if len(found) == 1:
        return found
    counted = Counter(found)
    return sorted(counted, key=lambda each: (-counted[each], each.definition))[:MEANINGS]

"""What do the articles' acronyms stand for? Their own text says so: "Small Business Administration (SBA)".

Where no text explains an acronym, the initials of capitalised words in a row may.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import combinations

import regex

from retrieval.phrases import Key
from retrieval.segments.defined import Defined

MEANINGS = 2  # of one short form that are kept, the most frequent ones
INITIALS = range(2, 7)  # characters of an acronym that no text explains
LOOKED_AT = 10_000  # passages whose initials are known; names that matter come back, and reading more takes seconds

MOSTLY = 0.5  # of the rows of names with the same initials; where no name has more, an acronym may be any of them
SMALL_WORDS = r"(?:of|the|and|for|in|to)"
NAMES = regex.compile(rf"\p{{Lu}}\p{{Ll}}+(?:[\s-]+(?:{SMALL_WORDS}\s+){{0,2}}\p{{Lu}}\p{{Ll}}+)+")
NAME = regex.compile(r"\p{Lu}\p{Ll}+")


class Acronyms:
    """What acronyms stand for, as `defined`; or by the names in texts, of which `texts` gives so many."""

    def __init__(self, defined: Iterable[Defined], texts: Callable[[int], Iterable[str]]) -> None:
        self._texts = texts
        counted = Counter(defined)
        meanings: dict[str, list[Defined]] = defaultdict(list)
        for found in sorted(counted, key=lambda each: (-counted[each], each.definition)):
            meanings[found.definition.short].append(found)
        self._defined = [each for found in meanings.values() for each in found[:MEANINGS]]

    @property
    def known(self) -> Iterator[tuple[Key, str]]:
        """Each acronym that the texts explain, by its terms, with its long form, and the other way round."""
        for each in self._defined:
            yield from ((key, each.definition.long) for key in each.short)
            yield from ((key, each.definition.short) for key in each.long)

    def spelt_out(self, acronym: str) -> str | None:
        """The capitalised words in a row whose initials are the acronym, if these mostly are of the same words."""
        return self._by_initials.get(acronym.upper())

    @cached_property
    def _by_initials(self) -> Mapping[str, str]:
        counted = Counter(name for text in self._texts(LOOKED_AT) for name in _names(text))
        totals = Counter[str]()
        for (initials, _), count in counted.items():
            totals[initials] += count
        return {initials: name for (initials, name), count in counted.items() if count > MOSTLY * totals[initials]}


def _names(text: str) -> Iterator[tuple[str, str]]:
    """Each row of capitalised words and each part of one, its initials before it."""
    for run in NAMES.finditer(text):
        words = list(NAME.finditer(run[0]))
        for start, end in combinations(range(len(words) + 1), 2):
            if end - start in INITIALS:
                name = run[0][words[start].start() : words[end - 1].end()]
                yield "".join(word[0][0] for word in words[start:end]), name

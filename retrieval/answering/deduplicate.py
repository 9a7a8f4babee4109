"""When do two sentences say the same? When they share a quotation, or nearly all their words.

The numbers must be the same in both: "5 %" and "6 %" are never one statement.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from itertools import product
from typing import NamedTuple

import regex

QUOTATION = regex.compile(r"“([^“”]+)”?|\"([^\"]+)\"|«([^«»]+)»|„([^„“”]+)[“”]")
SAID = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*")
SHORTEST_QUOTATION = 5  # distinct words; fewer are a name or a phrase, which many sentences share
NEARLY_ALL = 0.8  # share of the longer one's distinct terms or words


class Statement(NamedTuple):
    """What a sentence says: its distinct terms, and the distinct words of each quotation in it."""

    terms: frozenset[str]
    quotations: tuple[frozenset[str], ...]

    def same_as(self, other: "Statement") -> bool:
        """Whether the other sentence says the same."""
        if _nearly_equal(self.terms, other.terms):
            return True
        quote_both = bool(self.quotations and other.quotations)  # few do, and this is asked thousands of times
        return quote_both and any(_nearly_equal(*pair) for pair in product(self.quotations, other.quotations))


def statement(sentence: str, found: Iterable[str]) -> Statement:
    """What `sentence` says, in which the terms were `found`."""
    quoted = (frozenset(SAID.findall(max(match, key=len).casefold())) for match in QUOTATION.findall(sentence))
    long_enough = tuple(quotation for quotation in quoted if len(quotation) >= SHORTEST_QUOTATION)
    return Statement(frozenset(found), long_enough)


def _nearly_equal(left: AbstractSet[str], right: AbstractSet[str]) -> bool:
    shorter, longer = len(left), len(right)
    if shorter > longer:
        shorter, longer = longer, shorter
    if shorter < NEARLY_ALL * longer:
        return False
    return len(left & right) >= NEARLY_ALL * longer > 0 and not any(map(_is_number, left ^ right))


def _is_number(term: str) -> bool:
    return any(map(str.isdigit, term))

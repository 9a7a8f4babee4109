"""When do two sentences make the same statement? When they share a quotation, or nearly all their words.

Their numbers must be the same, too: "5 %" and "6 %" never are one statement.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from itertools import islice, product
from typing import NamedTuple

import regex

QUOTATION = regex.compile(r"“([^“”]+)”?|\"([^\"]+)\"|«([^«»]+)»|„([^„“”]+)[“”]")
QUOTED_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*")
SHORTEST_QUOTATION = 5  # distinct words; fewer are a name or a phrase, which many sentences share
MOST_QUOTATIONS = 10  # of a sentence, its first ones: each is compared with each of another sentence
NEARLY_ALL = 0.8  # share of the larger set that both sets have in common


class Statement(NamedTuple):
    """What a sentence says: its distinct terms, and the distinct words of each long quotation in it."""

    terms: frozenset[str]
    quotations: tuple[frozenset[str], ...]

    def same_as(self, other: "Statement") -> bool:
        """Whether the other sentence says the same; symmetric."""
        if _nearly_equal(self.terms, other.terms):
            return True
        both_quote = bool(self.quotations and other.quotations)  # rare, and this is called thousands of times
        return both_quote and any(_nearly_equal(*pair) for pair in product(self.quotations, other.quotations))


def statement(sentence: str, terms: Iterable[str]) -> Statement:
    """The statement of a sentence with these terms."""
    quotations = (
        frozenset(QUOTED_WORD.findall(max(match, key=len).casefold())) for match in QUOTATION.findall(sentence)
    )
    long_enough = (quotation for quotation in quotations if len(quotation) >= SHORTEST_QUOTATION)
    return Statement(frozenset(terms), tuple(islice(long_enough, MOST_QUOTATIONS)))


def _nearly_equal(left: AbstractSet[str], right: AbstractSet[str]) -> bool:
    """Whether the sets share `NEARLY_ALL` of the larger one, and differ in no number."""
    smaller, larger = len(left), len(right)
    if smaller > larger:
        smaller, larger = larger, smaller
    if smaller < NEARLY_ALL * larger:
        return False
    return len(left & right) >= NEARLY_ALL * larger > 0 and not any(map(_is_number, left ^ right))


def _is_number(term: str) -> bool:
    return any(map(str.isdigit, term))

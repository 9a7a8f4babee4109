"""How much of the wanted text was read, and how much else? Texts → precision, recall and F1 of their words."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

WORD = re.compile(r"\w+")


class Score(NamedTuple):
    """Shares of words, counted as often as they stand in a text."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def word_score(wanted: str, read: str) -> Score:
    """How well the words of `read` are those of `wanted`, in any order and case."""
    in_wanted, in_read = (Counter(WORD.findall(text.casefold())) for text in (wanted, read))
    shared = (in_wanted & in_read).total()
    return Score(_share(shared, in_read.total()), _share(shared, in_wanted.total()))


def mean(values: Sequence[float]) -> float:
    """The mean of the values; 0 if there are none."""
    return sum(values) / len(values) if values else 0.0


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0

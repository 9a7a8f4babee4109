"""How good are the answers? Questions and an engine → shares of first answers, of answers in three, of refusals."""

from collections.abc import Iterable, Sequence
from statistics import median, quantiles
from typing import NamedTuple

from benchmarks.communities.engines import Ask
from benchmarks.communities.labelled import CommunityQuestion

LONGEST = 1_200  # characters of a shown text that are looked at, the same for every engine


class Asked(NamedTuple):
    """A question in one wording, and what was shown for it."""

    question: CommunityQuestion
    shown: tuple[str, ...]

    @property
    def is_first(self) -> bool:
        """Whether the first text answers."""
        return bool(self.shown) and self.question.is_answered_by(self.shown[0])

    @property
    def is_found(self) -> bool:
        """Whether any text answers."""
        return any(map(self.question.is_answered_by, self.shown))


class Figures(NamedTuple):
    """Counts: of answerable questions, and of those that the documentation does not answer."""

    answerable: int
    first: int
    found: int
    refused: int
    unanswerable: int
    unanswerable_refused: int

    def plus(self, other: "Figures") -> "Figures":
        """The figures of both together."""
        return Figures(*(here + there for here, there in zip(self, other, strict=True)))


def asked(questions: Iterable[CommunityQuestion], wording: str, ask: Ask) -> list[Asked]:
    """The questions in one wording, with what the engine shows."""
    return [Asked(each, tuple(text[:LONGEST] for text in ask(each.wordings[wording]))) for each in questions]


def figures(of: Sequence[Asked]) -> Figures:
    """The figures of these questions."""
    answerable = [each for each in of if each.question.is_answerable]
    others = [each for each in of if not each.question.is_answerable]
    return Figures(
        len(answerable),
        sum(each.is_first for each in answerable),
        sum(each.is_found for each in answerable),
        sum(not each.shown for each in answerable),
        len(others),
        sum(not each.shown for each in others),
    )


def lengths(of: Iterable[Asked]) -> tuple[float, float]:
    """The median of the shown texts' lengths in characters, and the length that 95 % do not exceed."""
    found = [len(text) for each in of for text in each.shown]
    return (median(found), quantiles(found, n=20)[-1]) if len(found) > 1 else (0.0, 0.0)

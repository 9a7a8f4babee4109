"""How well does the probability part what is to be answered from what is to be refused? Probabilities → figures."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pydantic import Field

from retrieval.records import Record

KEEPING = (90, 95, 99)  # per cent of the answerable questions


class Prediction(NamedTuple):
    """How likely a question's best candidate holds the answer, and whether the question is refused as shipped."""

    probability: float
    refused: bool


class Threshold(Record):
    """A probability below which questions are refused, and what comes of it.

    Attributes:
        kept: share of the answerable questions at or above it.
        refused: share of the questions to be refused below it.
    """

    keeping: int = Field(serialization_alias="keeping_percent")
    threshold: float
    kept: float
    refused: float


class Shipped(Record):
    """What comes of refusing as the program does it: which share of each kind is kept, and refused."""

    kept: float
    refused: float


class RefusalFigures(Record):
    """How well questions to be refused are told from answerable ones.

    Attributes:
        questions: how many were to be refused.
        auc: chance that an answerable question has a higher probability than one to be refused; a tie counts half
            (Hanley & McNeil, *The Meaning and Use of the Area under a ROC Curve*, 1982).
        curve: for each share of the answerable that is to be kept, the highest threshold that keeps it.
    """

    questions: int
    auc: float = Field(serialization_alias="AUC")
    curve: tuple[Threshold, ...]
    shipped: Shipped


def refusal_figures(answerable: Sequence[Prediction], to_refuse: Sequence[Prediction]) -> RefusalFigures:
    """The figures; neither may be empty."""
    kept, refused = (sorted(each.probability for each in judged) for judged in (answerable, to_refuse))
    return RefusalFigures(
        questions=len(refused),
        auc=auc(kept, refused),
        curve=tuple(_curve(kept, refused)),
        shipped=Shipped(kept=1 - _share_refused(answerable), refused=_share_refused(to_refuse)),
    )


def auc(higher: Sequence[float], lower: Sequence[float]) -> float:
    """The area under the curve: how often one of `higher` is above one of `lower`, which is in ascending order."""
    twice = sum(bisect_left(lower, each) + bisect_right(lower, each) for each in higher)
    return twice / (2 * len(higher) * len(lower))


def _curve(kept: Sequence[float], refused: Sequence[float]) -> Iterator[Threshold]:
    for percent in KEEPING:
        needed = -(-percent * len(kept) // 100)  # rounded up, in whole numbers
        threshold = kept[-needed]
        yield Threshold(
            keeping=percent,
            threshold=threshold,
            kept=1 - bisect_left(kept, threshold) / len(kept),
            refused=bisect_left(refused, threshold) / len(refused),
        )


def _share_refused(judged: Sequence[Prediction]) -> float:
    return sum(each.refused for each in judged) / len(judged)

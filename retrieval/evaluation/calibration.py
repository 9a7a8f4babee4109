"""How well does the probability separate answerable questions from others? Probabilities → figures of refusal."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pydantic import Field

from retrieval.records import Record

KEEPING = (90, 95, 99)  # per cent of the answerable questions, for each of which the threshold is reported


class Prediction(NamedTuple):
    """The probability that a question's best candidate answers it, and whether the shipped threshold refuses it."""

    probability: float
    refused: bool


class Threshold(Record):
    """A probability below which questions are refused, and the shares that this keeps and refuses.

    Attributes:
        keeping: per cent of the answerable questions that it must keep.
        kept: share of the answerable questions at or above it.
        refused: share of the unanswerable questions below it.
    """

    keeping: int = Field(serialization_alias="keeping_percent")
    threshold: float
    kept: float
    refused: float


class Shipped(Record):
    """The share of the answerable questions that the shipped threshold keeps, and of the others that it refuses."""

    kept: float
    refused: float


class RefusalFigures(Record):
    """How well unanswerable questions are distinguished from answerable ones.

    Attributes:
        questions: how many unanswerable questions there are.
        auc: chance that an answerable question has a higher probability than an unanswerable one; ties count half
            (Hanley & McNeil, *The Meaning and Use of the Area under a ROC Curve*, 1982).
        curve: for each of `KEEPING`, the highest threshold that keeps that share of the answerable questions.
    """

    questions: int
    auc: float = Field(serialization_alias="AUC")
    curve: tuple[Threshold, ...]
    shipped: Shipped


def refusal_figures(answerable: Sequence[Prediction], to_refuse: Sequence[Prediction]) -> RefusalFigures:
    """The figures for predictions of answerable and unanswerable questions, neither of which may be empty."""
    kept, refused = (sorted(each.probability for each in predictions) for predictions in (answerable, to_refuse))
    return RefusalFigures(
        questions=len(refused),
        auc=auc(kept, refused),
        curve=tuple(_curve(kept, refused)),
        shipped=Shipped(kept=1 - _share_refused(answerable), refused=_share_refused(to_refuse)),
    )


def auc(higher: Sequence[float], lower: Sequence[float]) -> float:
    """The area under the ROC curve: how often one of `higher` is above one of `lower`, which must be ascending."""
    twice = sum(bisect_left(lower, each) + bisect_right(lower, each) for each in higher)
    return twice / (2 * len(higher) * len(lower))


def _curve(kept: Sequence[float], refused: Sequence[float]) -> Iterator[Threshold]:
    for percent in KEEPING:
        needed = -(-percent * len(kept) // 100)  # integer division, rounded up
        threshold = kept[-needed]
        yield Threshold(
            keeping=percent,
            threshold=threshold,
            kept=1 - bisect_left(kept, threshold) / len(kept),
            refused=bisect_left(refused, threshold) / len(refused),
        )


def _share_refused(predictions: Sequence[Prediction]) -> float:
    return sum(each.refused for each in predictions) / len(predictions)

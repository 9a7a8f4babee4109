"""Is the best candidate good enough? A probability, and the refusal when it is too small.

BM25 scores cannot be compared between questions, so they are left out: what counts is how much of the question the best
sentence and its surroundings hold, and how.
"""

from collections.abc import Sequence
from math import exp, log
from typing import NamedTuple

from retrieval.analyse import is_unspaced
from retrieval.kinds import Kind
from retrieval.question import Question
from retrieval.rank import Ranked
from retrieval.records import Refusal
from retrieval.signs import Signs

ENOUGH = 0.55
"""The probability below which the articles are taken not to hold the answer."""

MEASURABLE = frozenset({Kind.NUMBER, Kind.TIME, Kind.PLACE})


class SignsOfAnAnswer(NamedTuple):
    """What the probability is made of."""

    around: float  # as in `Signs`
    passage: float  # the same
    written: float  # the same
    near: float  # the same
    predicate: float  # the same
    pairs: float  # share of the needs that are pairs of letters, many of which are no words
    lacks_kind: float  # 1 when a number, time or place is asked for and not there
    needs: float  # natural logarithm of the number of needs: the more, the less chance has to do with it
    lacks_attribute: float  # 1 when an attribute asked for is not there


WEIGHTS = SignsOfAnAnswer(
    around=2.0,
    passage=1.8,
    written=1.3,
    near=1.2,
    predicate=1.6,
    pairs=1.8,
    lacks_kind=-1.2,
    needs=0.3,
    lacks_attribute=-1.4,
)
CONSTANT = -3.7
"""Logistic regression by `benchmarks/fit.py`, 23 November 2026; `in_order` was left out, for it got no weight.

`pairs` was set by hand on xquad-zh, half of its articles taken out: it keeps 88 % and refuses 95 %.
"""


def refusal(question: Question, ranked: Sequence[Ranked]) -> Refusal | None:
    """Why the question is not answered from the `ranked` candidates; `None` when it is."""
    if question.is_small_talk:
        return Refusal.NOT_A_QUESTION
    if not ranked or probability(question, ranked[0]) < ENOUGH:
        return Refusal.NOT_FOUND
    return None


def probability(question: Question, ranked: Ranked) -> float:
    """How likely the candidate holds the answer, from 0 to 1."""
    found = signs_of_an_answer(question, ranked.signs)
    odds = CONSTANT + sum(sign * weight for sign, weight in zip(found, WEIGHTS, strict=True))
    return 1 / (1 + exp(-odds))


def signs_of_an_answer(question: Question, signs: Signs) -> SignsOfAnAnswer:
    """What of a sentence's signs says that it answers at all."""
    has_kind = signs.number or signs.time or signs.place
    return SignsOfAnAnswer(
        around=signs.around,
        passage=signs.passage,
        written=signs.written,
        near=signs.near,
        predicate=signs.predicate,
        pairs=sum(is_unspaced(need.text) for need in question.needs) / len(question.needs),
        lacks_kind=question.kind in MEASURABLE and not has_kind,
        needs=log(len(question.needs)),
        lacks_attribute=1 - signs.attribute,
    )

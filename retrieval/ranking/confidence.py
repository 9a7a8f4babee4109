"""Is the best candidate good enough? A probability, and the refusal when it is too small.

BM25 scores cannot be compared between questions, but their share of what the whole question tells can, unknown words
included; beside that counts how much of the question the best sentence and its surroundings hold, and how.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from math import exp
from typing import NamedTuple

from retrieval.analysis.tokenizer import is_unspaced
from retrieval.query.answer_type import Kind
from retrieval.query.parser import Question
from retrieval.ranking.reranker import Ranked
from retrieval.records import Refusal

MEASURABLE = frozenset({Kind.NUMBER, Kind.TIME, Kind.PLACE})


class AbstentionThreshold(StrEnum):
    """How sure the bot must be before it answers: the more cautious, the more it refuses."""

    CAUTIOUS = "cautious"
    NORMAL = "normal"
    EAGER = "eager"


MIN_PROBABILITY: Mapping[AbstentionThreshold, float] = {
    AbstentionThreshold.CAUTIOUS: 0.55,
    AbstentionThreshold.NORMAL: 0.35,
    AbstentionThreshold.EAGER: 0.2,
}
"""The probability below which the articles are taken not to hold the answer."""


class AnswerabilityFeatures(NamedTuple):
    """What the probability is made of; what is not described here is as in `Signs`."""

    score: float  # the passage's BM25 score, as a share of what the whole question tells
    around: float
    titled: float
    passage_family: float
    written: float
    near: float
    side_by_side: float
    small_words: float
    predicate: float
    names: float
    pairs: float  # share of the needs that are pairs of letters, many of which are no words
    lacks_kind: float  # 1 when a number, time or place is asked for and not there
    lacks_attribute: float  # 1 when an attribute asked for is not there


WEIGHTS = AnswerabilityFeatures(
    score=1.19,
    around=0.90,
    titled=0.49,
    passage_family=1.26,
    written=0.90,
    near=1.22,
    side_by_side=0.95,
    small_words=0.45,
    predicate=1.18,
    names=0.56,
    pairs=1.80,
    lacks_kind=-0.97,
    lacks_attribute=-1.15,
)
CONSTANT = -4.35
"""Logistic regression by `benchmarks/fit`, 25 November 2026.

`pairs` was set by hand on xquad-zh, half of its articles taken out, for the questions in the fit are English.
"""


def refusal(
    question: Question, ranked: Sequence[Ranked], caution: AbstentionThreshold = AbstentionThreshold.NORMAL
) -> Refusal | None:
    """Why the question is not answered from the `ranked` candidates; `None` when it is."""
    if question.is_small_talk:
        return Refusal.NOT_A_QUESTION
    if not ranked or not is_confident(question, ranked[0], caution):
        return Refusal.NOT_FOUND
    return None


def is_confident(question: Question, ranked: Ranked, caution: AbstentionThreshold = AbstentionThreshold.NORMAL) -> bool:
    """Whether the candidate is likely enough to hold the answer."""
    return probability(question, ranked) >= MIN_PROBABILITY[caution]


def probability(question: Question, ranked: Ranked) -> float:
    """How likely the candidate holds the answer, from 0 to 1."""
    found = answerability_features(question, ranked)
    odds = CONSTANT + sum(sign * weight for sign, weight in zip(found, WEIGHTS, strict=True))
    return 1 / (1 + exp(-odds))


def answerability_features(question: Question, ranked: Ranked) -> AnswerabilityFeatures:
    """What of a candidate says that it answers at all."""
    signs = ranked.signs
    has_kind = signs.number or signs.time or signs.place
    return AnswerabilityFeatures(
        score=ranked.candidate.score / ranked.asked,
        around=signs.around,
        titled=signs.titled,
        passage_family=signs.passage_family,
        written=signs.written,
        near=signs.near,
        side_by_side=signs.side_by_side,
        small_words=signs.small_words,
        predicate=signs.predicate,
        names=signs.names,
        pairs=sum(is_unspaced(need.text) for need in question.needs) / len(question.needs),
        lacks_kind=float(question.kind in MEASURABLE and not has_kind),
        lacks_attribute=1 - signs.attribute,
    )

"""Does the best candidate answer the question at all? Its features → a probability, and a refusal when it is low.

BM25 scores of different questions cannot be compared, but their shares of the question's total weight can, words that
no article has included. The other features say how much of the question the best sentence and its surroundings match.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from math import exp
from typing import NamedTuple

from retrieval.analysis.tokenizer import is_unspaced
from retrieval.answers import Refusal
from retrieval.query.answer_type import AnswerType
from retrieval.query.parser import Question
from retrieval.ranking.reranker import Ranked

MEASURABLE = frozenset({AnswerType.NUMBER, AnswerType.TIME, AnswerType.PLACE})
"""The kinds of answer whose absence from a sentence can be detected reliably enough to count against it."""


class AbstentionThreshold(StrEnum):
    """How probable an answer must be to be given: the more cautious, the more questions are refused."""

    CAUTIOUS = "cautious"
    NORMAL = "normal"
    EAGER = "eager"


MIN_PROBABILITY: Mapping[AbstentionThreshold, float] = {
    AbstentionThreshold.CAUTIOUS: 0.65,
    AbstentionThreshold.NORMAL: 0.5,
    AbstentionThreshold.EAGER: 0.3,
}
"""The lowest probability at which a candidate counts as an answer."""


class AnswerabilityFeatures(NamedTuple):
    """The inputs of the logistic regression; those without a comment are as in `features.py`."""

    score: float  # the passage's BM25 score, as a share of the question's total weight
    titled: float
    above: float
    heading_asked: float
    passage_family: float
    written: float
    near: float
    side_by_side: float
    predicate: float
    names: float
    pairs: float  # share of the query terms that are pairs of letters of an unspaced script, many of them no words
    lacks_kind: float  # 1 when a number, time or place is asked for and the sentence has none
    lacks_attribute: float  # 1 when an attribute is asked for that is not there


WEIGHTS = AnswerabilityFeatures(
    score=1.64,
    titled=1.29,
    above=1.37,
    heading_asked=1.03,
    passage_family=0.71,
    written=0.47,
    near=0.77,
    side_by_side=0.84,
    predicate=0.78,
    names=0.56,
    pairs=1.80,
    lacks_kind=-0.16,
    lacks_attribute=-0.64,
)
CONSTANT = -3.51
"""Logistic regression by `benchmarks/fit`, 28 November 2026.

`pairs` was set by hand on xquad-zh with half of its articles left out, because the questions in the fit are English.
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
    """Whether the candidate is probable enough to be quoted as an answer."""
    return probability(question, ranked) >= MIN_PROBABILITY[caution]


def probability(question: Question, ranked: Ranked) -> float:
    """The probability that the candidate answers the question, from 0 to 1."""
    if ranked.answerability is not None:
        return ranked.answerability
    values = answerability_features(question, ranked)
    log_odds = CONSTANT + sum(value * weight for value, weight in zip(values, WEIGHTS, strict=True))
    return 1 / (1 + exp(-log_odds))


def answerability_features(question: Question, ranked: Ranked) -> AnswerabilityFeatures:
    """The features of the answerability model for one candidate."""
    found = ranked.features
    has_kind = found["number"] or found["time"] or found["place"]
    return AnswerabilityFeatures(
        score=ranked.candidate.score / ranked.question_weight,
        titled=found["titled"],
        above=found["above"],
        heading_asked=found["heading_asked"],
        passage_family=found["passage_family"],
        written=found["written"],
        near=found["near"],
        side_by_side=found["side_by_side"],
        predicate=found["predicate"],
        names=found["names"],
        pairs=sum(is_unspaced(query_term.text) for query_term in question.query_terms) / len(question.query_terms),
        lacks_kind=float(question.answer_type in MEASURABLE and not has_kind),
        lacks_attribute=1 - found["attribute"],
    )

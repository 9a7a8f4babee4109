"""Why are the candidates in this order? Ranked candidates → the features that put each before the next one."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from retrieval.query.parser import Question
from retrieval.ranking.confidence import MIN_PROBABILITY, AbstentionThreshold, probability
from retrieval.ranking.features import Features
from retrieval.ranking.reranker import Ranked, weights_for
from retrieval.records import Source

SMALLEST_REASON = 0.05  # log-odds; smaller contributions are left out


class Reason(NamedTuple):
    """A feature, and how far it puts a candidate before the next one (behind it when negative), in log-odds.

    The more of the feature, the better where its `weight` is positive, and the worse where it is negative.
    """

    feature: str
    log_odds: float
    weight: float


class Explanation(NamedTuple):
    """A candidate's source and best sentence, the probability that it answers, and why it is before the next one.

    It is quoted where its `chance` is at least what is `needed`.
    """

    source: Source
    sentence: str
    chance: float
    needed: float
    ahead: float | None  # log-odds; `None` for the last candidate
    reasons: tuple[Reason, ...]  # the strongest first


def explanations(
    question: Question,
    ranked: Sequence[Ranked],
    *,
    limit: int,
    caution: AbstentionThreshold = AbstentionThreshold.NORMAL,
) -> tuple[Explanation, ...]:
    """One explanation for each of the first `limit` candidates, compared with the one that follows it."""
    pairs = pairwise([*ranked, None])
    needed, weights = MIN_PROBABILITY[caution], weights_for([each.candidate for each in ranked])
    return tuple(_explanation(question, here, following, needed, weights) for here, following in pairs if here)[:limit]


def _explanation(
    question: Question, here: Ranked, following: Ranked | None, needed: float, weights: Mapping[str, float]
) -> Explanation:
    article = here.candidate.passage.article
    reasons = _reasons(here.features, following.features, weights) if following else []
    return Explanation(
        article.source,
        here.sentence.of(article.version.text),
        probability(question, here),
        needed,
        here.log_odds - following.log_odds if following else None,
        tuple(sorted(reasons, key=lambda reason: -abs(reason.log_odds))),
    )


def _reasons(here: Features, following: Features, weights: Mapping[str, float]) -> list[Reason]:
    reasons = (Reason(name, (here[name] - following[name]) * weight, weight) for name, weight in weights.items())
    return [reason for reason in reasons if abs(reason.log_odds) >= SMALLEST_REASON]

"""Which candidate answers, now that a model has read them? Lexical scores and logits → a new order and confidence.

The order is by a conditional logit over two scores: the lexical log-odds, standardised over the candidates that were
read, and the model's logit. Whether there is an answer is a logistic regression over three: the lexical log-odds of an
answer, the logit, and how far the best candidate's logit is above the next one's.
"""

from collections.abc import Mapping, Sequence
from math import exp, log
from statistics import fmean, pstdev
from typing import Final, NamedTuple

from retrieval.query.parser import Question
from retrieval.ranking.confidence import probability
from retrieval.ranking.reranker import Ranked

READ: Final = 12  # candidates that are read
CERTAINTY: Final = 1e-9  # probabilities nearer to 0 or 1 count as this near
LEXICAL_WEIGHT: Final = 0.73  # of a standard deviation of the lexical log-odds
LOGIT_WEIGHT: Final = 0.46

Logits = Mapping[int, float]
"""The logits of the candidates that were read, by their places in the lexical order."""


class ReadFeatures(NamedTuple):
    """The inputs of the logistic regression, for one candidate that was read."""

    lexical: float  # log-odds that it answers, as `ranking/confidence.py` has them
    logit: float
    margin: float  # of the question: the best candidate's logit minus the highest of the others


REFUSAL_WEIGHTS: Final = ReadFeatures(lexical=0.34, logit=0.31, margin=0.01)
REFUSAL_CONSTANT: Final = 0.80
"""Fitted by `benchmarks/fit/cross_encoder.py` with 120 questions of each kind of library, 28 November 2026, for
ms-marco-MiniLM-L-12 as int8. The margin adds nothing to the other two, so it hardly counts.
"""

SURE_PROBABILITY: Final = 0.9
SURE_MARGIN: Final = 2.0  # log-odds by which the best candidate is before the second
HOPELESS_PROBABILITY: Final = 0.1
"""At or beyond these the lexical order and refusal stand, and no candidate is read.

On the questions of the fit that costs no first place and one right refusal of 164, and a third need no reading.
"""


def is_unsure(question: Question, ranked: Sequence[Ranked]) -> bool:
    """Whether a second reading may change the answer: the lexical reader is sure neither of it nor of refusal."""
    if question.is_small_talk or not ranked:
        return False
    chance = probability(question, ranked[0])
    margin = ranked[0].log_odds - ranked[1].log_odds if len(ranked) > 1 else SURE_MARGIN
    return chance > HOPELESS_PROBABILITY and (chance < SURE_PROBABILITY or margin < SURE_MARGIN)


def combined(question: Question, ranked: Sequence[Ranked], logits: Logits) -> tuple[Ranked, ...]:
    """The candidates, best first, by both readings, each that was read with the probability that it answers.

    A candidate that was not read counts like the least relevant one that was. Equal candidates keep their order.
    """
    if not logits:
        return tuple(ranked)
    log_odds = combined_log_odds([each.log_odds for each in ranked], logits)
    order = sorted(range(len(ranked)), key=lambda place: -log_odds[place])
    margin = logit_margin(order, logits)
    return tuple(
        ranked[place]._replace(
            log_odds=log_odds[place],
            answerability=_answerability(question, ranked[place], logits[place], margin) if place in logits else None,
        )
        for place in order
    )


def combined_log_odds(lexical: Sequence[float], logits: Logits) -> Sequence[float]:
    """The log-odds of each candidate by both readings; `lexical` are those of the ranking, best first."""
    read = [lexical[place] for place in logits]
    mean, spread, lowest = fmean(read), pstdev(read) or 1.0, min(logits.values())
    return [
        LEXICAL_WEIGHT * (each - mean) / spread + LOGIT_WEIGHT * logits.get(place, lowest)
        for place, each in enumerate(lexical)
    ]


def logit_margin(order: Sequence[int], logits: Logits) -> float:
    """The logit of the best candidate in `order` that was read, minus the highest of the others; 0 without others."""
    best, *others = (logits[place] for place in order if place in logits)
    return best - max(others) if others else 0.0


def lexical_log_odds(question: Question, candidate: Ranked) -> float:
    """The lexical log-odds that the candidate answers."""
    chance = min(max(probability(question, candidate), CERTAINTY), 1 - CERTAINTY)
    return log(chance / (1 - chance))


def _answerability(question: Question, candidate: Ranked, logit: float, margin: float) -> float:
    features = ReadFeatures(lexical_log_odds(question, candidate), logit, margin)
    odds = REFUSAL_CONSTANT + sum(value * weight for value, weight in zip(features, REFUSAL_WEIGHTS, strict=True))
    return 1 / (1 + exp(-odds))

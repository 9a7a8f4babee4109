"""Which of the candidates answers best? Their order by the signs of their best sentence."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from retrieval.index import Index
from retrieval.question import Need, Question
from retrieval.records import Candidate, Span
from retrieval.signs import Signs, signs

TOGETHER = 0.6  # of its weight is what a need loses that always stands with its neighbour
WEIGHTS = Signs(
    sentence=2.1,
    around=2.8,
    passage=1.6,
    article=0.5,
    written=2.6,
    near=0.8,
    in_order=0.4,
    predicate=1.1,
    attribute=0.2,
    number=1.1,
    time=2.0,
    name=0.8,
    place=1.2,
    bm25=3.3,
)
"""What each sign adds to a sentence's rank, in log-odds of being the one that answers.

A conditional logit by `benchmarks/fit.py`, 23 November 2026, on 30 libraries of five articles each, drawn from
squadshifts-new_wiki.
"""


class Ranked(NamedTuple):
    """A candidate's best sentence, the signs that speak for it, and their weighted sum."""

    candidate: Candidate
    sentence: Span
    signs: Signs
    rank: float


def rank(question: Question, candidates: Sequence[Candidate], index: Index) -> tuple[Ranked, ...]:
    """The candidates with their best sentence each, best first; ties keep the candidates' order."""
    if not candidates:
        return ()
    best_score = max(candidate.score for candidate in candidates)
    weights = need_weights(question, index, candidates)
    ranked = [_best(question, candidate, weights, best_score) for candidate in candidates]
    return tuple(sorted(ranked, key=lambda each: -each.rank))


def need_weights(question: Question, index: Index, candidates: Sequence[Candidate]) -> dict[Need, float]:
    """How much each need tells: as its easiest option, which tells as much as its rarest term.

    A need that stands wherever its neighbour does, as the words of a name do, tells little that the neighbour does not.
    """
    passages = [index.terms_of(candidate.passage) for candidate in candidates]
    meeting = [{place for place, terms in enumerate(passages) if need.met_by(terms)} for need in question.needs]
    together = [0.0, *(overlap(before, here) for before, here in pairwise(meeting))]
    return {
        need: need.lightness
        * min(max(index.idf(term) for term in option) for option in need.options)
        * (1 - TOGETHER * share)
        for need, share in zip(question.needs, together, strict=True)
    }


def overlap(left: set[int], right: set[int]) -> float:
    """Jaccard's similarity: how many both have, as a share of what either has; 0 when there are none."""
    return len(left & right) / len(left | right) if left | right else 0.0


def _best(question: Question, candidate: Candidate, weights: dict[Need, float], best_score: float) -> Ranked:
    """The candidate with its best sentence; of equal ones the first."""
    judged = [
        Ranked(candidate, span, found, weighted(found))
        for span, found in signs(question, candidate, weights, best_score)
    ]
    return max(judged, key=lambda each: each.rank)


def weighted(found: Signs) -> float:
    """The rank of a sentence with these signs: their weighted sum."""
    return sum(sign * weight for sign, weight in zip(found, WEIGHTS, strict=True))

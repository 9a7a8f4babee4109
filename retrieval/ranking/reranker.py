"""Which of the candidates answers best? Their order by the signs of their sentences, the best of which is marked."""

from collections.abc import Sequence
from itertools import pairwise
from math import exp, log
from operator import mul
from typing import NamedTuple

from retrieval.analysis.sentence_tokens import terms_of
from retrieval.index.bm25 import Index
from retrieval.query.parser import Need, Question
from retrieval.ranking.features import Signs, signs
from retrieval.records import Candidate, Span

TOGETHER = 0.6  # of its weight is what a need loses that always stands with its neighbour
WEIGHTS = Signs(
    sentence=-1.19,
    around=2.96,
    so_far=3.68,
    passage=-10.03,
    titled=4.97,
    family=3.7,
    passage_family=2.37,
    written=1.31,
    passage_written=1.21,
    near=0.56,
    side_by_side=2.08,
    small_words=1.25,
    predicate=0.28,
    names=0.0,
    attribute=0.0,
    number=1.69,
    time=1.12,
    year=0.91,
    name=0.84,
    place=1.06,
    reason=1.66,
    bm25=2.28,
    article=2.28,
    late=-0.9,
    words=-0.52,
    passage_words=-1.11,
)
"""What each sign adds to a sentence's rank, in log-odds of being the one that answers.

A conditional logit by `benchmarks/fit`, 26 November 2026, on squadshifts-new_wiki, scifact-train, cranfield and med.
Shares of the same question are weighed together: what the passage meets counts against it where no single sentence, and
nothing as the question writes it, does. Refusal alone looks at the signs that have no weight here.
"""


class Ranked(NamedTuple):
    """A candidate's best sentence, the signs that speak for it, and the log-odds that the candidate answers."""

    candidate: Candidate
    sentence: Span
    signs: Signs
    rank: float
    asked: float = 1.0  # nats that the whole question tells


def rank(question: Question, candidates: Sequence[Candidate], index: Index) -> tuple[Ranked, ...]:
    """The candidates with their best sentence each, best first; ties keep the candidates' order."""
    if not candidates:
        return ()
    weights = need_weights(question, index, candidates)
    asked = sum(weights.values())
    found = zip(candidates, signs(question, candidates, weights), strict=True)
    ranked = [best_sentence(candidate, sentences)._replace(asked=asked) for candidate, sentences in found]
    return tuple(sorted(ranked, key=lambda each: -each.rank))


def need_weights(question: Question, index: Index, candidates: Sequence[Candidate]) -> dict[Need, float]:
    """How much each need tells: as its easiest option, which tells as much as its rarest term.

    A need that stands wherever its neighbour does, as the words of a name do, tells little that the neighbour does not.
    """
    passages = [terms_of(candidate.passage) for candidate in candidates]
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


def best_sentence(candidate: Candidate, sentences: Sequence[tuple[Span, Signs]], weights: Signs = WEIGHTS) -> Ranked:
    """The candidate with its best sentence, of equal ones the first, and the log-odds that any of them answers."""
    odds = [weighted(found, weights) for _, found in sentences]
    best = odds.index(max(odds))
    rank = odds[best] + log(sum(exp(each - odds[best]) for each in odds))
    return Ranked(candidate, *sentences[best], rank)


def weighted(found: Signs, weights: Signs = WEIGHTS) -> float:
    """The log-odds of a sentence with these signs: their weighted sum."""
    return float(sum(map(mul, found, weights)))

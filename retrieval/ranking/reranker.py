"""Which of the candidates answers best? Features of sentences → the order of the candidates.

The score of a sentence is a weighted sum of its features, by a conditional logit: the log-odds that it is the one that
answers the question.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import exp, log
from operator import mul
from typing import NamedTuple

from retrieval.analysis.sentence_tokens import distinct_terms
from retrieval.deadline import Deadline
from retrieval.index.bm25 import Index
from retrieval.query.parser import QueryTerm, Question
from retrieval.ranking.commonness import general_idf
from retrieval.ranking.features import Features, features
from retrieval.records import Candidate, Span

REDUNDANCY = 0.6  # share of its weight that a query term loses that always occurs with its neighbour
WEIGHTS: Mapping[str, float] = {
    "sentence": -2.15,
    "around": 0.80,
    "so_far": 1.73,
    "passage": -4.74,
    "titled": 1.44,
    "above": 1.12,
    "with_above": 2.25,
    "heading": -2.38,
    "heading_asked": 0.69,
    "family": 3.22,
    "passage_family": 1.82,
    "written": -0.26,
    "passage_written": 1.56,
    "near": 1.01,
    "side_by_side": 0.87,
    "small_words": 2.20,
    "predicate": 0.04,
    "number": 2.28,
    "time": 1.19,
    "year": 0.82,
    "name": 1.26,
    "place": 0.96,
    "reason": 1.72,
    "bm25": 3.96,
    "article": 0.25,
    "late": -0.26,
    "words": -0.66,
    "passage_words": -0.45,
    "subject": 3.82,
    "fragments": -2.22,
}
"""What each feature adds to a sentence's log-odds, times its value; a feature that is not here adds nothing.

A conditional logit by `benchmarks/fit`, 28 November 2026, on squadshifts-new_wiki, scifact-train, cranfield, med and
the questions in `benchmarks/communities/questions` and `benchmarks/questions_on_seeds.jsonl`. Shares of the same
question are weighed together: what the passage matches counts against it where no single sentence, and nothing as the
question writes it, does. A match in the nearest heading counts for less than one in any other, unless the heading says
what is asked and no more. `names` and `attribute` have no weight: only `confidence.py` uses them.
"""

PROSE_WEIGHTS: Mapping[str, float] = {
    "sentence": -3.38,
    "around": 2.31,
    "so_far": 2.7,
    "passage": -6.0,
    "titled": 1.17,
    "above": 0.89,
    "with_above": 3.33,
    "heading": -0.73,
    "heading_asked": 1.42,
    "family": 3.51,
    "passage_family": 1.79,
    "written": 0.48,
    "passage_written": 1.95,
    "near": 1.04,
    "side_by_side": 1.46,
    "small_words": 1.91,
    "predicate": -0.38,
    "number": 2.51,
    "time": 1.58,
    "year": 0.69,
    "name": 1.02,
    "place": 1.54,
    "reason": 0.82,
    "bm25": 3.55,
    "article": 0.33,
    "late": -0.38,
    "words": -0.39,
    "passage_words": -0.67,
}
"""The same for articles without headings, where a title is of a whole article and says less of a passage.

Fitted alike, 28 November 2026, with documentation counting as much as squadshifts-new_wiki, before there were `subject`
and `fragments`, which therefore do not count.
"""


class Ranked(NamedTuple):
    """A candidate with its best sentence, that sentence's features, and the log-odds that the candidate answers.

    `answerability` is the probability that it answers, where a cross-encoder has read it.
    """

    candidate: Candidate
    sentence: Span
    features: Features
    log_odds: float
    question_weight: float = 1.0  # nats; the sum of the weights of the question's terms
    answerability: float | None = None


def rank(
    question: Question, candidates: Sequence[Candidate], index: Index, deadline: Deadline | None = None
) -> tuple[Ranked, ...]:
    """The candidates with their best sentences, best first; ties keep the order of `candidates`.

    At the deadline only the first of the candidates are ranked: at least one, and as many as there was time for.
    """
    if not candidates:
        return ()
    weights, of_terms = weights_for(candidates), term_weights(question, index, candidates)
    total = sum(of_terms.values())
    ranked: list[Ranked] = []
    for candidate, sentences in zip(candidates, features(question, candidates, of_terms), strict=True):
        ranked.append(best_sentence(candidate, sentences, weights)._replace(question_weight=total))
        if deadline and deadline.is_over:
            break
    return tuple(sorted(ranked, key=lambda each: -each.log_odds))


def weights_for(candidates: Sequence[Candidate]) -> Mapping[str, float]:
    """The weights for these candidates: most stand below headings, or they are prose."""
    below_headings = sum(bool(candidate.passage.section) for candidate in candidates)
    return WEIGHTS if 2 * below_headings > len(candidates) else PROSE_WEIGHTS


def term_weights(question: Question, index: Index, candidates: Sequence[Candidate]) -> dict[QueryTerm, float]:
    """The weight of each query term, in nats: the lowest of its alternatives, each as high as its rarest term's idf.

    A query term that occurs wherever its neighbour does, as the parts of a name do, adds little to it and weighs less.
    A common word weighs no more than in general language.
    """
    passages = [distinct_terms(candidate.passage) for candidate in candidates]
    matching = [
        {number for number, terms in enumerate(passages) if query_term.is_matched_by(terms)}
        for query_term in question.query_terms
    ]
    overlaps = [0.0, *(jaccard(before, here) for before, here in pairwise(matching))]
    return {
        query_term: query_term.weight * _idf(query_term, question.language, index) * (1 - REDUNDANCY * overlap)
        for query_term, overlap in zip(question.query_terms, overlaps, strict=True)
    }


def _idf(query_term: QueryTerm, language: str, index: Index) -> float:
    """The lowest idf of its alternatives; a word that is no name tells no more than it does in general language."""
    own = min(max(index.idf(term) for term in option) for option in query_term.alternatives)
    return own if query_term.is_name else min(own, general_idf(query_term.text, language))


def jaccard(left: set[int], right: set[int]) -> float:
    """Jaccard's similarity: the size of the intersection as a share of the union's; 0 when both are empty."""
    return len(left & right) / len(left | right) if left | right else 0.0


def best_sentence(
    candidate: Candidate, sentences: Sequence[tuple[Span, Features]], weights: Mapping[str, float] = WEIGHTS
) -> Ranked:
    """The candidate with its best sentence, the first of equals, and the log-odds that any of its sentences answers."""
    odds = [log_odds(of_sentence, weights) for _, of_sentence in sentences]
    best = odds.index(max(odds))
    any_of_them = odds[best] + log(sum(exp(each - odds[best]) for each in odds))
    return Ranked(candidate, *sentences[best], any_of_them)


def log_odds(of_sentence: Features, weights: Mapping[str, float] = WEIGHTS) -> float:
    """The log-odds that a sentence with these features answers: their weighted sum."""
    return float(sum(map(mul, map(of_sentence.__getitem__, weights), weights.values())))

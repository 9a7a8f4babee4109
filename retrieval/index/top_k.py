"""Which passages of one segment score best for a question? Dynamic pruning over postings, in numpy.

Called by `retrieval.index.bm25` for each segment. One score accumulator per thread, as long as the longest segment so
far, is zeroed sparsely after each query: a query costs time in proportion to its postings, not to the segment.
"""

from collections.abc import Sequence
from itertools import accumulate
from math import inf
from threading import local
from typing import NamedTuple, Protocol

import numpy as np

from retrieval.index.segment import Postings
from retrieval.index.string_table import Array

UNPRUNED_POSTINGS = 1 << 16  # postings added before the threshold is first computed, which costs a partial sort
ROUNDING = 1 + 1e-9  # an upper bound is this much larger, as a sum of scores may round above the sum of their bounds


class WeightedPostings(NamedTuple):
    """A term's postings in a segment (at least one), and an upper bound of what it adds to a score.

    The bound is times · (k1 + 1) · idf: the saturating factor freq / (freq + norm) stays below 1.
    """

    postings: Postings
    weight: float


class LengthNorms(NamedTuple):
    """The length of each passage of a segment, in terms, and the length norm by length: k1 · (1 − b + b · dl / avgdl).

    Shapes: `lengths` has an item per passage; `by_length` one per length, from 0 to at least the longest.
    """

    lengths: Array
    by_length: Array

    def of_docs(self, doc_ids: Array) -> Array:
        """The length norm of each of these passages."""
        return self.by_length.take(self.lengths.take(doc_ids))


class ScoredDocs(NamedTuple):
    """Doc ids of passages, and the score of each, in parallel arrays."""

    doc_ids: Array
    scores: Array


class TopK(Protocol):
    """An implementation of `top_k`: in numpy below, or in machine code in `retrieval.index.top_k_numba`."""

    def __call__(
        self, terms: Sequence[WeightedPostings], norms: LengthNorms, k: int, *, min_score: float
    ) -> ScoredDocs:
        """The `k` best passages that score at least `min_score`; see `top_k`."""


def top_k(terms: Sequence[WeightedPostings], norms: LengthNorms, k: int, *, min_score: float) -> ScoredDocs:
    """The `k` best passages that score at least `min_score`, and all that tie with the last of them, in any order.

    `terms` come by weight, descending. MaxScore (Turtle & Flood, *Query evaluation: strategies and optimizations*,
    Information Processing & Management 31, 1995), term at a time: once the remaining terms together cannot lift a new
    passage over the threshold, their postings are only looked up for the passages already in the accumulator.
    """
    accumulator, added = _pool.take(len(norms.lengths)), 0
    for term, bound in zip(terms, upper_bounds(terms), strict=True):
        added += len(term.postings.doc_ids)
        threshold = max(min_score, accumulator.kth_score(k)) if added > UNPRUNED_POSTINGS else min_score
        if bound < threshold:
            accumulator.prune(threshold - bound)
            accumulator.add_to_present(term, norms)
        else:
            accumulator.add(term, norms)
    found = accumulator.drain()
    _pool.accumulator = accumulator
    return scoring_at_least(max(min_score, kth_score(found.scores, k)), found)


def upper_bounds(terms: Sequence[WeightedPostings]) -> list[float]:
    """For each term, the most that it and all terms after it can add to one score together."""
    return [*accumulate(term.weight * ROUNDING for term in reversed(terms))][::-1]


def term_scores(term: WeightedPostings, norms: LengthNorms) -> Array:
    """What the term adds to the score of each of its passages: weight · freq / (freq + norm)."""
    doc_ids, freqs = term.postings
    return np.asarray(term.weight * freqs / (freqs + norms.of_docs(doc_ids)))


def kth_score(scores: Array, k: int) -> float:
    """The `k`th best score; −∞ where there are fewer."""
    return float(np.partition(scores, -k)[-k]) if 0 < k <= len(scores) else -inf


def scoring_at_least(min_score: float, docs: ScoredDocs) -> ScoredDocs:
    """Those of `docs` that score at least `min_score`, in the same order."""
    is_enough = docs.scores >= min_score
    return ScoredDocs(docs.doc_ids[is_enough], docs.scores[is_enough])


class Accumulator:
    """Partial scores by doc id, for segments of at most `size` passages; a passage is present once its score is > 0."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._scores = np.zeros(size)
        self._present: list[Array] = []  # disjoint parts, joined when they are next read

    def add(self, term: WeightedPostings, norms: LengthNorms) -> None:
        """Add the term's scores to all passages that have it."""
        doc_ids = term.postings.doc_ids.astype(np.intp)
        before = self._scores.take(doc_ids)
        self._present.append(doc_ids[before == 0])
        self._scores[doc_ids] = before + term_scores(term, norms)

    def add_to_present(self, term: WeightedPostings, norms: LengthNorms) -> None:
        """Add the term's scores to the passages that are present, by binary search in its postings."""
        present, (doc_ids, freqs) = self._present_ids(), term.postings
        at = np.searchsorted(doc_ids[:-1], present.astype(doc_ids.dtype))  # without the last: `at` stays an index
        has_term = np.flatnonzero(doc_ids[at] == present)
        common = term._replace(postings=Postings(present[has_term], freqs[at[has_term]]))
        self._scores[present[has_term]] += term_scores(common, norms)

    def kth_score(self, k: int) -> float:
        """The `k`th best score so far; −∞ where fewer passages are present."""
        return kth_score(self._scores.take(self._present_ids()), k)

    def prune(self, min_score: float) -> None:
        """Drop the passages whose score so far is below `min_score`."""
        present = self._present_ids()
        is_enough = self._scores.take(present) >= min_score
        self._scores[present[~is_enough]] = 0
        self._present = [present[is_enough]]

    def drain(self) -> ScoredDocs:
        """Return all passages that are present with their scores, and reset the accumulator to zero."""
        present = self._present_ids()
        scores = self._scores.take(present)
        self._scores[present], self._present = 0, []
        return ScoredDocs(present, scores)

    def _present_ids(self) -> Array:
        if len(self._present) != 1:
            self._present = [np.concatenate([np.empty(0, dtype=np.intp), *self._present])]
        return self._present[0]


class _AccumulatorPool(local):
    """Keeps each thread's accumulator between queries."""

    accumulator = Accumulator(0)

    def take(self, size: int) -> Accumulator:
        """An empty accumulator for `size` passages; it is put back after the query, and lost if the query fails."""
        accumulator, self.accumulator = self.accumulator, Accumulator(0)
        return accumulator if accumulator.size >= size else Accumulator(size)


_pool = _AccumulatorPool()

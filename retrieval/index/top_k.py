"""Which passages of a segment have the best sums of what the terms of a question add to them? Found with numpy.

A place for sums is as long as a segment and is used over and over, for all sums in it are zero between two questions:
so what a question costs grows with its postings, not with the segment.
"""

from collections.abc import Sequence
from itertools import accumulate
from math import inf
from threading import local
from typing import NamedTuple, Protocol

import numpy as np

from retrieval.index.segment import Postings
from retrieval.index.string_table import Array

UNPRUNED_POSTINGS = 1 << 16  # postings that are added up without a look at whether they matter
ROUNDING = 1 + 1e-9  # what sums of scores may lack of the sum of their bounds


class WeightedPostings(NamedTuple):
    """A term's postings in a segment, at least one, and the most that it can add to a score."""

    postings: Postings
    weight: float


class LengthNorms(NamedTuple):
    """How many terms each passage of a segment has, and what each such length comes to in the equation."""

    lengths: Array
    by_length: Array

    def of_docs(self, places: Array) -> Array:
        """What the lengths of these passages come to."""
        return self.by_length.take(self.lengths.take(places))


class ScoredDocs(NamedTuple):
    """Passages by their numbers, and their scores."""

    doc_ids: Array
    scores: Array


class TopK(Protocol):
    """An implementation of `top_k`: in numpy below, or in machine code, see `retrieval.index.top_k_numba`."""

    def __call__(self, terms: Sequence[WeightedPostings], norms: LengthNorms, n: int, *, least: float) -> ScoredDocs:
        """The `n` best passages that score at least `least`; see `top_k`."""


def top_k(terms: Sequence[WeightedPostings], norms: LengthNorms, n: int, *, least: float) -> ScoredDocs:
    """The `n` best passages that score at least `least`, and any that score like the last of them, in any order.

    The terms come by weight, the heaviest first. As soon as those that are left could not even together lift another
    passage among the best, their postings are only looked up for the passages that are there: MaxScore, by Turtle &
    Flood, *Query evaluation: strategies and optimizations*, Information Processing & Management 31, 1995.
    """
    sums, seen = _pool.emptied(len(norms.lengths)), 0
    for term, could_add in zip(terms, upper_bounds(terms), strict=True):
        seen += len(term.postings.doc_ids)
        enough = max(least, sums.kth_score(n)) if seen > UNPRUNED_POSTINGS else least
        if could_add < enough:
            sums.prune(enough - could_add)
            sums.add_to_present(term, norms)
        else:
            sums.add(term, norms)
    found = sums.drain()
    _pool.sums = sums
    return scoring_at_least(max(least, kth_score(found.scores, n)), found)


def upper_bounds(terms: Sequence[WeightedPostings]) -> list[float]:
    """The most that each term and those after it can add together."""
    return [*accumulate(term.weight * ROUNDING for term in reversed(terms))][::-1]


def term_scores(term: WeightedPostings, norms: LengthNorms) -> Array:
    """What the term adds to the score of each of its passages."""
    places, counts = term.postings
    return np.asarray(term.weight * counts / (counts + norms.of_docs(places)))


def kth_score(scores: Array, n: int) -> float:
    """The `n`th best score; less than any score where there are fewer."""
    return float(np.partition(scores, -n)[-n]) if 0 < n <= len(scores) else -inf


def scoring_at_least(least: float, found: ScoredDocs) -> ScoredDocs:
    """Those that score at least so much."""
    kept = found.scores >= least
    return ScoredDocs(found.doc_ids[kept], found.scores[kept])


class Accumulator:
    """Sums of what terms add to passages, for segments of at most `size` passages."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._sums = np.zeros(size)
        self._found: list[Array] = []

    def add(self, term: WeightedPostings, norms: LengthNorms) -> None:
        """Add to all passages that have the term."""
        places = term.postings.doc_ids.astype(np.intp)
        before = self._sums.take(places)
        self._found.append(places[before == 0])
        self._sums[places] = before + term_scores(term, norms)

    def add_to_present(self, term: WeightedPostings, norms: LengthNorms) -> None:
        """Add to those that have a sum already, and to no other."""
        numbers, (places, counts) = self._numbers(), term.postings
        at = np.searchsorted(places[:-1], numbers.astype(places.dtype))  # the last one where it is none before
        has = np.flatnonzero(places[at] == numbers)
        common = term._replace(postings=Postings(numbers[has], counts[at[has]]))
        self._sums[numbers[has]] += term_scores(common, norms)

    def kth_score(self, n: int) -> float:
        """The `n`th best sum; less than any where there are fewer."""
        return kth_score(self._sums.take(self._numbers()), n)

    def prune(self, least: float) -> None:
        """Forget the sums that are less than this."""
        numbers = self._numbers()
        kept = self._sums.take(numbers) >= least
        self._sums[numbers[~kept]] = 0
        self._found = [numbers[kept]]

    def drain(self) -> ScoredDocs:
        """The passages that have a sum; then none has."""
        numbers = self._numbers()
        scores = self._sums.take(numbers)
        self._sums[numbers], self._found = 0, []
        return ScoredDocs(numbers, scores)

    def _numbers(self) -> Array:
        if len(self._found) != 1:
            self._found = [np.concatenate([np.empty(0, dtype=np.intp), *self._found])]
        return self._found[0]


class _AccumulatorPool(local):
    """Where each thread keeps its sums from question to question."""

    sums = Accumulator(0)

    def emptied(self, size: int) -> Accumulator:
        """The sums, for as many passages; they are out of the room until a question has come to its end."""
        sums, self.sums = self.sums, Accumulator(0)
        return sums if sums.size >= size else Accumulator(size)


_pool = _AccumulatorPool()

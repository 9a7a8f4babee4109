"""Which passages of one segment score best for a question? As `retrieval.index.top_k`, in machine code by numba.

Doc ids are processed one window after another, so that the scores of a window fit the processor's nearest cache; in
each, MaxScore skips postings that cannot matter. numba comes with the extra `fast` and takes most of a
second to load, so it is for the bot, not for a single question.
"""

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar, cast

import numba
import numpy as np

from retrieval.index.segment import Postings
from retrieval.index.string_table import Array
from retrieval.index.top_k import LengthNorms, ScoredDocs, WeightedPostings, upper_bounds
from retrieval.progress import ProgressCallback

WINDOW = 1 << 13  # passages, with a score of 8 bytes each
SEARCH_RATIO = 16  # postings per passage present, above which each passage is searched for by bisection

DTYPES = ((np.uint8, np.uint8), (np.uint8, np.uint16), (np.uint16, np.uint16))
"""Pairs (freqs, lengths) of types that are compiled ahead: a freq is at most the length, so its type is no wider."""

Function = TypeVar("Function", bound=Callable[..., Any])


class _Query(NamedTuple):
    """The postings of all terms one after the other, weights and upper bounds by term, lengths by doc id, norms."""

    doc_ids: Array
    freqs: Array
    weights: Array
    bounds: Array
    lengths: Array
    norms: Array


class _Range(NamedTuple):
    """Part of a term's postings, half-open, as indexes into `_Query.doc_ids`."""

    term: int
    start: int
    end: int


class _Window(NamedTuple):
    """The doc ids from `first` on: scores by offset in the window, and the offsets of the passages that are present."""

    first: int
    scores: Array
    present: Array


class _Heap(NamedTuple):
    """The best passages so far as a binary heap, the worst at its root; doc id −1 is a free place."""

    scores: Array
    doc_ids: Array


def top_k(terms: Sequence[WeightedPostings], norms: LengthNorms, k: int, *, min_score: float) -> ScoredDocs:
    """The `k` best passages that score at least `min_score`; of ties the lowest doc ids. See `top_k.top_k`."""
    query = _Query(
        np.concatenate([term.postings.doc_ids for term in terms]),
        np.concatenate([term.postings.freqs for term in terms]),
        np.array([term.weight for term in terms]),
        np.array(upper_bounds(terms)),
        _read_only(norms.lengths),
        norms.by_length,
    )
    starts = np.array([0, *accumulate(len(term.postings.doc_ids) for term in terms)])
    doc_ids, scores = _top_k(query, starts, k, min_score)
    return ScoredDocs(doc_ids, scores)


def make_ready(watch: ProgressCallback) -> None:
    """Compile the code for all `DTYPES`, or load it from numba's cache, so that no question waits for it."""
    for freqs, lengths in watch(DTYPES, "Compiling the search"):
        term = WeightedPostings(Postings(np.zeros(1, dtype=np.uint32), np.ones(1, dtype=freqs)), 1.0)
        top_k([term], LengthNorms(np.ones(1, dtype=lengths), np.ones(2)), 1, min_score=-np.inf)


def _read_only(values: Array) -> Array:
    """A read-only view, which a segment's file gives too: numba compiles another version for a writable array."""
    view = values.view()
    view.flags.writeable = False
    return view


def _compiled(function: Function) -> Function:
    """The function in machine code, cached beside the module or in the user's cache folder, else in memory alone."""
    try:
        return cast("Function", numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:  # neither folder is writable
        return cast("Function", numba.njit(nogil=True)(function))


@_compiled
def _top_k(query: _Query, starts: Array, k: int, min_score: float) -> tuple[Array, Array]:
    """Doc ids and scores of the best, in the order of the heap."""
    heap = _Heap(np.full(k, -np.inf), np.full(k, -1))
    scores, present = np.zeros(WINDOW), np.empty(WINDOW + 1, dtype=np.int64)
    at, ends = starts[:-1].copy(), starts[1:]
    essential = len(query.weights)
    for first in range(0, len(query.lengths), WINDOW):
        window, count = _Window(first, scores, present), 0
        threshold = max(min_score, heap.scores[0])
        while essential and query.bounds[essential - 1] < threshold:
            essential -= 1
        if not essential:
            break
        for term in range(essential):
            at[term], count = _add(query, _Range(term, at[term], ends[term]), window, count)
        if essential < len(query.weights):
            count = _prune(window, count, threshold - query.bounds[essential])
        for term in range(essential, len(query.weights)):
            start = _lower_bound(query.doc_ids, at[term], ends[term], first)
            at[term] = _lower_bound(query.doc_ids, start, ends[term], first + WINDOW)
            _add_to_present(query, _Range(term, start, at[term]), window, count)
        _drain(heap, window, count, min_score)
    is_used = heap.doc_ids >= 0
    return heap.doc_ids[is_used], heap.scores[is_used]


@_compiled
def _add(query: _Query, postings: _Range, window: _Window, count: int) -> tuple[int, int]:
    """Add a term's scores to all passages of the window; return the first posting behind it, and how many are present.

    `count` passages are present before. The write to `present` is free of branches, and so has one item of room
    behind the window's last.
    """
    term, at, end = postings
    first, scores, present = window
    weight = query.weights[term]
    while at < end:
        doc_id = query.doc_ids[at]
        offset = np.uint32(doc_id - first)
        if offset >= WINDOW:
            break
        before = scores[offset]
        present[count] = offset
        count += before == 0.0
        scores[offset] = before + _score(query, weight, at, doc_id)
        at += 1
    return at, count


@_compiled
def _prune(window: _Window, count: int, min_score: float) -> int:
    """Drop the passages whose score so far is below `min_score`; return how many are left."""
    _, scores, present = window
    left = 0
    for which in range(count):
        offset = present[which]
        present[left] = offset
        if scores[offset] >= min_score:
            left += 1
        else:
            scores[offset] = 0.0
    return left


@_compiled
def _add_to_present(query: _Query, postings: _Range, window: _Window, count: int) -> None:
    """Add a term's scores to the passages that are present: by bisection if they are few, else by reading all."""
    term, start, end = postings
    first, scores, present = window
    weight = query.weights[term]
    if end - start > SEARCH_RATIO * count:
        for offset in present[:count]:
            at = _lower_bound(query.doc_ids, start, end, first + offset)
            if at < end and query.doc_ids[at] == first + offset:
                scores[offset] += _score(query, weight, at, first + offset)
    else:
        for at in range(start, end):
            doc_id = query.doc_ids[at]
            offset = np.uint32(doc_id - first)
            if scores[offset] > 0.0:
                scores[offset] += _score(query, weight, at, doc_id)


@_compiled
def _score(query: _Query, weight: float, at: int, doc_id: int) -> float:
    """What the posting at index `at` adds to its passage's score: weight · freq / (freq + norm)."""
    freq = float(query.freqs[at])
    return weight * freq / (freq + float(query.norms[query.lengths[doc_id]]))


@_compiled
def _lower_bound(doc_ids: Array, start: int, end: int, doc_id: int) -> int:
    """Binary search: index of the first posting in [start, end) with at least this doc id, else `end`."""
    while start < end:
        middle = (start + end) // 2
        if doc_ids[middle] < doc_id:
            start = middle + 1
        else:
            end = middle
    return start


@_compiled
def _drain(heap: _Heap, window: _Window, count: int, min_score: float) -> None:
    """Put the passages that score well enough on the heap, and reset the window's scores to zero."""
    first, scores, present = window
    for offset in present[:count]:
        score, doc_id = scores[offset], first + offset
        scores[offset] = 0.0
        if score >= min_score and _is_worse(heap.scores[0], heap.doc_ids[0], score, doc_id):
            _replace_root(heap, score, doc_id)


@_compiled
def _replace_root(heap: _Heap, score: float, doc_id: int) -> None:
    """Replace the worst passage by this one, which is sifted down to its place."""
    scores, doc_ids = heap
    at, child = 0, 1
    while child < len(scores):
        sibling = child + 1
        if sibling < len(scores) and _is_worse(scores[sibling], doc_ids[sibling], scores[child], doc_ids[child]):
            child = sibling
        if not _is_worse(scores[child], doc_ids[child], score, doc_id):
            break
        scores[at], doc_ids[at] = scores[child], doc_ids[child]
        at, child = child, 2 * child + 1
    scores[at], doc_ids[at] = score, doc_id


@_compiled
def _is_worse(score: float, doc_id: int, other_score: float, other_doc_id: int) -> bool:
    """Whether the first of two passages ranks behind the second: a lower score, or the same and a higher doc id."""
    return score < other_score or (score == other_score and doc_id > other_doc_id)

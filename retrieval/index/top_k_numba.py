"""Which passages of a segment have the best sums? Found as in `top_k`, in machine code that numba makes.

The passages are gone through a window at a time, so that the sums are as many as the nearest cache of the processor
holds. numba comes with the extra `fast`; loading it takes most of a second, so it is for those who ask much.
"""

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar, cast

import numba
import numpy as np

from retrieval.index.segment import Postings
from retrieval.index.string_table import Array
from retrieval.index.top_k import Norms, Scored, Weighed, bounds
from retrieval.progress import ProgressCallback

WINDOW = 1 << 13  # passages
SEARCHED = 16  # times as many postings as sums from which on they are searched for each sum, and not read through

KINDS = ((np.uint8, np.uint8), (np.uint8, np.uint16), (np.uint16, np.uint16))
"""The types that counts and lengths have together: a term is never more often in a passage than there are terms."""

Function = TypeVar("Function", bound=Callable[..., Any])


class _Lists(NamedTuple):
    """The postings of all terms, one after the other, and what is known of terms and passages."""

    places: Array
    counts: Array
    weights: Array
    bounds: Array
    lengths: Array
    norms: Array


class _Stretch(NamedTuple):
    """Part of a term's postings, half-open."""

    term: int
    start: int
    end: int


class _Window(NamedTuple):
    """The passages from `first` on: their sums by their place in the window, and the places of those that have one."""

    first: int
    sums: Array
    found: Array


class _Heap(NamedTuple):
    """The best passages so far as a heap, the worst of them first."""

    scores: Array
    numbers: Array


def best(terms: Sequence[Weighed], norms: Norms, n: int, *, least: float) -> Scored:
    """The `n` best passages that score at least `least`; of equal ones the first. See `retrieval.index.top_k.best`."""
    lists = _Lists(
        np.concatenate([term.postings.places for term in terms]),
        np.concatenate([term.postings.counts for term in terms]),
        np.array([term.weight for term in terms]),
        np.array(bounds(terms)),
        _unwritable(norms.lengths),
        norms.of_length,
    )
    starts = np.array([0, *accumulate(len(term.postings.places) for term in terms)])
    numbers, scores = _best(lists, starts, n, least)
    return Scored(numbers, scores)


def make_ready(watch: ProgressCallback) -> None:
    """Compile it, or load what was compiled before, so that the first question need not wait for it."""
    for counts, lengths in watch(KINDS, "Compiling the search"):
        term = Weighed(Postings(np.zeros(1, dtype=np.uint32), np.ones(1, dtype=counts)), 1.0)
        best([term], Norms(np.ones(1, dtype=lengths), np.ones(2)), 1, least=-np.inf)


def _unwritable(values: Array) -> Array:
    """The same array, as one of a file is: numba compiles anew for one that may be written."""
    view = values.view()
    view.flags.writeable = False
    return view


def _compiled(function: Function) -> Function:
    """The function in machine code, which is kept beside the module, else in the user's cache, else in memory alone."""
    try:
        return cast("Function", numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:  # neither can be written
        return cast("Function", numba.njit(nogil=True)(function))


@_compiled
def _best(lists: _Lists, starts: Array, n: int, least: float) -> tuple[Array, Array]:
    """The numbers and the scores of the best."""
    heap = _Heap(np.full(n, -np.inf), np.full(n, -1))
    sums, found = np.zeros(WINDOW), np.empty(WINDOW + 1, dtype=np.int64)
    at, ends = starts[:-1].copy(), starts[1:]
    needed = len(lists.weights)
    for first in range(0, len(lists.lengths), WINDOW):
        window, count = _Window(first, sums, found), 0
        enough = max(least, heap.scores[0])
        while needed and lists.bounds[needed - 1] < enough:
            needed -= 1
        if not needed:
            break
        for term in range(needed):
            at[term], count = _add(lists, _Stretch(term, at[term], ends[term]), window, count)
        if needed < len(lists.weights):
            count = _keep(window, count, enough - lists.bounds[needed])
        for term in range(needed, len(lists.weights)):
            start = _until(lists.places, at[term], ends[term], first)
            at[term] = _until(lists.places, start, ends[term], first + WINDOW)
            _lift(lists, _Stretch(term, start, at[term]), window, count)
        _note(heap, window, count, least)
    there = heap.numbers >= 0
    return heap.numbers[there], heap.scores[there]


@_compiled
def _add(lists: _Lists, stretch: _Stretch, window: _Window, count: int) -> tuple[int, int]:
    """Add to all passages of the window that have the term; where it goes on, and how many have a sum by then."""
    term, now, end = stretch
    first, sums, found = window
    weight = lists.weights[term]
    while now < end:
        number = lists.places[now]
        place = np.uint32(number - first)
        if place >= WINDOW:
            break
        before = sums[place]
        found[count] = place
        count += before == 0.0
        sums[place] = before + _score(lists, weight, now, number)
        now += 1
    return now, count


@_compiled
def _keep(window: _Window, count: int, least: float) -> int:
    """Forget the sums that are less than this; how many are left."""
    _, sums, found = window
    kept = 0
    for which in range(count):
        place = found[which]
        found[kept] = place
        if sums[place] >= least:
            kept += 1
        else:
            sums[place] = 0.0
    return kept


@_compiled
def _lift(lists: _Lists, stretch: _Stretch, window: _Window, count: int) -> None:
    """Add to those that have a sum already, and to no other."""
    term, start, end = stretch
    first, sums, found = window
    weight = lists.weights[term]
    if end - start > SEARCHED * count:
        for place in found[:count]:
            now = _until(lists.places, start, end, first + place)
            if now < end and lists.places[now] == first + place:
                sums[place] += _score(lists, weight, now, first + place)
    else:
        for now in range(start, end):
            number = lists.places[now]
            place = np.uint32(number - first)
            if sums[place] > 0.0:
                sums[place] += _score(lists, weight, now, number)


@_compiled
def _score(lists: _Lists, weight: float, now: int, number: int) -> float:
    """What a term adds to the score of one passage."""
    count = float(lists.counts[now])
    return weight * count / (count + float(lists.norms[lists.lengths[number]]))


@_compiled
def _until(places: Array, start: int, end: int, number: int) -> int:
    """Where in a stretch of postings the first one stands that does not come before this passage."""
    while start < end:
        middle = (start + end) // 2
        if places[middle] < number:
            start = middle + 1
        else:
            end = middle
    return start


@_compiled
def _note(heap: _Heap, window: _Window, count: int, least: float) -> None:
    """Put the sums that are good enough among the best; then none is left."""
    first, sums, found = window
    for place in found[:count]:
        score, number = sums[place], first + place
        sums[place] = 0.0
        if score >= least and _worse(heap.scores[0], heap.numbers[0], score, number):
            _sift(heap, score, number)


@_compiled
def _sift(heap: _Heap, score: float, number: int) -> None:
    """Put a passage in the place of the worst."""
    scores, numbers = heap
    at, below = 0, 1
    while below < len(scores):
        beside = below + 1
        if beside < len(scores) and _worse(scores[beside], numbers[beside], scores[below], numbers[below]):
            below = beside
        if not _worse(scores[below], numbers[below], score, number):
            break
        scores[at], numbers[at] = scores[below], numbers[below]
        at, below = below, 2 * below + 1
    scores[at], numbers[at] = score, number


@_compiled
def _worse(score: float, number: int, other_score: float, other_number: int) -> bool:
    """Whether the first of two passages comes behind the other."""
    return score < other_score or (score == other_score and number > other_number)

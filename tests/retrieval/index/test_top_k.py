"""The best passages are found alike by numpy, by compiled code, and by adding everything up."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from math import inf
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.index import bm25 as best
from retrieval.index import top_k as sums
from retrieval.index import top_k_numba as compiled
from retrieval.index.segment import Postings
from retrieval.index.string_table import Array
from retrieval.index.top_k import Norms, Scored, Weighed, scores_of
from retrieval.progress import unwatched
from tests.retrieval.samples import some

SIZE = 40_000  # passages: several windows, and more postings than are added up unseen
Best = Callable[..., Scored]
either = pytest.mark.parametrize("find", [sums.best, compiled.best], ids=["numpy", "compiled"])
shares = st.lists(st.sampled_from([0.00003, 0.001, 0.02, 0.2, 0.6, 0.95]), min_size=1, max_size=6)


def lists(random: np.random.Generator, densities: Sequence[float]) -> list[Weighed]:
    """A term for each share of passages that have it, the rarest first, as it weighs most."""
    found = []
    for density in sorted(densities):
        places = np.flatnonzero(random.random(SIZE) < density).astype(np.uint32)
        places = places if len(places) else np.array([SIZE - 1], dtype=np.uint32)
        counts = random.integers(1, 4, len(places)).astype(np.uint8)
        found.append(Weighed(Postings(places, counts), float(np.log(1 + SIZE / len(places)))))
    return sorted(found, key=lambda term: -term.weight)


def norms_of(random: np.random.Generator) -> Norms:
    """Lengths of passages, and what they come to."""
    return Norms(random.integers(1, 200, SIZE).astype(np.uint8), 0.54 + 0.36 / 100 * np.arange(200))


def all_scores(terms: Sequence[Weighed], norms: Norms) -> Array:
    """Everything added up."""
    scores = np.zeros(SIZE)
    for term in terms:
        scores[term.postings.places] += scores_of(term, norms)
    return scores


def first(found: Scored, n: int) -> list[tuple[int, float]]:
    """The best `n`; ties in order."""
    order = np.lexsort((found.numbers, -found.scores))[:n]
    return list(zip(found.numbers[order].tolist(), found.scores[order].tolist(), strict=True))


@either
@some
@given(shares, st.integers(1, 70), st.integers(0, 2**32), st.sampled_from([0.0, 0.5, 0.99]))
def test_best(find: Best, densities: list[float], n: int, seed: int, share: float) -> None:
    """To the last bit they are those with the best sums of all, however much is passed over, in segment after segment.

    `least` is what another segment already has: passages below are of no interest.
    """
    random = np.random.default_rng(seed)
    terms, norms = lists(random, densities), norms_of(random)
    scores = all_scores(terms, norms)
    least = float(np.quantile(scores[scores > 0], share)) if share else -inf
    numbers = np.flatnonzero((scores > 0) & (scores >= least))
    expected = first(Scored(numbers, scores[numbers]), n)
    assert first(find(terms, norms, n, least=least), n) == expected


@either
def test_ties(find: Best) -> None:
    """Of passages that score alike the first ones are found."""
    every = Postings(np.arange(SIZE, dtype=np.uint32), np.ones(SIZE, dtype=np.uint8))
    norms = Norms(np.ones(SIZE, dtype=np.uint8), np.ones(2))
    found = find([Weighed(every, 1.0)], norms, 5, least=-inf)
    assert [number for number, _ in first(found, 5)] == [0, 1, 2, 3, 4]


@either
def test_longer_than_a_byte(find: Best) -> None:
    """Passages of any length, with a term any number of times, are scored as all others."""
    postings = Postings(np.array([0, 2], dtype=np.uint32), np.array([1, 700], dtype=np.uint16))
    norms = Norms(np.array([9, 1, 70_000], dtype=np.uint32), np.linspace(0.5, 9, 70_001))
    terms = [Weighed(postings, 2.0)]
    assert first(find(terms, norms, 9, least=-inf), 9) == [
        (2, 2 * 700 / (700 + norms.of_length[70_000])),
        (0, 2 / (1 + norms.of_length[9])),
    ]


def test_interrupted() -> None:
    """A question that comes to no end leaves nothing behind for the next one."""
    random = np.random.default_rng(0)
    terms, norms = lists(random, [0.02, 0.2]), norms_of(random)
    expected = first(sums.best(terms, norms, 9, least=-inf), 9)
    broken = [terms[0], Weighed(Postings(np.array([SIZE], dtype=np.uint32), np.ones(1, dtype=np.uint8)), 1.0)]
    with pytest.raises(IndexError):
        sums.best(broken, norms, 9, least=-inf)
    assert first(sums.best(terms, norms, 9, least=-inf), 9) == expected


def test_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numpy answers until compiled code was asked for."""
    monkeypatch.setattr(best, "_code", SimpleNamespace(best=sums.best))
    random = np.random.default_rng(0)
    terms, norms = lists(random, [0.6, 0.95]), norms_of(random)
    by_numpy = best.best(terms, norms, 3, least=-inf)
    assert best.use_compiled()
    assert best._code.best is compiled.best
    assert first(best.best(terms, norms, 3, least=-inf), 3) == first(by_numpy, 3)


@pytest.mark.parametrize("kinds", compiled.KINDS)
@pytest.mark.parametrize("is_written", [True, False])
def test_ready(kinds: tuple[type, type], is_written: bool) -> None:  # noqa: FBT001 -- of a test
    """No question waits for a compiler, whether a segment is in memory or in a file, which may not be written."""
    compiled.make_ready(unwatched)
    ready = len(compiled._best.signatures)  # type: ignore[attr-defined]  # numba's
    counts: Array = np.ones(2, dtype=kinds[0])
    lengths: Array = np.ones(2, dtype=kinds[1])
    lengths.flags.writeable = is_written
    postings = Postings(np.arange(2, dtype=np.uint32), counts)
    compiled.best([Weighed(postings, 1.0)], Norms(lengths, np.ones(2)), 1, least=-inf)
    assert len(compiled._best.signatures) == ready  # type: ignore[attr-defined]  # numba's


@pytest.mark.slow
def test_nowhere_to_keep_it() -> None:
    """Where no folder may be written the code is compiled at every start."""
    program = """
from numba.core import caching
caching.CacheImpl._locator_classes = []
from retrieval.index.bm25 import use_compiled
assert use_compiled()
"""
    subprocess.run([sys.executable, "-c", program], check=True)  # noqa: S603 -- a program of our own

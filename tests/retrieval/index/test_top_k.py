"""The best passages are found alike by numpy, by compiled code, and by adding everything up."""

import subprocess
import sys
from collections.abc import Sequence
from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import retrieval.index
from retrieval.index import top_k as sums
from retrieval.index import top_k_numba as compiled
from retrieval.index.bm25 import Index, Okapi, fastest_top_k
from retrieval.index.live_docs import LiveSegment
from retrieval.index.segment import ArticleMeta, Postings
from retrieval.index.segment_writer import IndexDocument, build_segment
from retrieval.index.string_table import Array
from retrieval.index.top_k import LengthNorms, ScoredDocs, TopK, WeightedPostings, term_scores
from retrieval.progress import no_progress
from tests.retrieval.samples import some

SIZE = 40_000  # passages: several windows, and more postings than are added up unseen
either = pytest.mark.parametrize("find", [sums.top_k, compiled.top_k], ids=["numpy", "compiled"])
shares = st.lists(st.sampled_from([0.00003, 0.001, 0.02, 0.2, 0.6, 0.95]), min_size=1, max_size=6)


def lists(random: np.random.Generator, densities: Sequence[float]) -> list[WeightedPostings]:
    """A term for each share of passages that have it, the rarest first, as it weighs most."""
    found = []
    for density in sorted(densities):
        places = np.flatnonzero(random.random(SIZE) < density).astype(np.uint32)
        places = places if len(places) else np.array([SIZE - 1], dtype=np.uint32)
        counts = random.integers(1, 4, len(places)).astype(np.uint8)
        found.append(WeightedPostings(Postings(places, counts), float(np.log(1 + SIZE / len(places)))))
    return sorted(found, key=lambda term: -term.weight)


def norms_of(random: np.random.Generator) -> LengthNorms:
    """Lengths of passages, and what they come to."""
    return LengthNorms(random.integers(1, 200, SIZE).astype(np.uint8), 0.54 + 0.36 / 100 * np.arange(200))


def all_scores(terms: Sequence[WeightedPostings], norms: LengthNorms) -> Array:
    """Everything added up."""
    scores = np.zeros(SIZE)
    for term in terms:
        scores[term.postings.doc_ids] += term_scores(term, norms)
    return scores


def first(found: ScoredDocs, n: int) -> list[tuple[int, float]]:
    """The best `n`; ties in order."""
    order = np.lexsort((found.doc_ids, -found.scores))[:n]
    return list(zip(found.doc_ids[order].tolist(), found.scores[order].tolist(), strict=True))


@either
@some
@given(shares, st.integers(1, 70), st.integers(0, 2**32), st.sampled_from([0.0, 0.5, 0.99]))
def test_best(find: TopK, densities: list[float], n: int, seed: int, share: float) -> None:
    """To the last bit they are those with the best sums of all, however much is passed over, in segment after segment.

    `min_score` is what another segment already has: passages below are of no interest.
    """
    random = np.random.default_rng(seed)
    terms, norms = lists(random, densities), norms_of(random)
    scores = all_scores(terms, norms)
    min_score = float(np.quantile(scores[scores > 0], share)) if share else -inf
    numbers = np.flatnonzero((scores > 0) & (scores >= min_score))
    expected = first(ScoredDocs(numbers, scores[numbers]), n)
    assert first(find(terms, norms, n, min_score=min_score), n) == expected


@either
def test_ties(find: TopK) -> None:
    """Of passages that score alike the first ones are found."""
    every = Postings(np.arange(SIZE, dtype=np.uint32), np.ones(SIZE, dtype=np.uint8))
    norms = LengthNorms(np.ones(SIZE, dtype=np.uint8), np.ones(2))
    found = find([WeightedPostings(every, 1.0)], norms, 5, min_score=-inf)
    assert [number for number, _ in first(found, 5)] == [0, 1, 2, 3, 4]


@either
def test_longer_than_a_byte(find: TopK) -> None:
    """Passages of any length, with a term any number of times, are scored as all others."""
    postings = Postings(np.array([0, 2], dtype=np.uint32), np.array([1, 700], dtype=np.uint16))
    norms = LengthNorms(np.array([9, 1, 70_000], dtype=np.uint32), np.linspace(0.5, 9, 70_001))
    terms = [WeightedPostings(postings, 2.0)]
    assert first(find(terms, norms, 9, min_score=-inf), 9) == [
        (2, 2 * 700 / (700 + norms.by_length[70_000])),
        (0, 2 / (1 + norms.by_length[9])),
    ]


def test_interrupted() -> None:
    """A question that comes to no end leaves nothing behind for the next one."""
    random = np.random.default_rng(0)
    terms, norms = lists(random, [0.02, 0.2]), norms_of(random)
    expected = first(sums.top_k(terms, norms, 9, min_score=-inf), 9)
    broken = [terms[0], WeightedPostings(Postings(np.array([SIZE], dtype=np.uint32), np.ones(1, dtype=np.uint8)), 1.0)]
    with pytest.raises(IndexError):
        sums.top_k(broken, norms, 9, min_score=-inf)
    assert first(sums.top_k(terms, norms, 9, min_score=-inf), 9) == expected


def test_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Machine code is chosen where numba is installed, and numpy where it is not."""
    assert fastest_top_k() is compiled.top_k
    monkeypatch.setitem(sys.modules, "retrieval.index.top_k_numba", None)
    monkeypatch.delattr(retrieval.index, "top_k_numba")
    assert fastest_top_k() is sums.top_k


def test_handed_in() -> None:
    """Each index finds with the implementation that it was given, and others with theirs."""
    calls = []

    def counting(terms: Sequence[WeightedPostings], norms: LengthNorms, k: int, *, min_score: float) -> ScoredDocs:
        calls.append(k)
        return sums.top_k(terms, norms, k, min_score=min_score)

    heading = ArticleMeta(0, "key", "0" * 64, "en")
    view = LiveSegment(build_segment([IndexDocument(heading, 0, "moon", "")]), lambda _, numbers: [None] * len(numbers))
    expected = Okapi([view]).top_k(["moon"], 3)
    assert calls == []
    assert Okapi([view], top_k=counting).top_k(["moon"], 3).scores.tolist() == expected.scores.tolist()
    Index([view], top_k=counting).search(["moon"], depth=2)
    assert Okapi([view], top_k=compiled.top_k).top_k(["moon"], 3).scores.tolist() == expected.scores.tolist()
    assert calls == [3, 2]


@pytest.mark.parametrize("kinds", compiled.DTYPES)
@pytest.mark.parametrize("is_written", [True, False])
def test_ready(kinds: tuple[type, type], is_written: bool) -> None:  # noqa: FBT001 -- of a test
    """No question waits for a compiler, whether a segment is in memory or in a file, which may not be written."""
    compiled.make_ready(no_progress)
    ready = len(compiled._top_k.signatures)  # type: ignore[attr-defined]  # numba's
    counts: Array = np.ones(2, dtype=kinds[0])
    lengths: Array = np.ones(2, dtype=kinds[1])
    lengths.flags.writeable = is_written
    postings = Postings(np.arange(2, dtype=np.uint32), counts)
    compiled.top_k([WeightedPostings(postings, 1.0)], LengthNorms(lengths, np.ones(2)), 1, min_score=-inf)
    assert len(compiled._top_k.signatures) == ready  # type: ignore[attr-defined]  # numba's


@pytest.mark.slow
def test_nowhere_to_keep_it() -> None:
    """Where no folder may be written the code is compiled at every start."""
    program = """
from numba.core import caching
caching.CacheImpl._locator_classes = []
from retrieval.index.bm25 import fastest_top_k
from retrieval.index.top_k import TopK, top_k
assert fastest_top_k() is not top_k
"""
    subprocess.run([sys.executable, "-c", program], check=True)  # noqa: S603 -- a program of our own

"""Okapi over segments is rank-bm25's, whatever the text, however it is spread over segments, and what was removed."""

import weakref
from collections.abc import Mapping, Sequence
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from retrieval.analysis.language import ENGLISH
from retrieval.analysis.tokenizer import terms
from retrieval.index.bm25 import Index, Okapi
from retrieval.index.live_docs import LiveSegment
from retrieval.index.segment import ArticleMeta, Segment
from retrieval.index.segment_writer import IndexDocument, build_segment
from retrieval.records import Passage, Version
from tests.retrieval.samples import some

WORDS = ("pardon", "rule", "Kim", "harris", "moon", "law", "我在巴黎", "43", "非", "naïve")
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join) | st.text(min_size=1, max_size=20)
asked = st.lists(st.sampled_from(["pardon", "rule", "kim", "harri", "moon", "law", "巴黎", "43", "nowher"]), max_size=6)


class Stock(BM25Okapi):  # type: ignore[misc]  # rank_bm25 has no types
    """rank-bm25 as it is, but for the idf."""

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        self.idf = {term: log(1 + (self.corpus_size - count + 0.5) / (count + 0.5)) for term, count in nd.items()}


def entries(library: Sequence[str]) -> list[IndexDocument]:
    """A passage for each text, in order."""
    headings = [
        ArticleMeta(number, f"key{number}", Version(text=f"{number}{text}", blocks=()).id, "en")
        for number, text in enumerate(library)
    ]
    found = [IndexDocument(heading, 0, text, "") for heading, text in zip(headings, library, strict=True)]
    return sorted(found, key=lambda entry: entry.article.version)


def none(_: Segment, numbers: Sequence[int]) -> list[Passage | None]:
    """No passages: scores are asked for alone."""
    return [None] * len(numbers)


def views(found: Sequence[IndexDocument], parts: Sequence[int], kept: Sequence[bool]) -> list[LiveSegment]:
    """The passages in segments as `parts` says, without those that are not `kept`."""
    numbers = [[place for place, part in enumerate(parts) if part == each] for each in range(3)]
    return [
        LiveSegment(
            build_segment([found[place] for place in each]), none, np.array([kept[place] for place in each], dtype=bool)
        )
        for each in numbers
    ]


@some
@given(st.lists(texts, min_size=1, max_size=12), asked, st.data())
def test_scores(library: list[str], question: list[str], data: st.DataObject) -> None:
    """The scores are rank-bm25's to 1e-6, over what is there of several segments as over one list."""
    found = entries(library)
    parts = data.draw(st.lists(st.integers(0, 2), min_size=len(found), max_size=len(found)), label="parts")
    kept = data.draw(st.lists(st.booleans(), min_size=len(found), max_size=len(found)), label="kept")
    there = sorted((part, place) for place, part in enumerate(parts) if kept[place])
    corpus = [terms(found[place].text, ENGLISH) for _, place in there]
    ours = Okapi(views(found, parts, kept))
    if any(corpus):
        stock = Stock(corpus, k1=0.9, b=0.4)
        assert ours.get_scores(question) == pytest.approx(stock.get_scores(question), abs=1e-6)
        places = list(range(len(corpus)))
        assert ours.get_batch_scores(question, places) == pytest.approx(
            stock.get_batch_scores(question, places), abs=1e-6
        )
    else:
        assert not ours.get_scores(question).any()


def test_short_passages() -> None:
    """Passages of less than a term on average are scored like longer ones."""
    found = entries([":", "0", "pardon"])
    kept = [entry.text != "0" for entry in found]
    corpus = [terms(entry.text, ENGLISH) for entry, is_kept in zip(found, kept, strict=True) if is_kept]
    ours = Okapi(views(found, [0, 0, 0], kept))
    assert ours.avgdl < 1
    assert ours.get_scores(["pardon"]) == pytest.approx(Stock(corpus, k1=0.9, b=0.4).get_scores(["pardon"]), abs=1e-6)


@some
@given(st.lists(texts, max_size=12), asked, st.integers(0, 6), st.data())
def test_best(library: list[str], question: list[str], depth: int, data: st.DataObject) -> None:
    """The best passages are exactly those with the best scores, however many are left out of the reckoning."""
    found = entries(library)
    parts = data.draw(st.lists(st.integers(0, 2), min_size=len(found), max_size=len(found)), label="parts")
    kept = data.draw(st.lists(st.booleans(), min_size=len(found), max_size=len(found)), label="kept")
    seen = views(found, parts, kept)
    okapi = Okapi(seen)
    places = [view.sort_key(number) for view in seen for number in view.doc_ids]
    scores = okapi.get_scores(question)
    expected = sorted(zip(-scores, places, strict=True))[:depth]
    expected = [each for each in expected if each[0] < 0]
    best = okapi.top_k(question, depth)
    located = [okapi.locate(number) for number in best.doc_ids.tolist()]
    assert [view.sort_key(number) for view, number in located] == [place for _, place in expected]
    assert best.scores == pytest.approx([-score for score, _ in expected], abs=1e-9)


@some
@given(st.lists(texts, min_size=1, max_size=12, unique=True), asked)
def test_one_segment_or_many(library: list[str], question: list[str]) -> None:
    """A passage's score is the same number, to the last bit, however the passages are spread over segments."""
    found = entries(library)
    one = Okapi([LiveSegment(build_segment(found), none)])
    many = Okapi([LiveSegment(build_segment([entry]), none) for entry in found])
    ours, theirs = one.top_k(question, 5), many.top_k(question, 5)
    assert ours.doc_ids.tolist() == theirs.doc_ids.tolist()
    assert ours.scores.tolist() == theirs.scores.tolist()


def test_common_terms_are_looked_up() -> None:
    """A term too common to matter lifts those that rarer terms found, and brings no other."""
    library = ["moon rule", *["rule"] * 400, *["moon"] * 2, "rule rule rule"]
    okapi = Okapi([LiveSegment(build_segment(entries(library)), none)])
    best = okapi.top_k(["moon", "rule"], 3)
    scores = okapi.get_scores(["moon", "rule"])
    assert best.scores.tolist() == pytest.approx(sorted(scores, reverse=True)[:3])


def test_get_top_n() -> None:
    """The documents of the best passages come, as rank-bm25 has it, whatever shares no term last."""
    found = entries(["rule", "moon", "moon moon"])
    okapi = Okapi([LiveSegment(build_segment(found), none)])
    documents = [entry.text for entry in found]
    assert okapi.get_top_n(["moon"], documents, n=2) == ["moon moon", "moon"]
    assert sorted(okapi.get_top_n(["moon"], documents, n=5)) == sorted(documents)


def test_nothing() -> None:
    """Without segments, and without passages, there is nothing to score."""
    for empty in (Okapi([]), Okapi([LiveSegment(build_segment([]), none)])):
        assert len(empty.get_scores(["moon"])) == 0
        assert len(empty.top_k(["moon"], 9).doc_ids) == 0


def test_removed_words_weigh_nothing() -> None:
    """What was removed counts in no document frequency and no length from then on."""
    found = entries(["moon rule", "rule", "moon moon moon moon"])
    kept = np.array(["moon moon" not in entry.text for entry in found])
    index = Index([LiveSegment(build_segment(found), none, kept)])
    whole = Index([LiveSegment(build_segment([entry for entry, here in zip(found, kept, strict=True) if here]), none)])
    assert index.size == 2
    assert index.idf("moon") == whole.idf("moon")
    assert "moon" in index
    gone = Index([LiveSegment(build_segment(found), none, np.array(["moon" not in entry.text for entry in found]))])
    assert "moon" not in gone


def test_built_once() -> None:
    """What becomes of the list of views later is nothing to scores that were made of it."""
    seen = [LiveSegment(build_segment(entries(["moon"])), none)]
    okapi = Okapi(seen)
    seen.append(LiveSegment(build_segment(entries(["moon moon"])), none))
    assert len(okapi.top_k(["moon"], 9).doc_ids) == 1


def test_goes_at_once() -> None:
    """An index that another one has replaced is not kept until a collector comes by."""
    okapi = Okapi([LiveSegment(build_segment(entries(["moon"])), none)])
    assert okapi.top_k(["moon"], 9).scores[0] > 0
    assert okapi.idf_of("moon") > 0
    gone = weakref.ref(okapi)
    del okapi
    assert gone() is None

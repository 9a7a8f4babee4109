"""Which passages share words with the question? BM25 over the terms of the passages and of their titles.

The scores are rank-bm25's Okapi (Robertson & Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond*, 2009,
equation 3.15) with an idf that is never negative, so a passage scores above 0 exactly when it shares a term. rank-bm25
looks at every passage for every question; here only the postings of the question's terms are looked at, and of frequent
terms only what can matter.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from itertools import accumulate, chain, islice
from math import log
from typing import Any, NamedTuple

import numpy as np
from rank_bm25 import BM25Okapi

from retrieval.analysis.language import ENGLISH
from retrieval.index.abbreviation_table import IndexedAbbreviation
from retrieval.index.live_docs import LiveSegment
from retrieval.index.segment import ArticleMeta, Postings
from retrieval.index.segment_writer import IndexDocument, build_segment
from retrieval.index.string_table import Array
from retrieval.index.top_k import (
    LengthNorms,
    ScoredDocs,
    TopK,
    WeightedPostings,
    kth_score,
    scoring_at_least,
    term_scores,
    top_k,
)
from retrieval.index.vocabulary import Vocabulary
from retrieval.progress import Watch, unwatched
from retrieval.query.parser import Need
from retrieval.records import Candidate, Passage

K1, B = 0.9, 0.4
"""Anserini's (Yang, Fang & Lin, 2017): passages are short and alike in length, and repeating a word tells little."""

CACHED_DOC_FREQS = 1 << 12  # terms whose number of passages is remembered
NO_DOCS = ScoredDocs(np.empty(0, dtype=np.int64), np.empty(0))


def idf(*, doc_freq: int, doc_count: int) -> float:
    """How much a term tells: the rarer, the more; a term that no passage has tells most."""
    return log(1 + (doc_count - doc_freq + 0.5) / (doc_freq + 0.5))


class _Listed(NamedTuple):
    """A term of a question: the most that it can add to a score, and its postings, view by view."""

    term: str
    weight: float
    parts: Sequence[Postings]


class Okapi(BM25Okapi):  # type: ignore[misc]  # rank_bm25 has no types
    """BM25Okapi over what may be seen of some segments, which take the place of token lists.

    The passages have numbers, those of the first view first; a removed one keeps its number, and is never found. The
    idf is that of Robertson and Spärck Jones in Lucene's form, ln(1 + (N − n + 0.5) / (n + 0.5)).
    """

    def __init__(self, views: Sequence[LiveSegment], k1: float = K1, b: float = B, *, top_k: TopK = top_k) -> None:
        super().__init__(views, k1=k1, b=b)
        self.doc_freq = lru_cache(CACHED_DOC_FREQS)(
            partial(_doc_freq, self._views)
        )  # not of `self`: no circle to collect
        self._top_k = top_k

    def _initialize(self, corpus: Sequence[LiveSegment]) -> Mapping[str, int]:
        self._views = tuple(corpus)
        self._firsts = [0, *accumulate(len(view.segment) for view in corpus)]
        self.corpus_size = sum(view.size for view in corpus)
        self.avgdl = sum(view.total_length for view in corpus) / max(self.corpus_size, 1)
        return {}

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        """Nothing yet: an idf is computed for the terms of a question."""

    def idf_of(self, term: str) -> float:
        """The term's inverse document frequency, in nats."""
        return idf(doc_freq=self.doc_freq(term), doc_count=self.corpus_size)

    def get_scores(self, query: Sequence[str]) -> Array:
        """The score of every passage that is there, in the order of their numbers."""
        scores = [np.zeros(len(view.segment)) for view in self._views]
        for listed in self._listed(query):
            for part, norms, view_scores in zip(listed.parts, self._norms, scores, strict=True):
                view_scores[part.doc_ids] += term_scores(WeightedPostings(part, listed.weight), norms)
        kept = [each if view.live is None else each[view.live] for each, view in zip(scores, self._views, strict=True)]
        return np.concatenate([np.empty(0), *kept])

    def get_batch_scores(self, query: Sequence[str], doc_ids: Sequence[int]) -> list[float]:
        """The scores of those passages that are at these places among all."""
        return [float(score) for score in self.get_scores(query)[list(doc_ids)]]

    def get_top_n(self, query: Sequence[str], documents: Sequence[Any], n: int = 5) -> list[Any]:
        """Those documents whose passages, at the same places, score best; ties in the order of the passages."""
        return [documents[place] for place in np.argsort(-self.get_scores(query), kind="stable")[:n]]

    def top_k(self, query: Sequence[str], n: int) -> ScoredDocs:
        """The best `n` passages that share a term with the question, best first; ties by version and position."""
        lists = sorted(self._listed(query), key=lambda listed: (-listed.weight, listed.term))
        found = NO_DOCS
        for at, (first, norms) in enumerate(zip(self._firsts, self._norms, strict=False)):
            terms = [
                WeightedPostings(listed.parts[at], listed.weight) for listed in lists if len(listed.parts[at].doc_ids)
            ]
            if terms and n:
                numbers, scores = self._top_k(terms, norms, n, least=kth_score(found.scores, n))
                found = _together(found, ScoredDocs(first + numbers, scores))
        return self._first(found, n)

    def _listed(self, query: Sequence[str]) -> Iterator[_Listed]:
        """The postings of the terms that some passage has."""
        for term, times in Counter(query).items():
            parts = [view.postings(term) for view in self._views]
            if doc_freq := sum(len(part.doc_ids) for part in parts):
                weight = times * (self.k1 + 1) * idf(doc_freq=doc_freq, doc_count=self.corpus_size)
                yield _Listed(term, weight, parts)

    @cached_property
    def _norms(self) -> Sequence[LengthNorms]:
        """What the lengths of the passages come to."""
        least, each = self.k1 * (1 - self.b), self.k1 * self.b / (self.avgdl or 1)
        longest = max((int(view.segment.lengths.max(initial=0)) for view in self._views), default=0)
        of_length = least + each * np.arange(longest + 1)
        return [LengthNorms(view.segment.lengths, of_length) for view in self._views]

    def _first(self, found: ScoredDocs, n: int) -> ScoredDocs:
        """The best `n`, best first."""
        if len(found.doc_ids) > n:
            found = scoring_at_least(kth_score(found.scores, n), found)
        order = np.lexsort((found.doc_ids, -found.scores))
        if len(self._views) > 1:
            order = np.array(
                sorted(order, key=lambda at: (-found.scores[at], self._place(int(found.doc_ids[at])))), int
            )
        return ScoredDocs(found.doc_ids[order[:n]], found.scores[order[:n]])

    def _place(self, number: int) -> tuple[str, int, str]:
        view, place = self.locate(number)
        return view.sort_key(place)

    def locate(self, number: int) -> tuple[LiveSegment, int]:
        """The view that has the passage with this number, and its number there."""
        at = bisect_right(self._firsts, number) - 1
        return self._views[at], number - self._firsts[at]


def _together(some: ScoredDocs, others: ScoredDocs) -> ScoredDocs:
    """Passages of several views."""
    if not len(some.doc_ids):
        return others
    return ScoredDocs(np.concatenate([some.doc_ids, others.doc_ids]), np.concatenate([some.scores, others.scores]))


def _doc_freq(views: Sequence[LiveSegment], term: str) -> int:
    return sum(len(view.postings(term).doc_ids) for view in views)


class Index:
    """The passages that a question may be answered from, with their terms; `top_k` finds the best of a segment."""

    def __init__(self, views: Sequence[LiveSegment], *, top_k: TopK = top_k) -> None:
        self.views = tuple(views)
        self.size = sum(view.size for view in self.views)
        self._okapi = Okapi(self.views, top_k=top_k)

    def __contains__(self, term: str) -> bool:
        return self._okapi.doc_freq(term) > 0

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the passages, most frequent first; English where there are none."""
        counts = Counter[str]()
        for view in self.views:
            counts.update(dict(view.segment.languages(view.live)))
        return tuple(sorted(counts, key=lambda language: (-counts[language], language))) or (ENGLISH,)

    @property
    def has_gaps(self) -> bool:
        """Whether passages have been removed whose words are still in the list of words as written."""
        return any(view.live is not None for view in self.views)

    def knows(self, need: Need) -> bool:
        """Whether the need could be met: all terms of one of its options are known."""
        return any(all(term in self for term in option) for option in need.options)

    def idf(self, term: str) -> float:
        """The term's inverse document frequency, in nats; that of an unknown term is the highest."""
        return self._okapi.idf_of(term)

    def search(self, question_terms: Sequence[str], *, depth: int) -> tuple[Candidate, ...]:
        """The best `depth` passages that share a term with the question, best first; ties by version and position."""
        best = self._okapi.top_k([term for term in question_terms if term in self], depth)
        passages = self._passages([self._okapi.locate(number) for number in best.doc_ids.tolist()])
        return tuple(
            Candidate(passage=passage, score=score)
            for passage, score in zip(passages, best.scores.tolist(), strict=True)
            if passage is not None
        )

    @property
    def vocabularies(self) -> Sequence[Vocabulary]:
        """The words as the passages write them, and as those wrote them that have been removed lately."""
        return [view.segment.vocabulary for view in self.views]

    @property
    def abbreviations(self) -> Iterator[IndexedAbbreviation]:
        """The acronyms that passages explain, as often as they do."""
        return chain.from_iterable(view.segment.abbreviations(view.live) for view in self.views)

    def texts(self, count: int) -> Iterator[str]:
        """The texts of the first passages, at most so many."""
        for view in self.views:
            numbers = list(islice(view.doc_ids, count))
            count -= len(numbers)
            yield from (passage.text for passage in view.passages(numbers) if passage)

    def _passages(self, located: Sequence[tuple[LiveSegment, int]]) -> Sequence[Passage | None]:
        """The passages at these places, those of one view read together."""
        found: dict[tuple[LiveSegment, int], Passage | None] = {}
        for view in self.views:
            numbers = [number for other, number in located if other is view]
            found.update(zip(((view, number) for number in numbers), view.passages(numbers), strict=True))
        return [found[each] for each in located]


def fastest_top_k(*, watch: Watch = unwatched) -> TopK:
    """The implementation in machine code where numba is installed (the extra `fast`), else the one in numpy.

    Loading machine code takes most of a second, and some seconds where it has to be compiled first.
    """
    try:
        from retrieval.index import top_k_numba  # noqa: PLC0415 -- slow, and not needed for a single question
    except ImportError:
        return top_k
    top_k_numba.make_ready(watch)
    return top_k_numba.top_k


def index_of(passages: Sequence[Passage], *, watch: Watch = unwatched) -> Index:
    """An index of passages that are in memory; it does not depend on the order in which they come."""
    ordered = sorted(passages, key=_place_of)
    segment = build_segment(map(_entry, watch(ordered, "Indexing passages")))
    return Index([LiveSegment(segment, lambda _, numbers: [ordered[number] for number in numbers])])


def _place_of(passage: Passage) -> tuple[str, int, str]:
    source = passage.article.source
    return source.version, passage.span.start, source.id


def _entry(passage: Passage) -> IndexDocument:
    article = passage.article
    heading = ArticleMeta(row=0, key=article.source.id, version=article.source.version, language=article.language)
    return IndexDocument(heading, passage.span.start, passage.text, article.source.title or "")

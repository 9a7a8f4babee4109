"""Which passages share words with the question? BM25 over the terms of the passages and of their titles.

`retrieval.ranking` asks `Index` for candidates. The scores are rank-bm25's Okapi (Robertson & Zaragoza, *The
Probabilistic Relevance Framework: BM25 and Beyond*, 2009, equation 3.15) with an idf that is never negative:

    score(q, d) = Σ over terms t of q:  times(t, q) · idf(t) · f · (k1 + 1) / (f + k1 · (1 − b + b · |d| / avgdl))

where f is the frequency of t in d. So a passage scores above 0 exactly when it shares a term. rank-bm25 scores every
passage for every question; here only the postings of the question's terms are read, and those of frequent terms are
pruned (see `retrieval.index.top_k`).
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
from retrieval.progress import ProgressCallback, no_progress
from retrieval.query.parser import QueryTerm
from retrieval.records import Candidate, Passage

K1, B = 0.9, 0.4
"""Anserini's defaults (Yang, Fang & Lin, 2017), for short passages of similar length where repetition says little."""

CACHED_DOC_FREQS = 1 << 12  # terms whose document frequency is cached
NO_DOCS = ScoredDocs(np.empty(0, dtype=np.int64), np.empty(0))


def idf(*, doc_freq: int, doc_count: int) -> float:
    """Inverse document frequency in nats, in Lucene's form, never negative: ln(1 + (N − n + 0.5) / (n + 0.5))."""
    return log(1 + (doc_count - doc_freq + 0.5) / (doc_freq + 0.5))


class _QueryTerm(NamedTuple):
    """A term of a question: an upper bound of what it adds to a score, and its postings in each segment."""

    term: str
    weight: float
    postings: Sequence[Postings]


class Okapi(BM25Okapi):  # type: ignore[misc]  # rank_bm25 has no types
    """BM25Okapi over segments instead of token lists; `top_k` is what searches one segment.

    It derives from BM25Okapi because that is its declared interface; the tests compare it with the stock class.
    Doc ids count through all segments, in their order; a removed passage keeps its id, and is never found.
    """

    def __init__(self, segments: Sequence[LiveSegment], k1: float = K1, b: float = B, *, top_k: TopK = top_k) -> None:
        super().__init__(segments, k1=k1, b=b)
        # A cache of a bound method would make a reference cycle, which only the garbage collector frees.
        self.doc_freq = lru_cache(CACHED_DOC_FREQS)(partial(_doc_freq, self._segments))
        self._top_k = top_k

    def _initialize(self, corpus: Sequence[LiveSegment]) -> Mapping[str, int]:
        self._segments = tuple(corpus)
        self._first_ids = [0, *accumulate(len(part.segment) for part in corpus)]
        self.corpus_size = sum(part.size for part in corpus)
        self.avgdl = sum(part.total_length for part in corpus) / max(self.corpus_size, 1)
        return {}

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        """Do nothing: the idf of a term is computed when a question has it."""

    def idf_of(self, term: str) -> float:
        """The term's inverse document frequency, in nats."""
        return idf(doc_freq=self.doc_freq(term), doc_count=self.corpus_size)

    def get_scores(self, query: Sequence[str]) -> Array:
        """The score of every live passage, by doc id."""
        scores = [np.zeros(len(part.segment)) for part in self._segments]
        for term in self._query_terms(query):
            for postings, norms, segment_scores in zip(term.postings, self._norms, scores, strict=True):
                segment_scores[postings.doc_ids] += term_scores(WeightedPostings(postings, term.weight), norms)
        live = [
            of_all if segment.live is None else of_all[segment.live]
            for of_all, segment in zip(scores, self._segments, strict=True)
        ]
        return np.concatenate([np.empty(0), *live])

    def get_batch_scores(self, query: Sequence[str], doc_ids: Sequence[int]) -> list[float]:
        """The scores at these indexes of `get_scores`."""
        return [float(score) for score in self.get_scores(query)[list(doc_ids)]]

    def get_top_n(self, query: Sequence[str], documents: Sequence[Any], n: int = 5) -> list[Any]:
        """The `n` of `documents`, one for each live passage, whose passages score best; ties in their order."""
        return [documents[place] for place in np.argsort(-self.get_scores(query), kind="stable")[:n]]

    def top_k(self, query: Sequence[str], n: int) -> ScoredDocs:
        """The best `n` passages that share a term with the question, best first; ties by `LiveSegment.sort_key`."""
        query_terms = sorted(self._query_terms(query), key=lambda term: (-term.weight, term.term))
        found = NO_DOCS
        for at, (first, norms) in enumerate(zip(self._first_ids, self._norms, strict=False)):
            terms = [
                WeightedPostings(term.postings[at], term.weight)
                for term in query_terms
                if len(term.postings[at].doc_ids)
            ]
            if terms and n:
                doc_ids, scores = self._top_k(terms, norms, n, min_score=kth_score(found.scores, n))
                found = _concatenated(found, ScoredDocs(first + doc_ids, scores))
        return self._ranked(found, n)

    def _query_terms(self, query: Sequence[str]) -> Iterator[_QueryTerm]:
        """The distinct terms of the question that some live passage has."""
        for term, times in Counter(query).items():
            postings = [segment.postings(term) for segment in self._segments]
            if doc_freq := sum(len(each.doc_ids) for each in postings):
                weight = times * (self.k1 + 1) * idf(doc_freq=doc_freq, doc_count=self.corpus_size)
                yield _QueryTerm(term, weight, postings)

    @cached_property
    def _norms(self) -> Sequence[LengthNorms]:
        """The length norms of each segment: k1 · (1 − b + b · |d| / avgdl); avgdl is 0 where no passage has a term."""
        fixed, per_term = self.k1 * (1 - self.b), self.k1 * self.b / (self.avgdl or 1)
        longest = max((int(part.segment.lengths.max(initial=0)) for part in self._segments), default=0)
        by_length = fixed + per_term * np.arange(longest + 1)
        return [LengthNorms(part.segment.lengths, by_length) for part in self._segments]

    def _ranked(self, found: ScoredDocs, n: int) -> ScoredDocs:
        """The best `n`, best first; ties by `LiveSegment.sort_key`, which is the order of doc ids in one segment."""
        if len(found.doc_ids) > n:
            found = scoring_at_least(kth_score(found.scores, n), found)
        order = np.lexsort((found.doc_ids, -found.scores))
        if len(self._segments) > 1:
            order = np.array(
                sorted(order, key=lambda at: (-found.scores[at], self._sort_key(int(found.doc_ids[at])))), int
            )
        return ScoredDocs(found.doc_ids[order[:n]], found.scores[order[:n]])

    def _sort_key(self, doc_id: int) -> tuple[str, int, str]:
        segment, local_id = self.locate(doc_id)
        return segment.sort_key(local_id)

    def locate(self, doc_id: int) -> tuple[LiveSegment, int]:
        """The segment that has this passage, and its doc id there."""
        at = bisect_right(self._first_ids, doc_id) - 1
        return self._segments[at], doc_id - self._first_ids[at]


def _concatenated(some: ScoredDocs, others: ScoredDocs) -> ScoredDocs:
    if not len(some.doc_ids):
        return others
    return ScoredDocs(np.concatenate([some.doc_ids, others.doc_ids]), np.concatenate([some.scores, others.scores]))


def _doc_freq(segments: Sequence[LiveSegment], term: str) -> int:
    return sum(len(segment.postings(term).doc_ids) for segment in segments)


class Index:
    """The passages that may be quoted, found by their terms; `top_k` is what searches one segment."""

    def __init__(self, segments: Sequence[LiveSegment], *, top_k: TopK = top_k) -> None:
        self.segments = tuple(segments)
        self.size = sum(part.size for part in self.segments)
        self._okapi = Okapi(self.segments, top_k=top_k)

    def __contains__(self, term: str) -> bool:
        return self._okapi.doc_freq(term) > 0

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the live passages, most frequent first; English where there are none."""
        counts = Counter[str]()
        for part in self.segments:
            counts.update(dict(part.segment.languages(part.live)))
        return tuple(sorted(counts, key=lambda language: (-counts[language], language))) or (ENGLISH,)

    @property
    def has_gaps(self) -> bool:
        """Whether passages have been removed whose words are still in `vocabularies`."""
        return any(part.live is not None for part in self.segments)

    def knows(self, query_term: QueryTerm) -> bool:
        """Whether the index has all terms of at least one alternative of a term of the question."""
        return any(all(term in self for term in option) for option in query_term.alternatives)

    def idf(self, term: str) -> float:
        """The term's inverse document frequency, in nats; that of an unknown term is the highest."""
        return self._okapi.idf_of(term)

    def search(self, question_terms: Sequence[str], *, depth: int) -> tuple[Candidate, ...]:
        """The best `depth` passages that share a term with the question, best first; ties by version and position.

        Fewer come where another process has just deleted one from the library.
        """
        best = self._okapi.top_k([term for term in question_terms if term in self], depth)
        passages = self._passages([self._okapi.locate(doc_id) for doc_id in best.doc_ids.tolist()])
        return tuple(
            Candidate(passage=passage, score=score)
            for passage, score in zip(passages, best.scores.tolist(), strict=True)
            if passage is not None
        )

    @property
    def vocabularies(self) -> Sequence[Vocabulary]:
        """The words as written, of each segment; those of passages removed since it was built are among them."""
        return [part.segment.vocabulary for part in self.segments]

    @property
    def abbreviations(self) -> Iterator[IndexedAbbreviation]:
        """The abbreviations that live passages define, one for each definition."""
        return chain.from_iterable(part.segment.abbreviations(part.live) for part in self.segments)

    def texts(self, count: int) -> Iterator[str]:
        """The texts of the first live passages, at most `count`."""
        for part in self.segments:
            doc_ids = list(islice(part.doc_ids, count))
            count -= len(doc_ids)
            yield from (passage.text for passage in part.passages(doc_ids) if passage)

    def _passages(self, located: Sequence[tuple[LiveSegment, int]]) -> Sequence[Passage | None]:
        """The passages at these places, with one read for each segment."""
        found: dict[tuple[LiveSegment, int], Passage | None] = {}
        for part in self.segments:
            doc_ids = [doc_id for other, doc_id in located if other is part]
            found.update(zip(((part, doc_id) for doc_id in doc_ids), part.passages(doc_ids), strict=True))
        return [found[each] for each in located]


def fastest_top_k(*, watch: ProgressCallback = no_progress) -> TopK:
    """The implementation in machine code where numba is installed (the extra `fast`), else the one in numpy.

    Loading machine code takes most of a second, and some seconds where it has to be compiled first.
    """
    try:
        from retrieval.index import top_k_numba  # noqa: PLC0415 -- slow, and not needed for a single question
    except ImportError:
        return top_k
    top_k_numba.make_ready(watch)
    return top_k_numba.top_k


def index_of(passages: Sequence[Passage], *, watch: ProgressCallback = no_progress) -> Index:
    """An index of passages in memory; the order in which they are given has no influence."""
    ordered = sorted(passages, key=_sort_key_of)
    segment = build_segment(map(_document, watch(ordered, "Indexing passages")))
    return Index([LiveSegment(segment, lambda _, doc_ids: [ordered[doc_id] for doc_id in doc_ids])])


def _sort_key_of(passage: Passage) -> tuple[str, int, str]:
    source = passage.article.source
    return source.version, passage.span.start, source.id


def _document(passage: Passage) -> IndexDocument:
    article = passage.article
    heading = ArticleMeta(row=0, key=article.source.id, version=article.source.version, language=article.language)
    return IndexDocument(
        heading,
        passage.span.start,
        passage.text,
        article.source.title or "",
        section=" ".join(passage.section_below_title),
        lead_in=passage.lead_in_text,
    )

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
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
from rank_bm25 import BM25Okapi

from retrieval.analysis.language import ENGLISH
from retrieval.index.abbreviation_table import Defined
from retrieval.index.live_docs import View
from retrieval.index.segment import Heading, Postings
from retrieval.index.segment_writer import Entry, built
from retrieval.index.string_table import Array
from retrieval.index.top_k import Norms, Scored, Weighed, at_least, nth, scores_of
from retrieval.index.top_k import best as best_by_numpy
from retrieval.index.vocabulary import Written
from retrieval.progress import Watch, unwatched
from retrieval.query.parser import Need
from retrieval.records import Candidate, Passage

K1, B = 0.9, 0.4
"""Anserini's (Yang, Fang & Lin, 2017): passages are short and alike in length, and repeating a word tells little."""

REMEMBERED = 1 << 12  # terms whose number of passages is remembered
NONE = Scored(np.empty(0, dtype=np.int64), np.empty(0))


_code = SimpleNamespace(best=best_by_numpy)


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

    def __init__(self, views: Sequence[View], k1: float = K1, b: float = B) -> None:
        super().__init__(views, k1=k1, b=b)
        self.doc_freq = lru_cache(REMEMBERED)(partial(_doc_freq, self._views))  # not of `self`: no circle to collect

    def _initialize(self, corpus: Sequence[View]) -> Mapping[str, int]:
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
                view_scores[part.places] += scores_of(Weighed(part, listed.weight), norms)
        kept = [each if view.kept is None else each[view.kept] for each, view in zip(scores, self._views, strict=True)]
        return np.concatenate([np.empty(0), *kept])

    def get_batch_scores(self, query: Sequence[str], doc_ids: Sequence[int]) -> list[float]:
        """The scores of those passages that are at these places among all."""
        return [float(score) for score in self.get_scores(query)[list(doc_ids)]]

    def get_top_n(self, query: Sequence[str], documents: Sequence[Any], n: int = 5) -> list[Any]:
        """Those documents whose passages, at the same places, score best; ties in the order of the passages."""
        return [documents[place] for place in np.argsort(-self.get_scores(query), kind="stable")[:n]]

    def best(self, query: Sequence[str], n: int) -> Scored:
        """The best `n` passages that share a term with the question, best first; ties by version and position."""
        lists = sorted(self._listed(query), key=lambda listed: (-listed.weight, listed.term))
        found = NONE
        for at, (first, norms) in enumerate(zip(self._firsts, self._norms, strict=False)):
            terms = [Weighed(listed.parts[at], listed.weight) for listed in lists if len(listed.parts[at].places)]
            if terms and n:
                numbers, scores = best(terms, norms, n, least=nth(found.scores, n))
                found = _together(found, Scored(first + numbers, scores))
        return self._first(found, n)

    def _listed(self, query: Sequence[str]) -> Iterator[_Listed]:
        """The postings of the terms that some passage has."""
        for term, times in Counter(query).items():
            parts = [view.postings(term) for view in self._views]
            if doc_freq := sum(len(part.places) for part in parts):
                weight = times * (self.k1 + 1) * idf(doc_freq=doc_freq, doc_count=self.corpus_size)
                yield _Listed(term, weight, parts)

    @cached_property
    def _norms(self) -> Sequence[Norms]:
        """What the lengths of the passages come to."""
        least, each = self.k1 * (1 - self.b), self.k1 * self.b / (self.avgdl or 1)
        longest = max((int(view.segment.lengths.max(initial=0)) for view in self._views), default=0)
        of_length = least + each * np.arange(longest + 1)
        return [Norms(view.segment.lengths, of_length) for view in self._views]

    def _first(self, found: Scored, n: int) -> Scored:
        """The best `n`, best first."""
        if len(found.numbers) > n:
            found = at_least(nth(found.scores, n), found)
        order = np.lexsort((found.numbers, -found.scores))
        if len(self._views) > 1:
            order = np.array(
                sorted(order, key=lambda at: (-found.scores[at], self._place(int(found.numbers[at])))), int
            )
        return Scored(found.numbers[order[:n]], found.scores[order[:n]])

    def _place(self, number: int) -> tuple[str, int, str]:
        view, place = self.located(number)
        return view.place(place)

    def located(self, number: int) -> tuple[View, int]:
        """The view that has the passage with this number, and its number there."""
        at = bisect_right(self._firsts, number) - 1
        return self._views[at], number - self._firsts[at]


def _together(some: Scored, others: Scored) -> Scored:
    """Passages of several views."""
    if not len(some.numbers):
        return others
    return Scored(np.concatenate([some.numbers, others.numbers]), np.concatenate([some.scores, others.scores]))


def _doc_freq(views: Sequence[View], term: str) -> int:
    return sum(len(view.postings(term).places) for view in views)


class Index:
    """The passages that a question may be answered from, with their terms."""

    def __init__(self, views: Sequence[View]) -> None:
        self.views = tuple(views)
        self.size = sum(view.size for view in self.views)
        self._okapi = Okapi(self.views)

    def __contains__(self, term: str) -> bool:
        return self._okapi.doc_freq(term) > 0

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the passages, most frequent first; English where there are none."""
        counts = Counter[str]()
        for view in self.views:
            counts.update(dict(view.segment.languages(view.kept)))
        return tuple(sorted(counts, key=lambda language: (-counts[language], language))) or (ENGLISH,)

    @property
    def has_gaps(self) -> bool:
        """Whether passages have been removed whose words are still in the list of words as written."""
        return any(view.kept is not None for view in self.views)

    def knows(self, need: Need) -> bool:
        """Whether the need could be met: all terms of one of its options are known."""
        return any(all(term in self for term in option) for option in need.options)

    def idf(self, term: str) -> float:
        """The term's inverse document frequency, in nats; that of an unknown term is the highest."""
        return self._okapi.idf_of(term)

    def search(self, question_terms: Sequence[str], *, depth: int) -> tuple[Candidate, ...]:
        """The best `depth` passages that share a term with the question, best first; ties by version and position."""
        best = self._okapi.best([term for term in question_terms if term in self], depth)
        passages = self._passages([self._okapi.located(number) for number in best.numbers.tolist()])
        return tuple(
            Candidate(passage=passage, score=score)
            for passage, score in zip(passages, best.scores.tolist(), strict=True)
            if passage is not None
        )

    @property
    def written(self) -> Sequence[Written]:
        """The words as the passages write them, and as those wrote them that have been removed lately."""
        return [view.segment.written for view in self.views]

    @property
    def defined(self) -> Iterator[Defined]:
        """The acronyms that passages explain, as often as they do."""
        return chain.from_iterable(view.segment.defined(view.kept) for view in self.views)

    def texts(self, count: int) -> Iterator[str]:
        """The texts of the first passages, at most so many."""
        for view in self.views:
            numbers = list(islice(view.numbers, count))
            count -= len(numbers)
            yield from (passage.text for passage in view.passages(numbers) if passage)

    def _passages(self, located: Sequence[tuple[View, int]]) -> Sequence[Passage | None]:
        """The passages at these places, those of one view read together."""
        found: dict[tuple[View, int], Passage | None] = {}
        for view in self.views:
            numbers = [number for other, number in located if other is view]
            found.update(zip(((view, number) for number in numbers), view.passages(numbers), strict=True))
        return [found[each] for each in located]


def index_of(passages: Sequence[Passage], *, watch: Watch = unwatched) -> Index:
    """An index of passages that are in memory; it does not depend on the order in which they come."""
    ordered = sorted(passages, key=_place_of)
    segment = built(map(_entry, watch(ordered, "Indexing passages")))
    return Index([View(segment, lambda _, numbers: [ordered[number] for number in numbers])])


def _place_of(passage: Passage) -> tuple[str, int, str]:
    source = passage.article.source
    return source.version, passage.span.start, source.id


def _entry(passage: Passage) -> Entry:
    article = passage.article
    heading = Heading(row=0, key=article.source.id, version=article.source.version, language=article.language)
    return Entry(heading, passage.span.start, passage.text, article.source.title or "")


def best(terms: Sequence[Weighed], norms: Norms, n: int, *, least: float) -> Scored:
    """The `n` best passages of a segment that score at least `least`, and maybe others; see `retrieval.index.top_k`."""
    found: Scored = _code.best(terms, norms, n, least=least)
    return found


def use_compiled(*, watch: Watch = unwatched) -> bool:
    """Find them by machine code from now on, in this process; `False` where numba is not installed.

    It takes most of a second, and some seconds where the code has to be compiled first.
    """
    try:
        from retrieval.index.top_k_numba import best as compiled  # noqa: PLC0415 -- slow, and not needed for a single question
        from retrieval.index.top_k_numba import make_ready  # noqa: PLC0415
    except ImportError:
        return False
    make_ready(watch)
    _code.best = compiled
    return True

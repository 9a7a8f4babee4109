"""Which passages share words with the question? BM25 over the terms of the passages and of their titles.

The scores are rank-bm25's Okapi (Robertson & Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond*, 2009,
equation 3.15) with an idf that is never negative, so a passage scores above 0 exactly when it shares a term.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

import numpy as np
from rank_bm25 import BM25Okapi

from retrieval.analyse import words
from retrieval.language import ENGLISH
from retrieval.question import Need
from retrieval.records import Candidate, Passage
from retrieval.watch import Watch, unwatched

K1, B = 0.9, 0.4
"""Anserini's (Yang, Fang & Lin, 2017): passages are short and alike in length, and repeating a word tells little."""


class Okapi(BM25Okapi):  # type: ignore[misc]  # rank_bm25 has no types
    """BM25Okapi with the idf of Robertson and Spärck Jones in Lucene's form: ln(1 + (N − n + 0.5) / (n + 0.5))."""

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        self.idf = {term: idf(doc_freq=freq, doc_count=self.corpus_size) for term, freq in nd.items()}


def idf(*, doc_freq: int, doc_count: int) -> float:
    """How much a term tells: the rarer, the more; a term that no passage has tells most."""
    return log(1 + (doc_count - doc_freq + 0.5) / (doc_freq + 0.5))


def _place(passage: Passage) -> tuple[str, int, str]:
    """Where the passage comes in the index: by version and position; of one text in two articles, by the article."""
    source = passage.article.source
    return source.version, passage.span.start, source.id


def _terms(passage: Passage, writings: Counter[str]) -> list[str]:
    """The terms of the passage and of its article's title, repeats included; `writings` counts its words as written."""
    article = passage.article
    found = [*words(passage.text, article.language), *words(article.source.title or "", article.language)]
    writings.update({word.text for word in found})
    return [word.term for word in found]


class Index:
    """The passages that a question may be answered from, with their terms.

    The passages are put into the order of version and position, so scores and ties do not depend on how they came.

    Attributes:
        passages: the passages in that order.
        writings: each word as written, with the number of passages that have it so.
    """

    def __init__(self, passages: Sequence[Passage], *, watch: Watch = unwatched) -> None:
        ordered = sorted(passages, key=_place)
        self.passages = tuple(ordered)
        writings: Counter[str] = Counter()
        corpus = [_terms(passage, writings) for passage in watch(ordered, "Indexing passages")]
        self.writings: Mapping[str, int] = writings
        self._terms = dict(zip(map(id, ordered), map(frozenset, corpus), strict=True))
        self._okapi = Okapi(corpus, k1=K1, b=B) if any(corpus) else None
        self._idf: Mapping[str, float] = self._okapi.idf if self._okapi else {}

    def __contains__(self, term: str) -> bool:
        return term in self._idf

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the passages, most frequent first; English where there are none."""
        counts = Counter(passage.article.language for passage in self.passages)
        return tuple(sorted(counts, key=lambda language: (-counts[language], language))) or (ENGLISH,)

    def knows(self, need: Need) -> bool:
        """Whether the need could be met: all terms of one of its options are known."""
        return any(all(term in self for term in option) for option in need.options)

    def terms_of(self, passage: Passage) -> frozenset[str]:
        """The distinct terms of one of the index's passages."""
        return self._terms[id(passage)]

    def idf(self, term: str) -> float:
        """The term's inverse document frequency, in nats; that of an unknown term is the highest."""
        return self._idf.get(term) or idf(doc_freq=0, doc_count=len(self.passages))

    def search(self, question_terms: Sequence[str], *, depth: int) -> tuple[Candidate, ...]:
        """The best `depth` passages that share a term with the question, best first; ties by version and position."""
        if self._okapi is None:
            return ()
        scores = np.asarray(self._okapi.get_scores([term for term in question_terms if term in self]))
        best = np.argsort(-scores, kind="stable")[:depth]
        return tuple(
            Candidate(passage=self.passages[position], score=float(scores[position]))
            for position in best
            if scores[position] > 0
        )

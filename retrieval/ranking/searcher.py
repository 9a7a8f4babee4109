"""Question → candidates, ranked: what comes between the question as read and the answer."""

from collections.abc import Sequence
from typing import NamedTuple

from retrieval.index.bm25 import Index
from retrieval.query.parser import Question
from retrieval.query.person_names import with_names
from retrieval.ranking.reranker import Ranked, rank
from retrieval.records import Candidate
from retrieval.rewrite.acronyms import Texts
from retrieval.rewrite.expansion import Pair
from retrieval.rewrite.rewriter import Meaning

DEPTH = 30  # candidates that are looked at closely


class SearchResult(NamedTuple):
    """The question as it was meant, and its candidates, best BM25 score first."""

    meant: Question
    candidates: tuple[Candidate, ...]


class Searcher:
    """Searches an index, with words that the operator says mean the same; built once, it never changes."""

    def __init__(self, index: Index, *, synonyms: Sequence[Pair] = (), texts: Texts | None = None) -> None:
        self.index = index
        self._meaning = Meaning(self.index, synonyms, texts=texts)

    def find(self, asked: Question, *, depth: int = DEPTH) -> SearchResult:
        """The best `depth` candidates for a question, in the words of the articles, its names known."""
        read = self.read(asked)
        candidates = self.index.search(read.terms, depth=depth)
        meant = with_names(read, candidates[:DEPTH])
        if meant.terms != read.terms:
            candidates = self.index.search(meant.terms, depth=depth)
        return SearchResult(meant, candidates)

    def read(self, asked: Question) -> Question:
        """The question in the words of the articles, its names not marked yet."""
        return self._meaning.of(asked)

    def rank(self, found: SearchResult) -> tuple[Ranked, ...]:
        """The candidates in the order of how well they answer."""
        return rank(found.meant, found.candidates, self.index)

    def suggestions(self, meant: Question) -> tuple[str, ...]:
        """Known words that may have been meant by the unknown ones, for a question that is refused."""
        return self._meaning.suggestions(meant)

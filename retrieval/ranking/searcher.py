"""Which passages may answer the question? A question → candidates from the index, then their order by the reranker."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from retrieval.deadline import Deadline
from retrieval.editions.selection import most_editions, select_editions
from retrieval.editions.works import EditionRank, edition_ranks, release_words
from retrieval.index.bm25 import Index
from retrieval.query.parser import Question
from retrieval.query.person_names import with_names
from retrieval.ranking.reranker import Ranked, rank
from retrieval.records import Candidate, Passage
from retrieval.rewrite.acronyms import Texts
from retrieval.rewrite.expansion import SynonymPair
from retrieval.rewrite.rewriter import QueryRewriter

DEPTH = 30  # candidates that are reranked


class SearchResult(NamedTuple):
    """The question as it was searched for, and its candidates, best BM25 score first.

    Attributes:
        editions: the ranks of the articles of which there are several editions.
        superseded: the passages that would be candidates but are there in a better edition.
    """

    question: Question
    candidates: tuple[Candidate, ...]
    editions: Mapping[str, EditionRank] = MappingProxyType({})
    superseded: tuple[Passage, ...] = ()


class Searcher:
    """Searches an index, with the operator's synonyms; immutable once built."""

    def __init__(self, index: Index, *, synonyms: Sequence[SynonymPair] = (), texts: Texts | None = None) -> None:
        self.index = index
        self._rewriter = QueryRewriter(self.index, synonyms, texts=texts)

    def search(self, question: Question, *, depth: int = DEPTH) -> SearchResult:
        """The best `depth` candidates for the question, rewritten, with its names marked; of each work one edition."""
        found = self._search(question, depth)
        ranks = edition_ranks(found.candidates, question, self.index.languages)
        if not ranks:
            return found
        named = release_words(question, ranks)
        others = tuple(each for each in question.query_terms if each.text.casefold() not in named)
        asked = question._replace(query_terms=others or question.query_terms)
        wide = self._search(asked, depth * most_editions(ranks))
        ranks = edition_ranks(wide.candidates, question, self.index.languages)
        candidates, superseded = select_editions(wide.candidates, ranks)
        return SearchResult(wide.question, candidates[:depth], ranks, superseded)

    def _search(self, question: Question, depth: int) -> SearchResult:
        """The best `depth` candidates, of whatever edition."""
        rewritten = self.rewrite(question)
        candidates = self.index.search(rewritten.terms, depth=depth)
        with_marked_names = with_names(rewritten, candidates[:DEPTH])
        if with_marked_names.terms != rewritten.terms:
            candidates = self.index.search(with_marked_names.terms, depth=depth)
        return SearchResult(with_marked_names, candidates)

    def rewrite(self, question: Question) -> Question:
        """The question with its spelling corrected and its words expanded; names are not marked yet."""
        return self._rewriter.rewrite(question)

    def rank(self, result: SearchResult, deadline: Deadline | None = None) -> tuple[Ranked, ...]:
        """The candidates of the result that can be compared until the deadline, the most likely answer first."""
        return rank(result.question, result.candidates, self.index, deadline)

    def suggestions(self, question: Question) -> tuple[str, ...]:
        """Words of the articles close to the unknown words of a refused question, rewritten as in a result."""
        return self._rewriter.suggestions(question)

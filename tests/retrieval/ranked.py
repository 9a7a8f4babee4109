"""Ranked candidates for the tests, as the retriever would have them."""

from collections.abc import Sequence

from retrieval.analysis.passages import passages
from retrieval.index.bm25 import index_of
from retrieval.query.parser import Question, read_question
from retrieval.ranking.reranker import Ranked, rank
from retrieval.records import Article
from tests.retrieval.samples import whole


def asked_of(question: str, articles: Sequence[Article]) -> tuple[Question, tuple[Ranked, ...]]:
    """The question, and the candidates of these articles, best first."""
    asked = read_question(question)
    index = index_of([passage for each in articles for passage in passages(each)])
    return asked, rank(asked, index.search(asked.terms, depth=99), index)


def asked_of_texts(question: str, *texts: str) -> tuple[Question, tuple[Ranked, ...]]:
    """The question, and the candidates of articles with these texts, best first."""
    return asked_of(question, [whole(text, file=f"{number}.txt") for number, text in enumerate(texts)])


def texts_of(ranked: Sequence[Ranked]) -> list[str]:
    """The passages' texts, best first."""
    return [each.candidate.passage.text for each in ranked]

"""Pullquote's candidates for a question, as the bot finds them: what here knows Pullquote's index is this file alone.

The index is in memory, so opening indexes the texts anew, and so does adding one.
"""

from collections.abc import Iterable, Sequence
from math import exp
from pathlib import Path

from benchmarks.peers.peer import Opened, Text
from benchmarks.speed.engines import DEPTH, ENGLISH
from benchmarks.speed.lines import read, write
from retrieval.errors import QuestionError
from retrieval.index import Index
from retrieval.question import read_question
from retrieval.records import Article, Passage, Source, Span, Version

FILE = "texts.tsv"
POSTING = 8  # bytes: which passage, and how often it has the term


def build(texts: Iterable[Text], folder: Path) -> None:
    """The texts, indexed and kept."""
    kept = list(texts)
    Index([_passage(text) for text in kept])
    write(kept, folder / FILE)


def opened(folder: Path) -> Opened:
    """The texts, indexed anew."""
    passages = [_passage(text) for text in read(folder / FILE)]
    index = Index(passages)

    def ask(question: str) -> list[str]:
        candidates = index.search(_terms(question), depth=DEPTH)
        return [candidate.passage.article.source.id for candidate in candidates]

    def add(text: Text) -> None:
        nonlocal index
        passages.append(_passage(text))
        index = Index(passages)

    return Opened(ask, add, lambda question: POSTING * sum(_frequency(index, term) for term in _terms(question)))


def _terms(question: str) -> Sequence[str]:
    try:
        return read_question(question, (ENGLISH,)).terms
    except QuestionError:
        return ()


def _frequency(index: Index, term: str) -> int:
    """How many passages have the term, told by its idf, ln((N + 1) / (n + 0.5))."""
    return round((len(index.passages) + 1) / exp(index.idf(term)) - 0.5) if term in index else 0


def _passage(text: Text) -> Passage:
    """The text as one passage of one sentence; how it is split is not measured here."""
    whole = Span(start=0, end=len(text.body))
    version = Version(text=text.body, quotable=(whole,))
    source = Source(id=text.id, version=version.id, title=text.title or None)
    return Passage(article=Article(source=source, version=version), sentences=(whole,))

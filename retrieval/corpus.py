"""Which articles are searched? A corpus: articles in memory or in a library, with the index over their passages."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from retrieval.analysis.passages import passages
from retrieval.answers import Quote
from retrieval.index.bm25 import Index, index_of
from retrieval.progress import ProgressCallback, no_progress
from retrieval.records import Article, Passage


class Corpus(Protocol):
    """Articles as they are at one moment, with the index over their passages."""

    @property
    def index(self) -> Index:
        """The BM25 index over the passages of all articles."""

    @property
    def size(self) -> int:
        """How many articles there are."""

    def texts(self, count: int) -> Iterable[str]:
        """The texts of at most the first `count` passages; several passages may be joined into one text."""

    def containing(self, text: str) -> Iterator[Article]:
        """The articles that contain `text` exactly."""

    def confirms(self, quote: Quote) -> bool:
        """Whether the quote's version is in the corpus and has exactly the quote's characters at its offsets."""


class InMemoryCorpus:
    """A corpus of articles that are held in memory, with the passages of each; without these, they are split."""

    def __init__(
        self,
        articles: Sequence[Article],
        by_article: Sequence[Sequence[Passage]] | None = None,
        *,
        watch: ProgressCallback = no_progress,
    ) -> None:
        by_article = list(map(passages, articles)) if by_article is None else by_article
        self.index = index_of([passage for of_article in by_article for passage in of_article], watch=watch)
        self.size = len(articles)
        self.texts = self.index.texts
        self._articles = tuple(articles)
        self._texts = {article.source.version: article.version.text for article in articles}

    def containing(self, text: str) -> Iterator[Article]:
        """The articles that contain `text` exactly."""
        return (article for article in self._articles if text in article.version.text)

    def confirms(self, quote: Quote) -> bool:
        """Whether the quote's version is in the corpus and has exactly the quote's characters at its offsets."""
        text = self._texts.get(quote.article.version)
        return text is not None and quote.is_exact(text)

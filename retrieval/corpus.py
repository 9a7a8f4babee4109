"""What may be answered from? Articles, in memory or in a library, with the index that finds their passages."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from retrieval.analysis.passages import passages
from retrieval.index.bm25 import Index, index_of
from retrieval.progress import ProgressCallback, no_progress
from retrieval.records import Article, Passage, Quote


class Corpus(Protocol):
    """Articles as they are at one moment."""

    @property
    def index(self) -> Index:
        """What finds their passages."""

    @property
    def size(self) -> int:
        """How many articles there are."""

    def texts(self, count: int) -> Iterable[str]:
        """What the first passages say, at most so many; several may come as one text."""

    def having(self, text: str) -> Iterator[Article]:
        """The articles that have these very characters somewhere."""

    def confirms(self, quote: Quote) -> bool:
        """Whether the quote's article has exactly the quote's text at its offsets."""


class InMemoryCorpus:
    """A stock of articles that are in memory; `split` gives an article's passages."""

    def __init__(
        self,
        articles: Sequence[Article],
        *,
        split: Callable[[Article], Sequence[Passage]] = passages,
        watch: ProgressCallback = no_progress,
    ) -> None:
        found = [split(article) for article in watch(articles, "Splitting articles")]
        self.index = index_of([passage for each in found for passage in each], watch=watch)
        self.size = len(articles)
        self.texts = self.index.texts
        self._articles = tuple(articles)
        self._texts = {article.source.version: article.version.text for article in articles}

    def having(self, text: str) -> Iterator[Article]:
        """The articles that have these very characters somewhere."""
        return (article for article in self._articles if text in article.version.text)

    def confirms(self, quote: Quote) -> bool:
        """Whether the quote's version has exactly the quote's text at its offsets."""
        text = self._texts.get(quote.article.version)
        return text is not None and text[quote.start : quote.end] == quote.text

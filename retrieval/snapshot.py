"""Which articles does a library have at one moment? Those of some collections, with the index over their passages.

`open_snapshot` writes nothing: an index that is missing, out of date or damaged is made in memory, while it is open.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from retrieval.answers import Quote
from retrieval.errors import ArticlesError, LibraryError
from retrieval.index.bm25 import Index
from retrieval.indexing.manager import IndexManager
from retrieval.library.catalog import has_articles
from retrieval.library.database import Library
from retrieval.library.passages import article_count, articles_containing, has_quote, sample_text
from retrieval.library.passages import collection_names as collections_of
from retrieval.records import Article


class LibraryCorpus:
    """A stock of the articles in some collections of a library; its index is of one moment."""

    def __init__(self, library: Library, collections: Sequence[str], index: Index) -> None:
        self.index = index
        self.size = article_count(library, collections)
        self._library = library
        self._collections = collections

    def texts(self, count: int) -> Iterable[str]:
        """What the first passages say, at most so many."""
        return [sample_text(self._library, self._collections, count)]

    def containing(self, text: str) -> Iterator[Article]:
        """The articles that have these very characters somewhere."""
        return articles_containing(self._library, self._collections, text)

    def confirms(self, quote: Quote) -> bool:
        """Whether the quote's article has exactly the quote's text at its offsets."""
        return has_quote(self._library, self._collections, quote)


class Snapshot(NamedTuple):
    """The articles and the library that they are read from, which its owner closes."""

    holdings: LibraryCorpus
    library: Library


def open_snapshot(path: Path, collections: Sequence[str]) -> Snapshot:
    """The articles in these collections of the library at `path`.

    Raises:
        LibraryError: there is no library, or it cannot be used.
        ArticlesError: a collection has no article.
    """
    if not path.exists():
        raise LibraryError(f"there is no library `{path}`", "`pullquote add PATH --library FILE` makes one")
    library = Library(path, read_only=True)
    try:
        _require_articles(library, collections)
        managers = [IndexManager(library, name) for name in collections]
        index = Index([view for manager in managers for view in manager.live_segments()])
        return Snapshot(LibraryCorpus(library, collections, index), library)
    except BaseException:
        library.close()
        raise


def _require_articles(library: Library, collections: Sequence[str]) -> None:
    for name in collections:
        if not has_articles(library, name):
            others = ", ".join(f"`{each}`" for each in collections_of(library) if has_articles(library, each))
            problem = f"the library `{library.path}` has no article in the collection `{name}`"
            raise ArticlesError(problem, f"it has some in {others}" if others else "add articles with `pullquote add`")

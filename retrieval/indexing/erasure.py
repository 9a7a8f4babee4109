"""How is nothing left of an article? Its rows are purged, and every segment of the index that had it is made anew."""

from collections.abc import Sequence

from retrieval.indexing.manager import Upkeep
from retrieval.library.articles import purge_articles
from retrieval.library.database import Library
from retrieval.library.passages import collection_names
from retrieval.progress import ProgressCallback, no_progress


def erase(library: Library, keys: Sequence[str], *, watch: ProgressCallback = no_progress) -> None:
    """Leave no byte of the articles in the library, its log and its index, nor of the quotes that were sent of them.

    Raises:
        LibraryError: another process still reads the library as it was; the articles are removed all the same.
    """
    try:
        purge_articles(library, keys)
    finally:
        for collection in collection_names(library):
            Upkeep(library, collection).scrub(watch=watch)

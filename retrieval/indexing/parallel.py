"""How are many articles indexed? In parts, each by a process of its own, whose segments are merged in the end.

The size of a part is bounded, for machines with little memory; as many processes run as there are processors.
"""

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from os import cpu_count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from retrieval.index.merge import merge_segments
from retrieval.index.segment import Segment
from retrieval.index.segment_file import MappedArrays, save
from retrieval.index.segment_writer import IndexDocument, build_segment
from retrieval.indexing.manifest import PendingArticle, article_documents
from retrieval.library.database import Library
from retrieval.progress import ProgressCallback, no_progress

MIN_PARALLEL_ARTICLES: Final = 20_000  # articles; each part analyses frequent words again
MAX_ARTICLES_PER_PART: Final = 100_000  # articles, to bound memory


def index_articles(
    library: Library, articles: Sequence[PendingArticle], *, watch: ProgressCallback = no_progress
) -> Segment:
    """Build the segment of these articles, which are sorted by version and key.

    Raises:
        LibraryError: the library cannot be read.
    """
    count = max(
        min(cpu_count() or 1, len(articles) // MIN_PARALLEL_ARTICLES), -(-len(articles) // MAX_ARTICLES_PER_PART)
    )
    if count <= 1:
        return build_segment(_documents(library, watch(articles, "Indexing articles")))
    size = -(-len(articles) // count)
    parts = [articles[start : start + size] for start in range(0, len(articles), size)]
    with TemporaryDirectory(prefix="pullquote-") as folder:
        return merge_segments(_build_parts(library.path, parts, Path(folder), watch))


def _build_parts(
    library: Path, parts: Sequence[Sequence[PendingArticle]], folder: Path, watch: ProgressCallback
) -> list[Segment]:
    """The segments of the parts, each built in a process of its own."""
    spawned = multiprocessing.get_context("spawn")  # a forked process would inherit the locks of this one's threads
    with ProcessPoolExecutor(min(cpu_count() or 1, len(parts)), mp_context=spawned) as pool:
        paths = [folder / f"{number}.segment" for number in range(len(parts))]
        making = [pool.submit(_make, library, part, path) for part, path in zip(parts, paths, strict=True)]
        for each in watch(making, f"Indexing articles, {len(parts[0]):,} at a time"):
            each.result()
    return [Segment(MappedArrays(path)) for path in paths]


def _make(library: Path, articles: Sequence[PendingArticle], path: Path) -> None:
    with Library(library) as opened:
        save(build_segment(_documents(opened, articles)).arrays.all(), path)


def _documents(library: Library, articles: Iterable[PendingArticle]) -> Iterator[IndexDocument]:
    for article in articles:
        yield from article_documents(library, article)

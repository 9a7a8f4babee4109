"""How are very many articles indexed? In parts, each by a process of its own, and put together in the end.

A part is never too large for a small machine's memory, and there are as many at a time as the machine has processors.
"""

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from os import cpu_count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from retrieval.index.merge import merged
from retrieval.index.segment import Heading, Segment
from retrieval.index.segment_file import Mapped, save
from retrieval.index.segment_writer import Entry, built
from retrieval.indexing.manifest import Passing, passages_of
from retrieval.library.database import Library
from retrieval.progress import ProgressCallback, no_progress

WORTH_A_PROCESS: Final = 20_000  # articles; each part reads the frequent words anew, so they should not be small
LARGEST: Final = 100_000  # articles in a part, for the sake of memory


def indexed(library: Library, articles: Sequence[Passing], *, watch: ProgressCallback = no_progress) -> Segment:
    """The segment of these articles, which come by version and key.

    Raises:
        LibraryError: the library cannot be read.
    """
    count = max(min(cpu_count() or 1, len(articles) // WORTH_A_PROCESS), -(-len(articles) // LARGEST))
    if count <= 1:
        return built(_entries(library, watch(articles, "Indexing articles")))
    size = -(-len(articles) // count)
    parts = [articles[start : start + size] for start in range(0, len(articles), size)]
    with TemporaryDirectory(prefix="pullquote-") as folder:
        return merged(_made_apart(library.path, parts, Path(folder), watch))


def _made_apart(
    library: Path, parts: Sequence[Sequence[Passing]], folder: Path, watch: ProgressCallback
) -> list[Segment]:
    """The segments of the parts, each made in a process of its own."""
    spawned = multiprocessing.get_context("spawn")  # a copy of this process would have its threads' locks
    with ProcessPoolExecutor(min(cpu_count() or 1, len(parts)), mp_context=spawned) as pool:
        paths = [folder / f"{number}.segment" for number in range(len(parts))]
        making = [pool.submit(_make, library, part, path) for part, path in zip(parts, paths, strict=True)]
        for each in watch(making, f"Indexing articles, {len(parts[0]):,} at a time"):
            each.result()
    return [Segment(Mapped(path)) for path in paths]


def _make(library: Path, articles: Sequence[Passing], path: Path) -> None:
    with Library(library) as opened:
        save(built(_entries(opened, articles)).arrays.all(), path)


def _entries(library: Library, articles: Iterable[Passing]) -> Iterator[Entry]:
    for article in articles:
        heading = Heading(article.row, article.key, article.version, article.language)
        for position, text in passages_of(library, article):
            yield Entry(heading, position, text, article.title)

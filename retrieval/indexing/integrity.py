"""Is the index on disk sound? Every file that the library notes is read whole, and nothing is changed.

What is missing or damaged is made anew from the library, which alone is the truth, when the index is next opened or a
question meets it.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from retrieval.errors import DamagedSegmentError
from retrieval.index.segment_file import MappedArrays
from retrieval.indexing.manager import index_folder, segment_path
from retrieval.library.database import Library, scalar
from retrieval.records import Record

MAX_PROBLEMS = 5  # signs of damage that are told
TEXTS_PER_READ = 64  # texts in memory
COUNTS = """
    SELECT
        (SELECT count(*) FROM articles WHERE removed_at IS NULL) AS articles,
        (SELECT count(*) FROM articles WHERE removed_at IS NOT NULL) AS removed,
        (SELECT count(DISTINCT collection) FROM articles WHERE removed_at IS NULL) AS collections,
        (SELECT count(*) FROM quotes) AS quotes,
        (SELECT max(read_at) FROM readings) AS read_at,
        (SELECT count(*) FROM articles WHERE removed_at IS NULL
            AND EXISTS (SELECT 1 FROM origins WHERE article = articles.id)
            AND NOT EXISTS (SELECT 1 FROM origins WHERE article = articles.id AND gone_at IS NULL)) AS gone
"""
TEXTS = "SELECT id, sha256, text FROM versions WHERE id > ? ORDER BY id LIMIT ?"


class IndexReport(Record):
    """What a look at all files of the index found.

    `files` are those that there should be; `size` is what those take that are there, in bytes; `missing` and `damaged`
    are the names of the others.
    """

    folder: Path
    files: int
    size: int
    missing: tuple[str, ...]
    damaged: tuple[str, ...]


def check_index(library: Library) -> IndexReport:
    """What a look at all files of the index finds; those that the bot replaces meanwhile count for nothing."""
    folder = index_folder(library)
    paths = [segment_path(folder, number) for number in _noted(library)]
    sizes = {path: path.stat().st_size for path in paths if path.exists()}
    damaged = list(_damaged(sizes))
    still = {segment_path(folder, number) for number in _noted(library)}
    return IndexReport(
        folder=folder,
        files=len(paths),
        size=sum(sizes.values()),
        missing=tuple(path.name for path in paths if path not in sizes and path in still),
        damaged=tuple(path.name for path in damaged if path in still),
    )


def _noted(library: Library) -> Sequence[int]:
    return [row["id"] for row in library.rows("SELECT id FROM segments ORDER BY id")]


def _damaged(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that are not what was written."""
    for path in paths:
        try:
            MappedArrays(path).all()
        except DamagedSegmentError:
            yield path


class LibraryReport(Record):
    """What a look at the whole library found.

    `damage` are signs of it, a sentence each; `size` is the file's, in bytes; `gone` are the articles at none of whose
    addresses there is anything any more; `read_at` is when a text was last read that was new.
    """

    damage: tuple[str, ...]
    size: int
    articles: int
    removed: int
    collections: int
    quotes: int
    gone: int
    read_at: str | None


def check_library(library: Library) -> LibraryReport:
    """What a look at the whole library finds.

    Raises:
        LibraryError: the library is damaged so badly that it cannot be looked at.
    """
    with library.corruption_as_error(), library.reading():
        (counts,) = library.rows(COUNTS)
        pages = scalar(library.rows("PRAGMA page_count")) * scalar(library.rows("PRAGMA page_size"))
        return LibraryReport(damage=tuple(_damage(library)), size=pages, **dict(counts))


def _damage(library: Library) -> Iterator[str]:
    found = [str(row[0]) for row in library.rows(f"PRAGMA quick_check({MAX_PROBLEMS})")]
    yield from (sign for sign in found if sign != "ok")
    changed = sum(1 for name, text in _texts(library) if sha256(text.encode()).hexdigest() != name)
    if changed:
        yield f"{changed} texts are not what was stored"


def _texts(library: Library) -> Iterator[tuple[str, str]]:
    """Every text under its name, a few at a time."""
    last = 0
    while rows := library.rows(TEXTS, [last, TEXTS_PER_READ]):
        last = rows[-1]["id"]
        yield from ((row["sha256"], row["text"]) for row in rows)

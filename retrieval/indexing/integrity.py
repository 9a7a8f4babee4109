"""Are the library and its index on disk intact? Every page, text and index file is read, and nothing is changed.

A missing or damaged index file is rebuilt from the library, the source of truth, when the index is next opened or a
question reads it.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from retrieval.errors import DamagedSegmentError
from retrieval.index.segment_file import MappedArrays
from retrieval.indexing.coverage import incomplete_segments
from retrieval.indexing.manager import NEW, index_folder, segment_path
from retrieval.ingest.inputs import is_url
from retrieval.library.database import Library, scalar
from retrieval.records import Record

MAX_PROBLEMS = 5  # problems that SQLite's check reports at most
TEXTS_PER_READ = 64  # texts in memory at a time
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
    """The state of all files of the index.

    `files` is how many there should be; `size` is that of those present, in bytes. The others are names: `incomplete`
    ones lack a passage of the library, or cover what another one covers; nothing refers to the `extra` ones.
    """

    folder: Path
    files: int
    size: int
    missing: tuple[str, ...]
    damaged: tuple[str, ...]
    incomplete: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.missing or self.damaged or self.incomplete or self.extra)


def check_index(library: Library) -> IndexReport:
    """Check all files of the index; those that a running bot replaces meanwhile are not reported."""
    folder = index_folder(library)
    paths = [segment_path(folder, number) for number in _recorded(library)]
    sizes = {path: path.stat().st_size for path in paths if path.exists()}
    damaged = list(_damaged(sizes))
    incomplete = {segment_path(folder, number) for number in incomplete_segments(library)} - {*damaged}
    present = {path for path in folder.iterdir() if not path.name.startswith(NEW)} if folder.is_dir() else set()
    still = {segment_path(folder, number) for number in _recorded(library)}
    return IndexReport(
        folder=folder,
        files=len(paths),
        size=sum(sizes.values()),
        missing=tuple(path.name for path in paths if path not in sizes and path in still),
        damaged=tuple(path.name for path in damaged if path in still),
        incomplete=tuple(sorted(path.name for path in incomplete if path in still)),
        extra=tuple(sorted(path.name for path in present - {*paths} - still)),
    )


def _recorded(library: Library) -> Sequence[int]:
    return [row["id"] for row in library.rows("SELECT id FROM segments ORDER BY id")]


def _damaged(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that fail their checksums."""
    for path in paths:
        try:
            MappedArrays(path).all()
        except DamagedSegmentError:
            yield path


class LibraryReport(Record):
    """The state of the library.

    `damage` has a sentence for each problem; `size` is the file's, in bytes; `gone` counts the articles whose addresses
    all no longer exist; `read_at` is when a new text was last read.
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
    """Check the whole library: its pages, and the hash of every text.

    Raises:
        LibraryError: the library is too damaged to be read.
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
    """Each text with the SHA-256 it is stored under, read `TEXTS_PER_READ` at a time."""
    last = 0
    while rows := library.rows(TEXTS, [last, TEXTS_PER_READ]):
        last = rows[-1]["id"]
        yield from ((row["sha256"], row["text"]) for row in rows)


class EarlierReading(Record):
    """An article that earlier readers have read.

    `name` is what it is called in a list; `addresses` are those that are not gone; `is_kept` is whether the bytes that
    were read are kept.
    """

    id: str
    name: str
    addresses: tuple[str, ...]
    is_kept: bool

    @property
    def is_readable(self) -> bool:
        """Whether one of its addresses can be read again from here."""
        return any(is_url(address) or Path(address).is_file() for address in self.addresses)


def earlier_readings(library: Library, *, readers: int) -> tuple[EarlierReading, ...]:
    """The articles that were not read by these readers from any address, oldest first."""
    query = """
        SELECT key AS id, coalesce(title, articles.file, url, key) AS name, max(document) IS NOT NULL AS is_kept,
            json_group_array(address) FILTER (WHERE gone_at IS NULL) AS addresses
        FROM articles JOIN origins ON origins.article = articles.id
        WHERE removed_at IS NULL GROUP BY articles.id HAVING max(readers) < ? ORDER BY articles.id
    """
    return tuple(
        EarlierReading(id=row["id"], name=row["name"], addresses=json.loads(row["addresses"]), is_kept=row["is_kept"])
        for row in library.rows(query, [readers])
    )

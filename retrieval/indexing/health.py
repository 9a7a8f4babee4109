"""Is the library sound, and what is in it? Every page and every text is looked at, and nothing is changed."""

from collections.abc import Iterator
from hashlib import sha256

from retrieval.library.database import Library, scalar
from retrieval.records import Record

MOST = 5  # signs of damage that are told
AT_ONCE = 64  # texts in memory
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


class Health(Record):
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


def health(library: Library) -> Health:
    """What a look at the whole library finds.

    Raises:
        LibraryError: the library is damaged so badly that it cannot be looked at.
    """
    with library.corruption_as_error(), library.reading():
        (counts,) = library.rows(COUNTS)
        pages = scalar(library.rows("PRAGMA page_count")) * scalar(library.rows("PRAGMA page_size"))
        return Health(damage=tuple(_damage(library)), size=pages, **dict(counts))


def _damage(library: Library) -> Iterator[str]:
    found = [str(row[0]) for row in library.rows(f"PRAGMA quick_check({MOST})")]
    yield from (sign for sign in found if sign != "ok")
    changed = sum(1 for name, text in _texts(library) if sha256(text.encode()).hexdigest() != name)
    if changed:
        yield f"{changed} texts are not what was stored"


def _texts(library: Library) -> Iterator[tuple[str, str]]:
    """Every text under its name, a few at a time."""
    last = 0
    while rows := library.rows(TEXTS, [last, AT_ONCE]):
        last = rows[-1]["id"]
        yield from ((row["sha256"], row["text"]) for row in rows)

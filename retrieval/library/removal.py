"""How does an article leave? Removed, it is never quoted again; purged, no byte of it is left, nor of its quotes."""

from collections.abc import Sequence
from sqlite3 import Connection

from retrieval.library.articles import delete
from retrieval.library.database import Library, Row, now
from retrieval.library.feeds import dismiss
from retrieval.library.quotes import note_purged
from retrieval.library.versions import drop_unneeded


def remove(library: Library, keys: Sequence[str]) -> None:
    """Take articles out of the library; of their texts only those stay that quotes were sent of."""
    with library.writing() as db:
        for row in _rows(db, keys):
            dismiss(db, row["id"])
            if row["sent"]:
                _retire(db, row)
            else:
                delete(db, row["id"])


def purge(library: Library, keys: Sequence[str]) -> None:
    """Leave no byte of the articles in the library and its log, nor of the quotes that were sent of them.

    Raises:
        LibraryError: another process still reads the library as it was; the articles are removed all the same.
    """
    with library.writing() as db:
        for row in _rows(db, keys):
            dismiss(db, row["id"])
            note_purged(db, row["id"])
            delete(db, row["id"])
    library.compact()


def _rows(db: Connection, keys: Sequence[str]) -> list[Row]:
    query = """
        SELECT id, collection, version, EXISTS (SELECT 1 FROM quotes WHERE article = articles.id) AS sent
        FROM articles WHERE key = ?
    """
    return [row for key in keys for row in db.execute(query, [key])]


def _retire(db: Connection, row: Row) -> None:
    """Keep an article for its quotes' sake, without its addresses, and without a text that none of them needs."""
    article = row["id"]
    db.execute("UPDATE articles SET removed_at = ? WHERE id = ?", [now(), article])
    db.execute("DELETE FROM origins WHERE article = ?", [article])
    needed = "SELECT 1 FROM quotes WHERE article = :id AND version = articles.version"
    db.execute(f"UPDATE articles SET version = NULL WHERE id = :id AND NOT EXISTS ({needed})", {"id": article})  # noqa: S608 -- our own words
    drop_unneeded(db, [row["version"]])

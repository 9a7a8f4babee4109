"""How does an article leave the library? Removed, it is never quoted again; purged, no byte of it is left."""

from collections.abc import Sequence
from sqlite3 import Connection

from retrieval.library.articles import delete
from retrieval.library.database import Library, Row, now
from retrieval.library.feeds import dismiss
from retrieval.library.quotes import note_purged
from retrieval.library.versions import drop_unneeded


def remove(library: Library, keys: Sequence[str]) -> None:
    """Remove articles; only the versions that sent quotes refer to stay."""
    with library.writing() as db:
        for row in _rows(db, keys):
            dismiss(db, row["id"])
            if row["sent"]:
                _retire(db, row)
            else:
                delete(db, row["id"])


def purge(library: Library, keys: Sequence[str]) -> None:
    """Delete articles and the quotes that were sent of them, so that no byte is left in the file and its log.

    Raises:
        LibraryError: another process still reads an older snapshot; the articles are deleted all the same.
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
    """Mark an article as removed: it loses its origins, and its version unless a sent quote refers to it."""
    article = row["id"]
    db.execute("UPDATE articles SET removed_at = ? WHERE id = ?", [now(), article])
    db.execute("DELETE FROM origins WHERE article = ?", [article])
    needed = "SELECT 1 FROM quotes WHERE article = :id AND version = articles.version"
    db.execute(f"UPDATE articles SET version = NULL WHERE id = :id AND NOT EXISTS ({needed})", {"id": article})  # noqa: S608 -- our own words
    drop_unneeded(db, [row["version"]])

"""How are articles stored, changed, merged, removed and purged? One row an article, with its current version."""

import json
from base64 import b32encode
from collections.abc import Sequence
from hashlib import sha256
from sqlite3 import Connection
from typing import Final, NamedTuple

from retrieval.library.database import Library, Row, now, scalar
from retrieval.library.feeds import dismiss_entries
from retrieval.library.origins import delete_documents
from retrieval.library.quotes import record_purged
from retrieval.library.versions import delete_unreferenced
from retrieval.records import Article

METADATA: Final = ("title", "publisher", "author", "published", "language", "url", "file", "pages")
"""The columns for what an article states of itself, besides its text."""

SHORTEST_KEY: Final = 6  # characters of base32


class VersionedArticle(NamedTuple):
    """An article as it was read, and the row id of its version."""

    article: Article
    version: int


def article_with_version(db: Connection, collection: int, version: int) -> Row | None:
    """The row of the collection's article with this version, removed articles included; `None` where there is none."""
    query = "SELECT id, removed_at FROM articles WHERE collection = ? AND version = ?"
    row: Row | None = db.execute(query, [collection, version]).fetchone()
    return row


def key_of(db: Connection, article: int) -> str:
    """The short id that people type for an article."""
    return str(scalar(db.execute("SELECT key FROM articles WHERE id = ?", [article]).fetchall()))


def insert_article(db: Connection, collection: int, text: VersionedArticle, *, seed: str) -> int:
    """Insert an article and return its row id; its key is the shortest free prefix of a hash of `seed`."""
    values: list[object] = [collection, text.version, _new_key(db, seed), *_metadata(text.article)]
    query = f"INSERT INTO articles (collection, version, key, {', '.join(METADATA)}) VALUES ({_placeholders(values)})"  # noqa: S608 -- our own names
    row = int(db.execute(query, values).lastrowid or 0)
    _record_reading(db, row, text)
    return row


def replace_version(db: Connection, article: int, text: VersionedArticle) -> None:
    """Give an article another version; a removed article is there again."""
    before = _version(db, article)
    db.execute("UPDATE articles SET version = ?, removed_at = NULL WHERE id = ?", [text.version, article])
    update_metadata(db, article, text.article)
    _record_reading(db, article, text)
    delete_unreferenced(db, [before])


def update_metadata(db: Connection, article: int, read: Article) -> bool:
    """Store what the article states of itself, and return whether that differs from what was stored."""
    settings = ", ".join(f"{name} = ?" for name in METADATA)
    differs = " OR ".join(f"{name} IS NOT ?" for name in METADATA)
    query = f"UPDATE articles SET {settings} WHERE id = ? AND ({differs})"  # noqa: S608 -- our own names
    return db.execute(query, [*_metadata(read), article, *_metadata(read)]).rowcount > 0


def merge_articles(db: Connection, article: int, other: int, text: VersionedArticle) -> int:
    """Merge two articles that now have the same text, and return the row id of the older one.

    It keeps the origins, readings and quotes of both; the other article is deleted.
    """
    kept, gone = sorted((article, other))
    before = _version(db, gone)
    for table in ("origins", "readings", "quotes"):
        db.execute(f"UPDATE OR IGNORE {table} SET article = ? WHERE article = ?", [kept, gone])  # noqa: S608 -- our own names
    db.execute("UPDATE articles SET version = NULL WHERE id = ?", [gone])  # (collection, version) is unique at any time
    replace_version(db, kept, text)
    delete_article(db, gone)
    delete_unreferenced(db, [before])
    return kept


def delete_article(db: Connection, article: int) -> None:
    """Delete an article and its quotes, with the versions that nothing else refers to."""
    quoted = db.execute("DELETE FROM quotes WHERE article = ? RETURNING version", [article]).fetchall()
    before = _version(db, article)
    db.execute("DELETE FROM articles WHERE id = ?", [article])
    delete_unreferenced(db, [before, *(row["version"] for row in quoted)])


def _version(db: Connection, article: int) -> int | None:
    version: int | None = scalar(db.execute("SELECT version FROM articles WHERE id = ?", [article]).fetchall())
    return version


def _record_reading(db: Connection, article: int, text: VersionedArticle) -> None:
    db.execute(
        "INSERT INTO readings (article, sha256, read_at) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET read_at = excluded.read_at",
        [article, text.article.version.id, now()],
    )


def _metadata(article: Article) -> list[str | None]:
    source = article.source
    published = source.published.isoformat() if source.published else None
    pages = json.dumps(article.version.pages)  # not of the version: the same text may come from a file without pages
    return [source.title, source.publisher, article.author, published, article.language, source.url, source.file, pages]


def _new_key(db: Connection, seed: str) -> str:
    """The shortest prefix of the seed's hash that is no article's key yet."""
    name = b32encode(sha256(seed.encode()).digest()).decode().rstrip("=").lower()
    keys = (name[:length] for length in range(SHORTEST_KEY, len(name) + 1))
    taken = "SELECT 1 FROM articles WHERE key = ?"
    return next(key for key in keys if not db.execute(taken, [key]).fetchall())


def _placeholders(values: list[object]) -> str:
    return ", ".join("?" * len(values))


def remove_articles(library: Library, keys: Sequence[str]) -> None:
    """Remove articles and the documents that they were read from; only the versions that sent quotes refer to stay."""
    with library.writing() as db:
        for row in _rows_of(db, keys):
            dismiss_entries(db, row["id"])
            delete_documents(db, row["id"])
            if row["sent"]:
                _mark_removed(db, row)
            else:
                delete_article(db, row["id"])


def purge_articles(library: Library, keys: Sequence[str]) -> None:
    """Delete articles and the quotes that were sent of them, so that no byte is left in the file and its log.

    Raises:
        LibraryError: another process still reads an older snapshot; the articles are deleted all the same.
    """
    delete_articles(library, keys)
    library.compact()


def delete_articles(library: Library, keys: Sequence[str]) -> None:
    """Delete articles and the quotes that were sent of them; the log still has them until it is written back."""
    with library.writing() as db:
        for row in _rows_of(db, keys):
            dismiss_entries(db, row["id"])
            delete_documents(db, row["id"])
            record_purged(db, row["id"])
            delete_article(db, row["id"])


def _rows_of(db: Connection, keys: Sequence[str]) -> list[Row]:
    query = """
        SELECT id, collection, version, EXISTS (SELECT 1 FROM quotes WHERE article = articles.id) AS sent
        FROM articles WHERE key = ?
    """
    return [row for key in keys for row in db.execute(query, [key])]


def _mark_removed(db: Connection, row: Row) -> None:
    """Mark an article as removed: it loses its origins, and its version unless a sent quote refers to it."""
    article = row["id"]
    db.execute("UPDATE articles SET removed_at = ? WHERE id = ?", [now(), article])
    db.execute("DELETE FROM origins WHERE article = ?", [article])
    needed = "SELECT 1 FROM quotes WHERE article = :id AND version = articles.version"
    db.execute(f"UPDATE articles SET version = NULL WHERE id = :id AND NOT EXISTS ({needed})", {"id": article})  # noqa: S608 -- our own words
    delete_unreferenced(db, [row["version"]])

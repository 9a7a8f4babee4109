"""Where are the articles from? What is known of each address: its bytes, what to ask a server there, and if it is gone.

A feed is one address with several articles, which `entry` tells apart.
"""

from collections.abc import Sequence
from sqlite3 import Connection
from typing import NamedTuple

from retrieval.ingest.inputs import STANDARD_INPUT, UPLOAD_PREFIX, Origin
from retrieval.library.database import Library, Row, now

KNOWN = """
    SELECT address, etag, last_modified, origins.name, digest, gone_at, origins.collection,
        collections.name AS collection_name
    FROM origins JOIN collections ON collections.id = origins.collection
"""
HERE = "WHERE address = :address AND collection = :collection"


class Known(NamedTuple):
    """An address that was read before: what people call it, in which collection, and the digest of its bytes."""

    origin: Origin
    name: str
    digest: str
    is_gone: bool
    collection: str
    row: int  # the collection's


def known(library: Library, address: str, *, collection: str) -> Known | None:
    """What is known of an address in a collection."""
    found = library.rows(f"{KNOWN} WHERE address = ? AND collections.name = ? LIMIT 1", [address, collection])
    return _known(found[0]) if found else None


def addresses(
    library: Library, articles: Sequence[str] | None = None, *, collection: str | None = None
) -> tuple[Known, ...]:
    """The addresses that can be read again, of the articles with these ids or of all, in a collection or in all."""
    again = f"WHERE address <> '{STANDARD_INPUT}' AND address NOT LIKE '{UPLOAD_PREFIX}%'"
    ids = "SELECT id FROM articles WHERE key IN"
    those = "" if articles is None else f"AND article IN ({ids} ({', '.join('?' * len(articles))}))"
    grouped = "GROUP BY origins.collection, address ORDER BY origins.collection, address"
    there = "AND collections.name = coalesce(?, collections.name)"
    found = library.rows(f"{KNOWN} {again} {there} {those} {grouped}", [collection, *(articles or ())])
    return tuple(map(_known, found))


def entries_at(library: Library, address: str, *, collection: str) -> int:
    """How many entries of a feed at this address are articles, 0 where there is another page."""
    joined = "FROM origins JOIN collections ON collections.id = origins.collection"
    query = f"SELECT count(*) AS count {joined} WHERE address = ? AND entry <> '' AND collections.name = ?"
    return int(library.rows(query, [address, collection])[0]["count"])


def owner(db: Connection, collection: int, address: str, entry: str) -> int | None:
    """The row of the article that an origin belongs to."""
    query = f"SELECT article FROM origins {HERE} AND entry = :entry"  # noqa: S608 -- our own words
    found = db.execute(query, {"collection": collection, "address": address, "entry": entry}).fetchone()
    return found["article"] if found else None


def other_origins(db: Connection, article: int, address: str, entry: str) -> list[Row]:
    """The other origins of an article."""
    query = "SELECT gone_at FROM origins WHERE article = ? AND NOT (address = ? AND entry = ?)"
    return db.execute(query, [article, address, entry]).fetchall()


def note_article(db: Connection, collection: int, origin: Origin, *, entry: str, article: int) -> None:
    """Note to which article an origin belongs."""
    db.execute(
        "INSERT INTO origins (collection, address, entry, article, name, digest) VALUES (?, ?, ?, ?, '', '')"
        " ON CONFLICT DO UPDATE SET article = excluded.article",
        [collection, origin.address, entry, article],
    )


def note_read(db: Connection, collection: int, origin: Origin, *, name: str, digest: str) -> None:
    """Note what was read at an address, and that there is something."""
    db.execute(
        f"""
        UPDATE origins SET name = :name, digest = :digest, etag = :etag, last_modified = :last_modified, gone_at = NULL
        {HERE}
        """,  # noqa: S608 -- our own words
        {**origin.model_dump(), "collection": collection, "name": name, "digest": digest},
    )


def mark_read(library: Library, before: Known, origin: Origin) -> None:
    """Note that an address still has what it had, unless that is what was noted."""
    if before.is_gone or origin != before.origin:
        with library.writing() as db:
            note_read(db, before.row, origin, name=before.name, digest=before.digest)


def mark_gone(library: Library, before: Known) -> None:
    """Note that there is nothing at an address any more; its articles stay."""
    with library.writing() as db:
        db.execute(
            f"UPDATE origins SET gone_at = coalesce(gone_at, :now) {HERE}",  # noqa: S608 -- our own words
            {"now": now(), "address": before.origin.address, "collection": before.row},
        )


def note_look(library: Library, before: Known, *, problem: str | None) -> None:
    """Note that an address was looked at now, and what was wrong, if anything."""
    with library.writing() as db:
        db.execute(
            f"UPDATE origins SET looked_at = :now, problem = :problem {HERE}",  # noqa: S608 -- our own words
            {"now": now(), "problem": problem, "address": before.origin.address, "collection": before.row},
        )


def _known(row: Row) -> Known:
    origin = Origin(address=row["address"], etag=row["etag"], last_modified=row["last_modified"])
    is_gone = row["gone_at"] is not None
    return Known(origin, row["name"], row["digest"], is_gone, row["collection_name"], row["collection"])

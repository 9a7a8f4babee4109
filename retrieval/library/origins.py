"""Where do the articles come from? The state of each address: digest, ETag, last check, and whether it is gone.

A feed is one address with several articles, which `entry` distinguishes.
"""

from collections.abc import Sequence
from sqlite3 import Connection
from typing import NamedTuple

from retrieval.ingest.inputs import STANDARD_INPUT, UPLOAD_PREFIX, Origin
from retrieval.library.database import Library, Row, now

ADDRESSES = """
    SELECT address, etag, last_modified, origins.name, digest, gone_at, origins.collection,
        collections.name AS collection_name
    FROM origins JOIN collections ON collections.id = origins.collection
"""
HERE = "WHERE address = :address AND collection = :collection"


class KnownAddress(NamedTuple):
    """An address that was read before: its display name, the digest of its bytes, and its collection."""

    origin: Origin
    name: str
    digest: str
    is_gone: bool
    collection: str
    row: int  # the collection's


def known_address(library: Library, address: str, *, collection: str) -> KnownAddress | None:
    """The stored state of an address in a collection; `None` where it was never read."""
    found = library.rows(f"{ADDRESSES} WHERE address = ? AND collections.name = ? LIMIT 1", [address, collection])
    return _address_in(found[0]) if found else None


def readable_addresses(
    library: Library, articles: Sequence[str] | None = None, *, collection: str | None = None
) -> tuple[KnownAddress, ...]:
    """The addresses that can be read again: of the articles with these ids or of all, in one collection or in all."""
    again = f"WHERE address <> '{STANDARD_INPUT}' AND address NOT LIKE '{UPLOAD_PREFIX}%'"
    ids = "SELECT id FROM articles WHERE key IN"
    those = "" if articles is None else f"AND article IN ({ids} ({', '.join('?' * len(articles))}))"
    grouped = "GROUP BY origins.collection, address ORDER BY origins.collection, address"
    there = "AND collections.name = coalesce(?, collections.name)"
    found = library.rows(f"{ADDRESSES} {again} {there} {those} {grouped}", [collection, *(articles or ())])
    return tuple(map(_address_in, found))


def entry_count(library: Library, address: str, *, collection: str) -> int:
    """How many entries of the feed at this address are articles; 0 where the address is no feed."""
    joined = "FROM origins JOIN collections ON collections.id = origins.collection"
    query = f"SELECT count(*) AS count {joined} WHERE address = ? AND entry <> '' AND collections.name = ?"
    return int(library.rows(query, [address, collection])[0]["count"])


def article_at(db: Connection, collection: int, address: str, entry: str) -> int | None:
    """The row id of the article that an origin belongs to."""
    query = f"SELECT article FROM origins {HERE} AND entry = :entry"  # noqa: S608 -- our own words
    found = db.execute(query, {"collection": collection, "address": address, "entry": entry}).fetchone()
    return found["article"] if found else None


def other_origins(db: Connection, article: int, address: str, entry: str) -> list[Row]:
    """The other origins of an article."""
    query = "SELECT gone_at FROM origins WHERE article = ? AND NOT (address = ? AND entry = ?)"
    return db.execute(query, [article, address, entry]).fetchall()


def link_article(db: Connection, collection: int, origin: Origin, *, entry: str, article: int) -> None:
    """Store which article an origin belongs to."""
    db.execute(
        "INSERT INTO origins (collection, address, entry, article, name, digest) VALUES (?, ?, ?, ?, '', '')"
        " ON CONFLICT DO UPDATE SET article = excluded.article",
        [collection, origin.address, entry, article],
    )


def record_read(db: Connection, collection: int, origin: Origin, *, name: str, digest: str) -> None:
    """Store what was read at an address, which is therefore not gone."""
    db.execute(
        f"""
        UPDATE origins SET name = :name, digest = :digest, etag = :etag, last_modified = :last_modified, gone_at = NULL
        {HERE}
        """,  # noqa: S608 -- our own words
        {**origin.model_dump(), "collection": collection, "name": name, "digest": digest},
    )


def record_unchanged(library: Library, before: KnownAddress, origin: Origin) -> None:
    """Store that an address still has the same content; writes only where that changes the row."""
    if before.is_gone or origin != before.origin:
        with library.writing() as db:
            record_read(db, before.row, origin, name=before.name, digest=before.digest)


def record_gone(library: Library, before: KnownAddress) -> None:
    """Store that an address is gone; its articles stay."""
    with library.writing() as db:
        db.execute(
            f"UPDATE origins SET gone_at = coalesce(gone_at, :now) {HERE}",  # noqa: S608 -- our own words
            {"now": now(), "address": before.origin.address, "collection": before.row},
        )


def record_check(library: Library, before: KnownAddress, *, problem: str | None) -> None:
    """Store that an address was checked now, and the problem, if there was one."""
    with library.writing() as db:
        db.execute(
            f"UPDATE origins SET looked_at = :now, problem = :problem {HERE}",  # noqa: S608 -- our own words
            {"now": now(), "problem": problem, "address": before.origin.address, "collection": before.row},
        )


def _address_in(row: Row) -> KnownAddress:
    origin = Origin(address=row["address"], etag=row["etag"], last_modified=row["last_modified"])
    is_gone = row["gone_at"] is not None
    return KnownAddress(origin, row["name"], row["digest"], is_gone, row["collection_name"], row["collection"])

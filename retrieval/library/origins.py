"""Where do the articles come from? The state of each address, and the bytes that were read there last, its document.

A feed is one address with several articles, which `entry` distinguishes. Documents are kept, compressed, so that better
readers can read them again; triggers delete those that no origin refers to.
"""

import json
import zlib
from collections.abc import Collection, Sequence
from sqlite3 import Connection
from typing import Final, NamedTuple

from retrieval.ingest.inputs import STANDARD_INPUT, UPLOAD_PREFIX, Origin
from retrieval.ingest.site.page import SitePage
from retrieval.library.database import Library, Row, now

ADDRESSES = """
    SELECT address, etag, last_modified, origins.name, digest, gone_at, origins.collection, readers, document, page,
        collections.name AS collection_name
    FROM origins JOIN collections ON collections.id = origins.collection
"""
HERE = "WHERE address = :address AND collection = :collection"


LEVEL: Final = 6  # of zlib: 50 MB/s, to 16 % of pages' and Markdown's size; lzma gets to 14 %, at 3 MB/s
MAX_KEPT: Final = 20_000_000  # bytes of one document, compressed


class Document(NamedTuple):
    """The bytes of a file or page, and what its readers need to know of it.

    `url`, after redirects, and `content_type` are those of a page; a file has neither.
    """

    data: bytes
    url: str | None = None
    content_type: str | None = None


class CompressedDocument(NamedTuple):
    """A document as it is stored."""

    data: bytes
    url: str | None
    content_type: str | None


class OriginKey(NamedTuple):
    """The unique key of an origin, and the version of the readers that read it now."""

    collection: int
    address: str
    entry: str
    readers: int


class KnownAddress(NamedTuple):
    """An address that was read before: its display name, the digest of its bytes, and its collection.

    `readers` is the version of the readers that read it, `page` that of a site which the file is, if it is one.
    """

    origin: Origin
    name: str
    digest: str
    is_gone: bool
    collection: str
    row: int  # the collection's
    readers: int
    page: SitePage | None = None


class KeptDocument(NamedTuple):
    """A document that is kept, and where it was read; `entries` are those of its address, in the order of arrival."""

    row: int
    known: KnownAddress
    entries: tuple[str, ...]


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


def has_older_reading(db: Connection, version: int, spot: OriginKey, *, article: int | None = None) -> bool:
    """Whether an origin older than this one gives the same version, or the same article with it, by the same readers.

    Those count whose bytes are kept and that are not gone.
    """
    query = f"""
        SELECT 1 FROM origins JOIN articles ON articles.id = origins.article
        WHERE articles.version = :version AND articles.id = coalesce(:article, articles.id)
            AND document IS NOT NULL AND readers = :readers AND gone_at IS NULL
            AND origins.id < coalesce((SELECT id FROM origins {HERE} AND entry = :entry), origins.id + 1)
        LIMIT 1
    """  # noqa: S608 -- our own words
    return bool(db.execute(query, {**spot._asdict(), "version": version, "article": article}).fetchall())


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


class Reading(NamedTuple):
    """What was read at an address: its display name, the digest of its bytes, and the version of its readers.

    Attributes:
        is_fetched: whether the address was read just now, so that it is not gone; else its kept bytes were.
        entries: the entries that were read.
        document: the row id of the bytes, if they are kept.
        page: of a site, if the file is one.
    """

    name: str
    digest: str
    readers: int
    is_fetched: bool
    entries: Collection[str]
    document: int | None = None
    page: SitePage | None = None


def record_reading(db: Connection, collection: int, origin: Origin, reading: Reading) -> None:
    """Store what was read at an address; from standard input come only its entries."""
    db.execute(
        f"""
        UPDATE origins SET name = :name, digest = :digest, readers = :readers, document = :document, page = :page,
            etag = :etag, last_modified = :last_modified, gone_at = iif(:is_fetched, NULL, gone_at)
        {HERE} AND (address <> '{STANDARD_INPUT}' OR entry IN (SELECT value FROM json_each(:entries)))
        """,  # noqa: S608 -- our own words
        {
            **origin.model_dump(),
            **reading._asdict(),
            "collection": collection,
            "entries": json.dumps(list(reading.entries)),
            "page": reading.page.model_dump_json(exclude_defaults=True) if reading.page else None,
        },
    )


def record_unchanged(library: Library, before: KnownAddress, origin: Origin) -> None:
    """Store that an address still has the same content; writes only where that changes the row."""
    if before.is_gone or origin != before.origin:
        with library.writing() as db:
            db.execute(
                f"UPDATE origins SET etag = :etag, last_modified = :last_modified, gone_at = NULL {HERE}",  # noqa: S608 -- our own words
                {**origin.model_dump(), "collection": before.row},
            )


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


def compressed(document: Document) -> CompressedDocument | None:
    """The document as it is stored; `None` where it is too large to be kept."""
    data = zlib.compress(document.data, LEVEL)
    return CompressedDocument(data, document.url, document.content_type) if len(data) <= MAX_KEPT else None


def insert_document(db: Connection, collection: int, document: CompressedDocument) -> int:
    """Store a document and return its row id."""
    query = "INSERT INTO documents (collection, url, content_type, size, data) VALUES (?, ?, ?, ?, ?)"
    values = [collection, document.url, document.content_type, len(document.data), document.data]
    return int(db.execute(query, values).lastrowid or 0)


def has_document(db: Connection, row: int) -> bool:
    """Whether a document is still kept."""
    return bool(db.execute("SELECT 1 FROM documents WHERE id = ?", [row]).fetchall())


def delete_documents(db: Connection, article: int) -> None:
    """Delete the documents that an article was read from, also those that other articles were read from."""
    db.execute("DELETE FROM documents WHERE id IN (SELECT document FROM origins WHERE article = ?)", [article])


def kept_documents(
    library: Library, articles: Sequence[str] | None = None, *, readers: int | None = None
) -> tuple[KeptDocument, ...]:
    """The documents of the articles with these ids or of all; with `readers`, those that earlier readers have read."""
    query = f"""
        {ADDRESSES} WHERE document IS NOT NULL AND (:readers IS NULL OR readers < :readers)
            AND (:keys IS NULL OR (SELECT key FROM articles WHERE id = article) IN (SELECT value FROM json_each(:keys)))
        GROUP BY document ORDER BY document
    """  # noqa: S608 -- our own words
    keys = None if articles is None else json.dumps(list(articles))
    rows = library.rows(query, {"readers": readers, "keys": keys})
    return tuple(KeptDocument(row["document"], _address_in(row), _entries(library, row["document"])) for row in rows)


def has_documents(library: Library, *, before: int) -> bool:
    """Whether documents are kept that readers of a version `before` this one have read."""
    return bool(library.rows("SELECT 1 FROM origins WHERE document IS NOT NULL AND readers < ? LIMIT 1", [before]))


def read_document(library: Library, row: int) -> Document | None:
    """The document with this row id; `None` where it is not kept any more."""
    found = library.rows("SELECT data, url, content_type FROM documents WHERE id = ?", [row])
    return _document(library, found[0]) if found else None


def article_document(library: Library, key: str) -> tuple[str, Document] | None:
    """The display name and the document of the article with this id; `None` where none is kept."""
    query = """
        SELECT origins.name, data, documents.url, content_type FROM articles
        JOIN origins ON origins.article = articles.id JOIN documents ON documents.id = origins.document
        WHERE key = ? ORDER BY origins.gone_at IS NOT NULL, origins.id LIMIT 1
    """
    found = library.rows(query, [key])
    return (found[0]["name"], _document(library, found[0])) if found else None


def record_unreadable(library: Library, document: int, *, readers: int) -> None:
    """Store that these readers could not read a document, whose articles stay as they are."""
    with library.writing() as db:
        db.execute("UPDATE origins SET readers = ? WHERE document = ?", [readers, document])


def _address_in(row: Row) -> KnownAddress:
    origin = Origin(address=row["address"], etag=row["etag"], last_modified=row["last_modified"])
    is_gone = row["gone_at"] is not None
    name, collection, number = row["name"], row["collection_name"], row["collection"]
    page = SitePage.model_validate_json(row["page"]) if row["page"] else None
    return KnownAddress(origin, name, row["digest"], is_gone, collection, number, row["readers"], page)


def _entries(library: Library, document: int) -> tuple[str, ...]:
    rows = library.rows("SELECT entry FROM origins WHERE document = ? ORDER BY id", [document])
    return tuple(row["entry"] for row in rows)


def _document(library: Library, row: Row) -> Document:
    with library.corruption_as_error():
        try:
            return Document(zlib.decompress(row["data"]), row["url"], row["content_type"])
        except zlib.error as error:
            raise ValueError(str(error)) from error

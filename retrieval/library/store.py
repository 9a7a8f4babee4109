"""How is what was read stored? As a new, changed or known article; the same text is one article with two origins.

An origin is where an article was read. Its text decides to which article of the collection it belongs:

    the text of an article that is there    it is one more origin of that article
    new text, at an article's one origin    a new version of that article
    new text, at one of several origins     an article of its own, for the other origins still have the old text
    new text, at a new origin               a new article
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from sqlite3 import Connection
from types import MappingProxyType
from typing import NamedTuple

from retrieval.analysis.passages import passages
from retrieval.errors import NoRoomError, UnreadableArticleError
from retrieval.ingest.inputs import Origin
from retrieval.ingest.site.page import SitePage
from retrieval.library.articles import (
    VersionedArticle,
    article_with_version,
    insert_article,
    key_of,
    merge_articles,
    replace_version,
    update_metadata,
)
from retrieval.library.database import Library, Row, scalar
from retrieval.library.origins import (
    CompressedDocument,
    Document,
    OriginKey,
    Reading,
    article_at,
    compressed,
    has_document,
    has_older_reading,
    insert_document,
    link_article,
    other_origins,
    record_reading,
)
from retrieval.library.quota import UNLIMITED, Quota, enforced_quota
from retrieval.library.versions import insert_version, replace_blocks, version_row
from retrieval.records import Article, Passage, Version


class StoreOutcome(StrEnum):
    """What storing an article has changed."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    JOINED = "joined"  # it has the text of an article from another address, which now has two origins
    GONE = "gone"  # the address no longer exists; its article stays
    SKIPPED = "skipped"


class ReadBatch(NamedTuple):
    """Everything that was read at one address.

    Attributes:
        name: the display name of the address.
        digest: the digest of the bytes that were read.
        articles: each article by its entry id in a feed; by the empty string where the address is one article.
        passages: those of each article by the same ids; articles that are not there are split when they are stored.
        readers: the version of the readers.
        document: the bytes that were read, if they are to be kept.
        kept: the row id of the bytes, if those that are kept were read again.
        page: of a site, if the file is one.
    """

    origin: Origin
    name: str
    digest: str
    articles: Mapping[str, Article]
    passages: Mapping[str, Sequence[Passage]] = MappingProxyType({})
    readers: int = 0
    document: Document | None = None
    kept: int | None = None
    page: SitePage | None = None


class StoreResult(NamedTuple):
    """The key of an article, and what storing it has changed."""

    key: str
    outcome: StoreOutcome


class _Prepared(NamedTuple):
    """What was read at an address, prepared for the transaction that stores it, which others wait for."""

    batch: ReadBatch
    split: Mapping[str, Sequence[Passage]]
    document: CompressedDocument | None


def store_articles(
    library: Library, delivery: ReadBatch, *, collection: str, room: Quota = UNLIMITED
) -> tuple[StoreResult, ...]:
    """Store all that was read at an address in one transaction; the bytes that were read only where there is room.

    Nothing is stored of kept bytes that were read again and have been deleted meanwhile.

    Raises:
        NoRoomError: the collection would exceed the quota `room`.
        UnreadableArticleError: it holds no sentence to quote.
    """
    split = {
        entry: delivery.passages[entry] if entry in delivery.passages else passages(article)
        for entry, article in delivery.articles.items()
    }
    if not any(split.values()):
        raise UnreadableArticleError(f"`{delivery.name}` holds no sentence to quote", "give articles with text in them")
    prepared = _Prepared(delivery, split, compressed(delivery.document) if delivery.document else None)
    try:
        return _store(library, prepared, collection, room)
    except NoRoomError:
        if prepared.document is None:
            raise
        return _store(library, prepared._replace(document=None), collection, room)


def _store(library: Library, prepared: _Prepared, collection: str, room: Quota) -> tuple[StoreResult, ...]:
    batch, split, document = prepared
    with library.writing() as db, enforced_quota(db, collection, room):
        if batch.kept is not None and not has_document(db, batch.kept):
            return ()
        into = _get_or_insert_collection(db, collection)
        found = []
        for entry in filter(split.get, split):
            spot = OriginKey(into, batch.origin.address, entry, batch.readers)
            version, is_better = _store_version(db, spot, batch.articles[entry].version, split[entry])
            row, outcome = _store_article(db, spot, VersionedArticle(batch.articles[entry], version))
            outcome = StoreOutcome.CHANGED if is_better and outcome is StoreOutcome.UNCHANGED else outcome
            link_article(db, into, batch.origin, entry=entry, article=row)
            found.append(StoreResult(key_of(db, row), outcome))
        kept = insert_document(db, into, document) if document else batch.kept
        is_fetched = batch.kept is None
        reading = Reading(batch.name, batch.digest, batch.readers, is_fetched, list(batch.articles), kept, batch.page)
        record_reading(db, into, batch.origin, reading)
    return tuple(found)


def _get_or_insert_collection(db: Connection, name: str) -> int:
    db.execute("INSERT INTO collections (name) VALUES (?) ON CONFLICT DO NOTHING", [name])
    return int(scalar(db.execute("SELECT id FROM collections WHERE name = ?", [name]).fetchall()))


def _store_version(db: Connection, spot: OriginKey, version: Version, split: Sequence[Passage]) -> tuple[int, bool]:
    """The row id of the version, and whether it was there with other blocks.

    The same text may be read at several addresses, in several formats: the oldest one decides about its blocks.
    """
    row = version_row(db, version)
    if row is None:
        return insert_version(db, version, split), False
    return row, not has_older_reading(db, row, spot) and replace_blocks(db, row, version, split)


def _store_article(db: Connection, spot: OriginKey, text: VersionedArticle) -> tuple[int, StoreOutcome]:
    """The row id of the article that the text now belongs to, and what that has changed."""
    before = article_at(db, spot.collection, spot.address, spot.entry)
    twin = article_with_version(db, spot.collection, text.version)
    if twin:
        return _join_article(db, spot, text, before, twin)
    if before is None or _is_shared(db, spot, before):
        seed = f"{spot.collection}:{spot.address}:{spot.entry}:{text.article.version.id}"
        return insert_article(db, spot.collection, text, seed=seed), StoreOutcome.ADDED
    replace_version(db, before, text)
    return before, StoreOutcome.CHANGED


def _join_article(
    db: Connection, spot: OriginKey, text: VersionedArticle, before: int | None, twin: Row
) -> tuple[int, StoreOutcome]:
    """The row id of the article that has this text already, to which the origin is added, and what that has changed."""
    if before is not None and before == twin["id"]:
        decides = not has_older_reading(db, text.version, spot, article=before)
        differs = decides and update_metadata(db, before, text.article)
        return before, StoreOutcome.CHANGED if differs else StoreOutcome.UNCHANGED
    if before is not None and not other_origins(db, before, spot.address, spot.entry):
        return merge_articles(db, before, twin["id"], text), StoreOutcome.CHANGED
    if twin["removed_at"]:
        replace_version(db, twin["id"], text)
        return twin["id"], StoreOutcome.ADDED
    return twin["id"], StoreOutcome.JOINED


def _is_shared(db: Connection, spot: OriginKey, article: int) -> bool:
    """Whether the article has another origin that is not gone, and so keeps its old text."""
    return any(other["gone_at"] is None for other in other_origins(db, article, spot.address, spot.entry))

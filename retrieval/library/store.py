"""What becomes of an article that was read? It is new, changed or known; the same text is one article with two origins.

An origin is where an article was read. The text there decides to which article of the collection it belongs:

    the text of an article that is there    it is one more origin of that article
    new text, at an article's one origin    a new version of that article
    new text, at one of several origins     an article of its own, for the other origins still have the old text
    new text, at a new origin               a new article
"""

from collections.abc import Mapping
from enum import StrEnum
from sqlite3 import Connection
from typing import NamedTuple

from retrieval.analysis.passages import passages
from retrieval.errors import UnreadableArticleError
from retrieval.ingest.inputs import Origin
from retrieval.library.articles import Text, folded, insert, key_of, replace, restate, with_version
from retrieval.library.database import Library, Row, only
from retrieval.library.origins import note_article, note_read, other_origins, owner
from retrieval.library.quota import UNBOUNDED, Extent, within
from retrieval.library.versions import kept
from retrieval.records import Article


class Outcome(StrEnum):
    """What became of something that was to be read."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    JOINED = "joined"  # it has the text of an article from another address, which now has two origins
    GONE = "gone"  # there is nothing at the address any more; its article stays
    SKIPPED = "skipped"


class Delivery(NamedTuple):
    """What was read at one address.

    Attributes:
        name: what people call the address.
        digest: names the bytes that were read.
        articles: each article by what tells it from the others of this address, an empty string where there are none.
    """

    origin: Origin
    name: str
    digest: str
    articles: Mapping[str, Article]


class Arrival(NamedTuple):
    """The key of an article, and what became of it."""

    key: str
    outcome: Outcome


class Spot(NamedTuple):
    """Where an article is put: an origin in a collection."""

    collection: int
    address: str
    entry: str


def put(library: Library, delivery: Delivery, *, collection: str, room: Extent = UNBOUNDED) -> tuple[Arrival, ...]:
    """Store what was read: all of it or, when the process is killed, nothing; the collection has so much `room` in all.

    Raises:
        NoRoomError: it would have more than that.
        UnreadableArticleError: there is no sentence to quote in it.
    """
    split = {entry: passages(article) for entry, article in delivery.articles.items()}  # others wait for a transaction
    if not any(split.values()):
        raise UnreadableArticleError(f"`{delivery.name}` holds no sentence to quote", "give articles with text in them")
    with library.writing() as db, within(db, collection, room):
        into = _collection(db, collection)
        found = []
        for entry in filter(split.get, split):
            article = delivery.articles[entry]
            text = Text(article, kept(db, article.version, split[entry]))
            row, outcome = _placed(db, Spot(into, delivery.origin.address, entry), text)
            note_article(db, into, delivery.origin, entry=entry, article=row)
            found.append(Arrival(key_of(db, row), outcome))
        note_read(db, into, delivery.origin, name=delivery.name, digest=delivery.digest)
    return tuple(found)


def _collection(db: Connection, name: str) -> int:
    db.execute("INSERT INTO collections (name) VALUES (?) ON CONFLICT DO NOTHING", [name])
    return int(only(db.execute("SELECT id FROM collections WHERE name = ?", [name]).fetchall()))


def _placed(db: Connection, spot: Spot, text: Text) -> tuple[int, Outcome]:
    """The row of the article that the text belongs to from now on, and what became of it."""
    before = owner(db, *spot)
    twin = with_version(db, spot.collection, text.version)
    if twin:
        return _joined(db, spot, text, before, twin)
    if before is None or _is_shared(db, spot, before):
        seed = f"{spot.collection}:{spot.address}:{spot.entry}:{text.article.version.id}"
        return insert(db, spot.collection, text, seed=seed), Outcome.ADDED
    replace(db, before, text)
    return before, Outcome.CHANGED


def _joined(db: Connection, spot: Spot, text: Text, before: int | None, twin: Row) -> tuple[int, Outcome]:
    """The article that has this very text, with one more origin if this is not its own."""
    if before is not None and before == twin["id"]:
        return before, Outcome.CHANGED if restate(db, before, text.article) else Outcome.UNCHANGED
    if before is not None and not other_origins(db, before, spot.address, spot.entry):
        return folded(db, before, twin["id"], text), Outcome.CHANGED
    if twin["removed_at"]:
        replace(db, twin["id"], text)
        return twin["id"], Outcome.ADDED
    return twin["id"], Outcome.JOINED


def _is_shared(db: Connection, spot: Spot, article: int) -> bool:
    """Whether another origin of the article still has its old text, as far as is known."""
    return any(other["gone_at"] is None for other in other_origins(db, article, spot.address, spot.entry))

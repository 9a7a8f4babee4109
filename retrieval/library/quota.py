"""How much may a collection hold? So many articles and so much text, lest one server fill the disk of all.

It holds its articles, and the texts that they or its sent quotes need. What would make it hold more than it may is
refused; what makes it smaller, or leaves it as large as it was, is not.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from sqlite3 import Connection
from typing import Final, NamedTuple

from retrieval.errors import NoRoomError
from retrieval.library.database import Library, Row

MEGABYTE: Final = 10**6
MAKE_ROOM: Final = "remove some, or ask the bot's operator for more room"


class Extent(NamedTuple):
    """So many articles, and so many bytes of text in UTF-8; as what a collection may have, 0 is any number."""

    articles: int = 0
    bytes: int = 0


UNBOUNDED: Final = Extent()

HELD: Final = """
    WITH here AS (SELECT id FROM collections WHERE name = :name),
        needed AS (
            SELECT version FROM articles WHERE collection IN here
            UNION SELECT quotes.version FROM quotes JOIN articles ON articles.id = article WHERE collection IN here
        )
    SELECT (SELECT count(*) FROM articles WHERE collection IN here AND removed_at IS NULL) AS articles,
        (SELECT ifnull(sum(bytes), 0) FROM sizes WHERE version IN needed) AS bytes
"""


def held(library: Library, collection: str) -> Extent:
    """How much a collection has."""
    return _extent(library.rows(HELD, {"name": collection}))


@contextmanager
def within(db: Connection, collection: str, room: Extent) -> Iterator[None]:
    """What is done within makes the collection no larger than it may be.

    Raises:
        NoRoomError: it does; the transaction is to be undone.
    """
    if room == UNBOUNDED:
        yield
        return
    before = _held(db, collection)
    yield
    now = _held(db, collection)
    if 0 < room.articles < now.articles > before.articles:
        raise NoRoomError(f"there may be {room.articles:,} articles here, and they are reached", MAKE_ROOM)
    if 0 < room.bytes < now.bytes > before.bytes:
        of, wanted = megabytes(room.bytes), megabytes(now.bytes)
        raise NoRoomError(f"there may be {of} MB of text here, and this would make it {wanted} MB", MAKE_ROOM)


def megabytes(count: int) -> str:
    """Bytes in millions, with a digit behind the point where there are few."""
    return f"{count / MEGABYTE:,.1f}".removesuffix(".0")


def _held(db: Connection, collection: str) -> Extent:
    return _extent(db.execute(HELD, {"name": collection}).fetchall())


def _extent(rows: Sequence[Row]) -> Extent:
    (row,) = rows
    return Extent(row["articles"], row["bytes"])

"""How much may a collection hold? A quota of articles and bytes, so that one of them cannot fill everybody's disk.

The usage of a collection is its articles, the texts that they or its sent quotes refer to, and the documents that are
kept of them, compressed. A change that would grow it beyond its quota is refused; one that shrinks it or leaves its
size unchanged is not.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from sqlite3 import Connection
from typing import Final, NamedTuple

from retrieval.errors import NoRoomError
from retrieval.library.database import Library, Row

MEGABYTE: Final = 10**6
MAKE_ROOM: Final = "remove some, or ask the bot's operator for more room"


class Quota(NamedTuple):
    """A number of articles and of bytes, as usage or as limit; as a limit, 0 is unlimited."""

    articles: int = 0
    bytes: int = 0


UNLIMITED: Final = Quota()

USAGE: Final = """
    WITH here AS (SELECT id FROM collections WHERE name = :name),
        needed AS (
            SELECT version FROM articles WHERE collection IN here
            UNION SELECT quotes.version FROM quotes JOIN articles ON articles.id = article WHERE collection IN here
        )
    SELECT (SELECT count(*) FROM articles WHERE collection IN here AND removed_at IS NULL) AS articles,
        (SELECT ifnull(sum(bytes), 0) FROM sizes WHERE version IN needed)
            + (SELECT ifnull(sum(size), 0) FROM documents WHERE collection IN here) AS bytes
"""


def usage(library: Library, collection: str) -> Quota:
    """The usage of a collection."""
    return _quota_in(library.rows(USAGE, {"name": collection}))


@contextmanager
def enforced_quota(db: Connection, collection: str, room: Quota) -> Iterator[None]:
    """Check at the end that the transaction inside has not grown the collection beyond its quota.

    Raises:
        NoRoomError: it has; the caller rolls back.
    """
    if room == UNLIMITED:
        yield
        return
    before = _usage(db, collection)
    yield
    now = _usage(db, collection)
    if 0 < room.articles < now.articles > before.articles:
        raise NoRoomError(f"the limit of {room.articles:,} articles here is reached", MAKE_ROOM)
    if 0 < room.bytes < now.bytes > before.bytes:
        of, wanted = megabytes(room.bytes), megabytes(now.bytes)
        raise NoRoomError(
            f"the limit of text and kept files here is {of} MB, and this would make it {wanted} MB", MAKE_ROOM
        )


def megabytes(count: int) -> str:
    """Bytes as megabytes, with at most one decimal: "0.4", "12"."""
    return f"{count / MEGABYTE:,.1f}".removesuffix(".0")


def _usage(db: Connection, collection: str) -> Quota:
    return _quota_in(db.execute(USAGE, {"name": collection}).fetchall())


def _quota_in(rows: Sequence[Row]) -> Quota:
    (row,) = rows
    return Quota(row["articles"], row["bytes"])

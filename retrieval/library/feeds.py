"""Which feeds are followed, and when is each due? Subscriptions, and the entries that moderators removed.

Each failure in a row doubles the pause until the next check, up to a day.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from sqlite3 import Connection
from typing import Final

from retrieval.library.database import Library, Row, lease_end, now
from retrieval.records import Record

PAUSE: Final = timedelta(hours=1)
LONGEST_PAUSE: Final = timedelta(days=1)
LONGEST_LOOK: Final = timedelta(minutes=10)


class Feed(Record):
    """A feed whose new entries become articles of a collection."""

    id: int
    collection: str
    address: str
    looked_at: str
    due_at: str
    failures: int = 0
    problem: str | None = None


FEEDS: Final = "SELECT id, collection, address, looked_at, due_at, failures, problem FROM feeds"
DUE: Final = "due_at <= :now AND (held_until IS NULL OR held_until < :now)"


def follow_feed(library: Library, address: str, *, collection: str) -> None:
    """Follow a feed that was read just now."""
    with library.writing() as db:
        db.execute(
            "INSERT INTO feeds (collection, address, looked_at, due_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [collection, address, now(), _due_after(0)],
        )


def unfollow_feed(library: Library, feed: Feed) -> None:
    """Stop following a feed; its articles stay."""
    with library.writing() as db:
        db.execute("DELETE FROM feeds WHERE id = ?", [feed.id])
        here = "address = ? AND collection = (SELECT id FROM collections WHERE name = ?)"
        db.execute(f"DELETE FROM dismissed WHERE {here}", [feed.address, feed.collection])  # noqa: S608 -- our own words


def lease_feed(library: Library, feed: Feed) -> bool:
    """Take the lease of a feed that is due; return whether no other process has it. An expired lease is free."""
    with library.writing() as db:
        query = f"UPDATE feeds SET held_until = :until WHERE id = :id AND {DUE}"  # noqa: S608 -- our own words
        return db.execute(query, {"id": feed.id, "until": lease_end(LONGEST_LOOK), "now": now()}).rowcount > 0


def feeds(library: Library, collection: str) -> tuple[Feed, ...]:
    """The feeds of a collection, oldest first."""
    return tuple(map(_feed, library.rows(f"{FEEDS} WHERE collection = ? ORDER BY id", [collection])))


def due_feeds(library: Library) -> tuple[Feed, ...]:
    """The feeds that are due and that no process has leased, the longest overdue first."""
    return tuple(map(_feed, library.rows(f"{FEEDS} WHERE {DUE} ORDER BY due_at", {"now": now()})))


def record_feed_check(library: Library, feed: Feed, *, problem: str | None) -> None:
    """Store that a feed was checked now, the problem if there was one, and when it is due again."""
    failures = feed.failures + 1 if problem else 0
    with library.writing() as db:
        db.execute(
            "UPDATE feeds SET looked_at = ?, due_at = ?, held_until = NULL, failures = ?, problem = ? WHERE id = ?",
            [now(), _due_after(failures), failures, problem, feed.id],
        )


def dismiss_entries(db: Connection, article: int) -> None:
    """Store which entries of followed feeds an article is, before it is removed, so that it does not come back."""
    entries = db.execute(
        """
        SELECT origins.collection, origins.address, entry FROM origins
        JOIN collections ON collections.id = origins.collection
        JOIN feeds ON feeds.collection = collections.name AND feeds.address = origins.address
        WHERE article = ? AND entry <> ''
        """,
        [article],
    ).fetchall()
    values = [(row["collection"], row["address"], _digest(row["entry"])) for row in entries]
    db.executemany("INSERT INTO dismissed VALUES (?, ?, ?) ON CONFLICT DO NOTHING", values)


def wanted_entries(library: Library, entries: Iterable[str], address: str, *, collection: str) -> frozenset[str]:
    """Those of a feed's entries that were not removed by moderators."""
    query = (
        "SELECT digest FROM dismissed JOIN collections ON collections.id = collection WHERE address = ? AND name = ?"
    )
    gone = {row["digest"] for row in library.rows(query, [address, collection])}
    return frozenset(entry for entry in entries if not gone or _digest(entry) not in gone)


def _digest(entry: str) -> str:
    """A digest of an entry's id, so that a purge leaves nothing readable of it."""
    return sha256(entry.encode()).hexdigest()


def _due_after(failures: int) -> str:
    pause = min(PAUSE * (1 << min(failures, 8)), LONGEST_PAUSE)
    return (datetime.now(UTC) + pause).isoformat(timespec="seconds")


def _feed(row: Row) -> Feed:
    return Feed(**dict(row))

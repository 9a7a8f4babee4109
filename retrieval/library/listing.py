"""What does a guild's list of sources show? One page: feeds first, then the newest articles, with their state."""

from typing import NamedTuple

from retrieval.library.database import Library, Row, only
from retrieval.library.feeds import Feed, feeds
from retrieval.records import Record


class Listed(Record):
    """An article in the list of sources: when its text was read, when it was checked last, and the problem, if any."""

    id: str
    title: str | None
    url: str | None
    file: str | None
    read_at: str | None
    looked_at: str | None
    problem: str | None
    is_gone: bool


class Page(NamedTuple):
    """One page of feeds and articles, and the number of rows on all pages."""

    feeds: tuple[Feed, ...]
    articles: tuple[Listed, ...]
    rows: int


def page(library: Library, collection: str, *, offset: int, limit: int) -> Page:
    """Up to `limit` feeds and articles of a collection, from row `offset` on."""
    with library.reading():
        subscribed = feeds(library, collection)
        found = subscribed[offset : offset + limit]
        start = max(offset - len(subscribed), 0)
        rows = library.rows(f"{LISTED} {THERE} {PAGED}", [collection, limit - len(found), start])
        count = only(library.rows(f"SELECT count(*) FROM articles {THERE}", [collection]))  # noqa: S608 -- our own words
    return Page(found, tuple(map(_listed, rows)), len(subscribed) + count)


def listed(library: Library, key: str, *, collection: str) -> Listed | None:
    """The collection's article with this id; `None` where it is not there any more."""
    rows = library.rows(f"{LISTED} {THERE} AND key = ?", [collection, key])
    return _listed(rows[0]) if rows else None


def articles_of(library: Library, feed: Feed) -> tuple[str, ...]:
    """The ids of the articles that came from a feed."""
    given = "SELECT article FROM origins WHERE address = ? AND origins.collection = articles.collection"
    query = f"SELECT key FROM articles {THERE} AND id IN ({given}) ORDER BY id"  # noqa: S608 -- our own words
    return tuple(row["key"] for row in library.rows(query, [feed.collection, feed.address]))


LISTED = """
    SELECT key, title, url, file,
        (SELECT max(read_at) FROM readings JOIN versions ON versions.sha256 = readings.sha256
            WHERE readings.article = articles.id AND versions.id = articles.version) AS read_at,
        (SELECT max(looked_at) FROM origins WHERE article = articles.id) AS looked_at,
        (SELECT max(problem) FROM origins WHERE article = articles.id) AS problem,
        NOT EXISTS (SELECT 1 FROM origins WHERE article = articles.id AND gone_at IS NULL) AS is_gone
    FROM articles
"""
THERE = "WHERE removed_at IS NULL AND collection = (SELECT id FROM collections WHERE name = ?)"
PAGED = "ORDER BY id DESC LIMIT ? OFFSET ?"


def _listed(row: Row) -> Listed:
    return Listed(id=row["key"], **{name: row[name] for name in Listed.model_fields if name != "id"})

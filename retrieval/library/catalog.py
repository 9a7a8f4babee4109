"""Which articles are there, and which one is meant? Articles as lists show them, and found by what people type."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from retrieval.errors import NotInLibraryError
from retrieval.ingest.inputs import address_of
from retrieval.library.database import Library, Row, scalar
from retrieval.library.feeds import Feed, feeds
from retrieval.library.versions import spans_from_json
from retrieval.records import Record, Span

NAMED = 3  # articles that are named where a name is ambiguous
ENTRIES = """
    SELECT articles.*, collections.name AS collection_name, versions.sha256, read_at,
        (SELECT count(*) FROM passages WHERE passages.version = articles.version) AS passages
    FROM articles
    JOIN collections ON collections.id = articles.collection
    LEFT JOIN versions ON versions.id = articles.version
    LEFT JOIN readings ON readings.article = articles.id AND readings.sha256 = versions.sha256
"""
COLLECTION = "(SELECT name FROM collections WHERE id = articles.collection) AS collection_name"
WAYS = (
    "key = :name COLLATE NOCASE",
    "id IN (SELECT article FROM origins WHERE address IN (:name, :address))",
    "url = :name",
    "file = :name",
    "title = :name COLLATE NOCASE",
    "length(:name) > 2 AND substr(key, 1, length(:name)) = lower(:name)",
)
"""The ways to name an article, the most specific first."""


SOURCE_ROWS = """
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


WITHIN = """
    FROM articles JOIN collections ON collections.id = articles.collection
    WHERE removed_at IS NULL AND collections.name
"""


class ArticleAddress(Record):
    """An address of an article; `gone_at` is when it was found to be gone."""

    address: str
    gone_at: str | None = None


class CatalogEntry(Record):
    """An article as lists show it: `id` is what people type for it, `read_at` when its current version was read."""

    id: str
    collection: str
    title: str | None
    publisher: str | None
    author: str | None
    published: date | None
    language: str
    url: str | None
    file: str | None
    version: str | None
    read_at: str | None
    removed_at: str | None
    passages: int
    origins: tuple[ArticleAddress, ...]

    @property
    def is_gone(self) -> bool:
        """Whether all its addresses are gone."""
        return bool(self.origins) and all(place.gone_at for place in self.origins)


class VersionReading(Record):
    """When an article was read with which version; `is_kept` tells whether that text is still in the library."""

    version: str
    read_at: str
    is_kept: bool


class ArticleDetails(Record):
    """All details of an article; its passages are spans of its text."""

    article: CatalogEntry
    versions: tuple[VersionReading, ...]
    text: str
    passages: tuple[Span, ...]


def catalog_entries(
    library: Library, *, collection: str | None = None, removed: bool = False
) -> tuple[CatalogEntry, ...]:
    """The articles of a collection or of all, oldest first; with `removed`, the removed ones instead."""
    which = f"WHERE removed_at IS {'NOT ' if removed else ''}NULL AND collections.name = coalesce(?, collections.name)"
    with library.reading():
        rows = library.rows(f"{ENTRIES} {which} ORDER BY articles.id", [collection])
        places = _addresses(library)
    return tuple(_entry(row, places) for row in rows)


def find_article(library: Library, name: str, *, removed: bool = False, collection: str | None = None) -> str:
    """The id of the one article with this id, address, file or title, in a collection or in all.

    A prefix of an id is enough.

    Raises:
        NotInLibraryError: no article has that name, or several have.
    """
    values = {"name": name, "address": address_of(name), "collection": collection}
    within = "(:collection IS NULL OR collection = (SELECT id FROM collections WHERE name = :collection))"
    for way in WAYS:
        query = f"SELECT key, title, {COLLECTION} FROM articles WHERE {way} AND (removed_at IS NULL OR {removed:d}) AND {within} ORDER BY id"  # noqa: E501, S608 -- our own words
        found = library.rows(query, values)
        if len(found) == 1:
            return str(found[0]["key"])
        if found:
            raise NotInLibraryError(f"`{name}` could be {len(found)} articles", f"type one of {_examples(found)}")
    raise NotInLibraryError(f"no article is called `{name}`", "see `pullquote list`")


def article_details(library: Library, key: str) -> ArticleDetails:
    """The details of the article with this id."""
    with library.corruption_as_error(), library.reading():
        (row,) = library.rows(f"{ENTRIES} WHERE key = ?", [key])
        (version,) = library.rows("SELECT text FROM versions WHERE id = ?", [row["version"]])
        passages = library.rows("SELECT sentences FROM passages WHERE version = ? ORDER BY position", [row["version"]])
        readings = library.rows(READINGS, [row["id"]])
        return ArticleDetails(
            article=_entry(row, _addresses(library, row["id"])),
            versions=tuple(VersionReading(version=each[0], read_at=each[1], is_kept=each[2]) for each in readings),
            text=version["text"],
            passages=tuple(_span_of(spans_from_json(passage["sentences"])) for passage in passages),
        )


READINGS = """
    SELECT sha256, read_at, EXISTS (SELECT 1 FROM versions WHERE versions.sha256 = readings.sha256)
    FROM readings WHERE article = ? ORDER BY read_at DESC
"""


def _addresses(library: Library, article: int | None = None) -> Mapping[int, list[ArticleAddress]]:
    """The addresses by the row id of their article: of all articles, or of one."""
    places = defaultdict(list)
    query = "SELECT article, address, max(gone_at) AS gone_at FROM origins WHERE article = coalesce(?, article)"
    for row in library.rows(f"{query} GROUP BY article, address ORDER BY min(id)", [article]):
        places[row["article"]].append(ArticleAddress(address=row["address"], gone_at=row["gone_at"]))
    return places


def _entry(row: Row, places: Mapping[int, Sequence[ArticleAddress]]) -> CatalogEntry:
    stated = {name: row[name] for name in ("title", "publisher", "author", "language", "url", "file")}
    return CatalogEntry(
        id=row["key"],
        collection=row["collection_name"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        version=row["sha256"],
        read_at=row["read_at"],
        removed_at=row["removed_at"],
        passages=row["passages"],
        origins=tuple(places.get(row["id"], ())),
        **stated,
    )


def _span_of(sentences: Sequence[Span]) -> Span:
    return Span(start=sentences[0].start, end=sentences[-1].end)


def _examples(found: Sequence[Row]) -> str:
    """The first articles by id and title, with their collections where these differ."""
    are_of_several = len({row["collection_name"] for row in found}) > 1
    facts = ("title", "collection_name") if are_of_several else ("title",)
    named = [f"{row['key']} ({', in '.join(row[fact] or 'untitled' for fact in facts)})" for row in found[:NAMED]]
    return ", ".join(named) + (", …" if len(found) > NAMED else "")


class SourceRow(Record):
    """An article in the list of sources: when its text was read, when it was checked last, and the problem, if any."""

    id: str
    title: str | None
    url: str | None
    file: str | None
    read_at: str | None
    looked_at: str | None
    problem: str | None
    is_gone: bool


class SourceList(NamedTuple):
    """One page of feeds and articles, and the number of rows on all pages."""

    feeds: tuple[Feed, ...]
    articles: tuple[SourceRow, ...]
    rows: int


def source_list(library: Library, collection: str, *, offset: int, limit: int) -> SourceList:
    """Up to `limit` feeds and articles of a collection, from row `offset` on."""
    with library.reading():
        subscribed = feeds(library, collection)
        found = subscribed[offset : offset + limit]
        start = max(offset - len(subscribed), 0)
        rows = library.rows(f"{SOURCE_ROWS} {THERE} {PAGED}", [collection, limit - len(found), start])
        count = scalar(library.rows(f"SELECT count(*) FROM articles {THERE}", [collection]))  # noqa: S608 -- our own words
    return SourceList(found, tuple(map(_source_row, rows)), len(subscribed) + count)


def source_row(library: Library, key: str, *, collection: str) -> SourceRow | None:
    """The collection's article with this id; `None` where it is not there any more."""
    rows = library.rows(f"{SOURCE_ROWS} {THERE} AND key = ?", [collection, key])
    return _source_row(rows[0]) if rows else None


def feed_articles(library: Library, feed: Feed) -> tuple[str, ...]:
    """The ids of the articles that came from a feed."""
    given = "SELECT article FROM origins WHERE address = ? AND origins.collection = articles.collection"
    query = f"SELECT key FROM articles {THERE} AND id IN ({given}) ORDER BY id"  # noqa: S608 -- our own words
    return tuple(row["key"] for row in library.rows(query, [feed.collection, feed.address]))


def _source_row(row: Row) -> SourceRow:
    return SourceRow(id=row["key"], **{name: row[name] for name in SourceRow.model_fields if name != "id"})


class ArticleName(NamedTuple):
    """An article's id and its display name."""

    id: str
    name: str


def article_names(library: Library, collections: Sequence[str], *, key: str | None = None) -> tuple[ArticleName, ...]:
    """The names of the articles in these collections, oldest first: the title, or else the file or address.

    With `key`, only of the article with this id.
    """
    among = f"{WITHIN} IN ({', '.join('?' * len(collections))}) AND key = coalesce(?, key)"
    rows = library.rows(f"SELECT key, title, file, url {among} ORDER BY articles.id", [*collections, key])
    return tuple(ArticleName(row["key"], row["title"] or row["file"] or row["url"] or row["key"]) for row in rows)


def has_articles(library: Library, collection: str) -> bool:
    """Whether the collection has any article."""
    return bool(library.rows(f"SELECT 1 {WITHIN} = ? LIMIT 1", [collection]))

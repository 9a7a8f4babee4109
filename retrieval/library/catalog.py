"""Which articles are there, and which one is meant? Articles as lists show them, and found by what people type."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from retrieval.errors import NotInLibraryError
from retrieval.ingest.inputs import address_of
from retrieval.library.database import Library, Row
from retrieval.library.versions import spans
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


class Place(Record):
    """An address of an article; `gone_at` is when it was found to be gone."""

    address: str
    gone_at: str | None = None


class Entry(Record):
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
    origins: tuple[Place, ...]

    @property
    def is_gone(self) -> bool:
        """Whether all its addresses are gone."""
        return bool(self.origins) and all(place.gone_at for place in self.origins)


class Reading(Record):
    """When an article was read with which version; `is_kept` tells whether that text is still in the library."""

    version: str
    read_at: str
    is_kept: bool


class Whole(Record):
    """All details of an article; its passages are spans of its text."""

    article: Entry
    versions: tuple[Reading, ...]
    text: str
    passages: tuple[Span, ...]


def entries(library: Library, *, collection: str | None = None, removed: bool = False) -> tuple[Entry, ...]:
    """The articles of a collection or of all, oldest first; with `removed`, the removed ones instead."""
    which = f"WHERE removed_at IS {'NOT ' if removed else ''}NULL AND collections.name = coalesce(?, collections.name)"
    with library.reading():
        rows = library.rows(f"{ENTRIES} {which} ORDER BY articles.id", [collection])
        places = _places(library)
    return tuple(_entry(row, places) for row in rows)


def find(library: Library, name: str, *, removed: bool = False, collection: str | None = None) -> str:
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
            raise NotInLibraryError(f"`{name}` could be {len(found)} articles", f"type one of {_named(found)}")
    raise NotInLibraryError(f"no article is called `{name}`", "see `pullquote list`")


def whole(library: Library, key: str) -> Whole:
    """The details of the article with this id."""
    with library.sound(), library.reading():
        (row,) = library.rows(f"{ENTRIES} WHERE key = ?", [key])
        (version,) = library.rows("SELECT text FROM versions WHERE id = ?", [row["version"]])
        passages = library.rows("SELECT sentences FROM passages WHERE version = ? ORDER BY position", [row["version"]])
        readings = library.rows(READINGS, [row["id"]])
        return Whole(
            article=_entry(row, _places(library, row["id"])),
            versions=tuple(Reading(version=each[0], read_at=each[1], is_kept=each[2]) for each in readings),
            text=version["text"],
            passages=tuple(_around(spans(passage["sentences"])) for passage in passages),
        )


READINGS = """
    SELECT sha256, read_at, EXISTS (SELECT 1 FROM versions WHERE versions.sha256 = readings.sha256)
    FROM readings WHERE article = ? ORDER BY read_at DESC
"""


def _places(library: Library, article: int | None = None) -> Mapping[int, list[Place]]:
    """The addresses by the row id of their article: of all articles, or of one."""
    places = defaultdict(list)
    query = "SELECT article, address, max(gone_at) AS gone_at FROM origins WHERE article = coalesce(?, article)"
    for row in library.rows(f"{query} GROUP BY article, address ORDER BY min(id)", [article]):
        places[row["article"]].append(Place(address=row["address"], gone_at=row["gone_at"]))
    return places


def _entry(row: Row, places: Mapping[int, Sequence[Place]]) -> Entry:
    stated = {name: row[name] for name in ("title", "publisher", "author", "language", "url", "file")}
    return Entry(
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


def _around(sentences: Sequence[Span]) -> Span:
    return Span(start=sentences[0].start, end=sentences[-1].end)


def _named(found: Sequence[Row]) -> str:
    """The first articles by id and title, with their collections where these differ."""
    are_of_several = len({row["collection_name"] for row in found}) > 1
    facts = ("title", "collection_name") if are_of_several else ("title",)
    named = [f"{row['key']} ({', in '.join(row[fact] or 'untitled' for fact in facts)})" for row in found[:NAMED]]
    return ", ".join(named) + (", …" if len(found) > NAMED else "")

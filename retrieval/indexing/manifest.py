"""Which segments does a collection have, and what has changed since? The index's tables in the library."""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from sqlite3 import Connection
from typing import NamedTuple

from retrieval.index.segment import ArticleMeta
from retrieval.index.segment_writer import IndexDocument
from retrieval.library.database import Library

BEFORE_FIRST_CHANGE = -1  # before the first change


class ChangeRange(NamedTuple):
    """A range of a collection's changes: `since` excluded, `upto` included."""

    since: int
    upto: int


class CollectionState(NamedTuple):
    """A collection: its row, the number of its last change, its segments, and when articles left it."""

    collection: int
    changes: int
    segments: Mapping[int, ChangeRange]  # by id
    departures: Mapping[int, int]  # article → its last departure


class PendingArticle(NamedTuple):
    """An article to be indexed, without its passages."""

    row: int
    key: str
    version: str
    language: str
    title: str
    text: int  # the row of its text


def collection_state(library: Library, collection: str) -> CollectionState | None:
    """The state of the collection; `None` if there is none of that name."""
    found = library.rows("SELECT id, changes FROM collections WHERE name = ?", [collection])
    if not found:
        return None
    row = found[0]["id"]
    segments = library.rows("SELECT id, since, upto FROM segments WHERE collection = ?", [row])
    departures = library.rows(
        "SELECT article, max(change) AS change FROM departures WHERE collection = ? GROUP BY article", [row]
    )
    return CollectionState(
        row,
        found[0]["changes"],
        {each["id"]: ChangeRange(each["since"], each["upto"]) for each in segments},
        {each["article"]: each["change"] for each in departures},
    )


def articles_in_range(library: Library, collection: int, changes: ChangeRange) -> list[PendingArticle]:
    """The articles that arrived in a range of changes and are still there, by version and key."""
    query = """
        SELECT articles.id, key, sha256, language, coalesce(title, ''), versions.id
        FROM articles JOIN versions ON versions.id = articles.version
        WHERE collection = ? AND since > ? AND since <= ? AND removed_at IS NULL ORDER BY sha256, key
    """
    return [PendingArticle(*row) for row in library.rows(query, [collection, *changes])]


def article_documents(library: Library, article: PendingArticle) -> Iterator[IndexDocument]:
    """The passages of an article to be indexed, in order.

    Raises:
        LibraryError: the library is damaged.
    """
    found = library.rows("SELECT text FROM versions WHERE id = ?", [article.text])
    text = found[0]["text"] if found else ""  # another process has just deleted it
    query = "SELECT position, sentences, section, lead_in FROM passages WHERE version = ? ORDER BY position"
    rows = library.rows(query, [article.text])
    meta = ArticleMeta(article.row, article.key, article.version, article.language)
    with library.corruption_as_error():
        if found and sha256(text.encode()).hexdigest() != article.version:
            raise ValueError(article.version)
        for position, sentences, section, lead_in in rows:
            spans, headings = json.loads(sentences), json.loads(section)
            yield IndexDocument(
                meta,
                position,
                text[spans[0][0] : spans[-1][1]],
                article.title,
                section=" ".join(headings[1:] if headings[:1] == [article.title] else headings),
                lead_in=" ".join(text[start:end] for start, end in json.loads(lead_in)),
            )


def record_segment(db: Connection, collection: int, changes: ChangeRange, *, instead_of: Sequence[int]) -> int | None:
    """Record a new segment in place of others, and return its id; `None` if another process was first."""
    values = [collection, *changes]
    overlapping = "SELECT id FROM segments WHERE collection = ? AND upto > ? AND since < ?"
    if {row["id"] for row in db.execute(overlapping, values)} != set(instead_of):
        return None
    db.executemany("DELETE FROM segments WHERE id = ?", [[each] for each in instead_of])
    found = db.execute("INSERT INTO segments (collection, since, upto) VALUES (?, ?, ?)", values).lastrowid
    db.execute(DELETE_OLD_DEPARTURES, [collection, collection])
    return found


def delete_segments(library: Library, segments: Sequence[int]) -> None:
    """Delete the records of these segments."""
    with library.writing() as db:
        db.executemany("DELETE FROM segments WHERE id = ?", [[each] for each in segments])


DELETE_OLD_DEPARTURES = """
    DELETE FROM departures WHERE collection = ? AND change <= (SELECT min(upto) FROM segments WHERE collection = ?)
"""
"""Departures before every segment was built: no segment contains those articles."""

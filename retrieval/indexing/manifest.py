"""Which files does the index consist of, and what do they lack? A collection → its segments, arrivals, departures."""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from sqlite3 import Connection
from typing import NamedTuple

from retrieval.library.database import Library

BEGINNING = -1  # before the first change


class Stretch(NamedTuple):
    """Changes of a collection, `since` excluded, `upto` included."""

    since: int
    upto: int


class State(NamedTuple):
    """How a collection stands: its row, the changes so far, its segments, and when articles left it."""

    collection: int
    changes: int
    segments: Mapping[int, Stretch]  # by id
    departures: Mapping[int, int]  # article → its last departure


class Passing(NamedTuple):
    """An article as the index wants it, but for its passages."""

    row: int
    key: str
    version: str
    language: str
    title: str
    text: int  # the row of its text


def state(library: Library, collection: str) -> State | None:
    """How the collection stands; `None` when there is none of that name."""
    found = library.rows("SELECT id, changes FROM collections WHERE name = ?", [collection])
    if not found:
        return None
    row = found[0]["id"]
    segments = library.rows("SELECT id, since, upto FROM segments WHERE collection = ?", [row])
    departures = library.rows(
        "SELECT article, max(change) AS change FROM departures WHERE collection = ? GROUP BY article", [row]
    )
    return State(
        row,
        found[0]["changes"],
        {each["id"]: Stretch(each["since"], each["upto"]) for each in segments},
        {each["article"]: each["change"] for each in departures},
    )


def arrived(library: Library, collection: int, covered: Stretch) -> list[Passing]:
    """The articles that came in a stretch of changes and are there; by version and key."""
    query = """
        SELECT articles.id, key, sha256, language, coalesce(title, ''), versions.id
        FROM articles JOIN versions ON versions.id = articles.version
        WHERE collection = ? AND since > ? AND since <= ? AND removed_at IS NULL ORDER BY sha256, key
    """
    return [Passing(*row) for row in library.rows(query, [collection, *covered])]


def passages_of(library: Library, article: Passing) -> Iterator[tuple[int, str]]:
    """The passages of an article: the place of each among them, and its text.

    Raises:
        LibraryError: the library is damaged.
    """
    found = library.rows("SELECT text FROM versions WHERE id = ?", [article.text])
    text = found[0]["text"] if found else ""  # another process sees it gone already
    query = "SELECT position, sentences FROM passages WHERE version = ? ORDER BY position"
    rows = library.rows(query, [article.text])
    with library.corruption_as_error():
        if found and sha256(text.encode()).hexdigest() != article.version:
            raise ValueError(article.version)
        for position, sentences in rows:
            spans = json.loads(sentences)
            yield position, text[spans[0][0] : spans[-1][1]]


def note(db: Connection, collection: int, covered: Stretch, *, instead_of: Sequence[int]) -> int | None:
    """Note a new segment in place of others, and return its id; `None` when another process has been first."""
    values = [collection, *covered]
    overlapping = "SELECT id FROM segments WHERE collection = ? AND upto > ? AND since < ?"
    if {row["id"] for row in db.execute(overlapping, values)} != set(instead_of):
        return None
    db.executemany("DELETE FROM segments WHERE id = ?", [[each] for each in instead_of])
    found = db.execute("INSERT INTO segments (collection, since, upto) VALUES (?, ?, ?)", values).lastrowid
    db.execute(FORGOTTEN, [collection, collection])
    return found


def forget(library: Library, segments: Sequence[int]) -> None:
    """Note that these segments are no more."""
    with library.writing() as db:
        db.executemany("DELETE FROM segments WHERE id = ?", [[each] for each in segments])


FORGOTTEN = """
    DELETE FROM departures WHERE collection = ? AND change <= (SELECT min(upto) FROM segments WHERE collection = ?)
"""
"""No segment has what left before all of them were made."""

"""How are the versions of texts stored? Each text once, with its passages, while anything refers to it."""

import json
from collections.abc import Iterable, Sequence
from sqlite3 import Connection
from typing import Any

from retrieval.library.database import Row, scalar
from retrieval.records import Passage, Span, Version


def get_or_insert_version(db: Connection, version: Version, passages: Sequence[Passage]) -> int:
    """The row id of `version`, which is inserted with its passages unless its text is stored already."""
    known = scalar(db.execute("SELECT id FROM versions WHERE sha256 = ?", [version.id]).fetchall())
    return known if known is not None else _insert(db, version, passages)


def delete_unreferenced(db: Connection, candidates: Iterable[int | None]) -> None:
    """Delete those of these versions that no article and no sent quote refers to."""
    db.executemany(
        """
        DELETE FROM versions WHERE id = :id
            AND NOT EXISTS (SELECT 1 FROM articles WHERE version = :id)
            AND NOT EXISTS (SELECT 1 FROM quotes WHERE version = :id)
        """,
        [{"id": row} for row in candidates if row is not None],
    )


def version_in(row: Row) -> Version:
    """The version of a row that has its `text` and `quotable` and the `pages` of its article."""
    return Version(text=row["text"], quotable=spans_from_json(row["quotable"]), pages=tuple(json.loads(row["pages"])))


def spans_from_json(stored: str) -> tuple[Span, ...]:
    """The spans in their stored form, `[[start, end], …]`."""
    return tuple(Span(start=start, end=end) for start, end in json.loads(stored))


def _insert(db: Connection, version: Version, passages: Sequence[Passage]) -> int:
    cursor = db.execute(
        "INSERT INTO versions (sha256, text, quotable) VALUES (?, ?, ?)",
        [version.id, version.text, _spans_as_json(version.quotable)],
    )
    db.executemany(
        "INSERT INTO passages (version, position, sentences) VALUES (?, ?, ?)",
        [(cursor.lastrowid, position, _spans_as_json(passage.sentences)) for position, passage in enumerate(passages)],
    )
    row: Any = cursor.lastrowid
    return int(row)


def _spans_as_json(stretches: Sequence[Span]) -> str:
    return json.dumps([(span.start, span.end) for span in stretches], separators=(",", ":"))

"""Which articles can be asked alone, and what are they called? Their names, without their texts."""

from collections.abc import Sequence
from typing import NamedTuple

from retrieval.library.file import Library

WITHIN = """
    FROM articles JOIN collections ON collections.id = articles.collection
    WHERE removed_at IS NULL AND collections.name
"""


class Name(NamedTuple):
    """An article's id, and what people call it."""

    id: str
    name: str


def names(library: Library, collections: Sequence[str]) -> tuple[Name, ...]:
    """The articles of these collections by title, or else by file or address, in the order in which they came."""
    query = f"SELECT key, title, file, url {WITHIN} IN ({', '.join('?' * len(collections))}) ORDER BY articles.id"
    rows = library.rows(query, collections)
    return tuple(Name(row["key"], row["title"] or row["file"] or row["url"] or row["key"]) for row in rows)


def holds_any(library: Library, collection: str) -> bool:
    """Whether there is any article in the collection now."""
    return bool(library.rows(f"SELECT 1 {WITHIN} = ? LIMIT 1", [collection]))

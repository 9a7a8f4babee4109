"""Which articles can be asked alone, and what are their names?"""

from collections.abc import Sequence
from typing import NamedTuple

from retrieval.errors import NotInLibraryError
from retrieval.library.database import Library
from retrieval.library.passages import ARTICLES, article_of
from retrieval.library.versions import spans
from retrieval.records import Article, Passage

WITHIN = """
    FROM articles JOIN collections ON collections.id = articles.collection
    WHERE removed_at IS NULL AND collections.name
"""


class Name(NamedTuple):
    """An article's id and its display name."""

    id: str
    name: str


def names(library: Library, collections: Sequence[str], *, key: str | None = None) -> tuple[Name, ...]:
    """The names of the articles in these collections, oldest first: the title, or else the file or address.

    With `key`, only of the article with this id.
    """
    among = f"{WITHIN} IN ({', '.join('?' * len(collections))}) AND key = coalesce(?, key)"
    rows = library.rows(f"SELECT key, title, file, url {among} ORDER BY articles.id", [*collections, key])
    return tuple(Name(row["key"], row["title"] or row["file"] or row["url"] or row["key"]) for row in rows)


def holds_any(library: Library, collection: str) -> bool:
    """Whether the collection has any article."""
    return bool(library.rows(f"SELECT 1 {WITHIN} = ? LIMIT 1", [collection]))


def article_alone(library: Library, key: str) -> tuple[Article, tuple[Passage, ...]]:
    """The article with this id and its passages.

    Raises:
        NotInLibraryError: it has been removed.
        LibraryError: it is not what was stored.
    """
    with library.sound(), library.reading():
        rows = library.rows(f"{ARTICLES} AND key = ?", [key])
        if not rows:
            raise NotInLibraryError("this article has been removed", "ask without it")
        article = article_of(rows[0])
        query = "SELECT sentences FROM passages WHERE version = ? ORDER BY position"
        found = library.rows(query, [rows[0]["version"]])
        return article, tuple(Passage(article=article, sentences=spans(row["sentences"])) for row in found)

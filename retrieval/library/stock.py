"""What may be quoted? The articles of some collections, as they are at this moment."""

from collections.abc import Iterator, Sequence

from retrieval.library.database import Library, only
from retrieval.library.passages import ARTICLES, article_of
from retrieval.records import Article, Quote

LONGEST = 10_000  # characters of a passage that are read where many are

THERE = """
    FROM articles JOIN collections ON collections.id = articles.collection
    WHERE removed_at IS NULL AND version IS NOT NULL AND collections.name IN
"""


def collections(library: Library) -> tuple[str, ...]:
    """The names of all collections."""
    return tuple(row["name"] for row in library.rows("SELECT name FROM collections ORDER BY name"))


def changes(library: Library, names: Sequence[str]) -> int:
    """How often what these collections may quote has changed so far."""
    query = f"SELECT coalesce(sum(changes), 0) AS count FROM collections WHERE name IN {_marks(names)}"  # noqa: S608 -- marks
    return int(library.rows(query, names)[0]["count"])


def size(library: Library, names: Sequence[str]) -> int:
    """How many articles there are."""
    return int(library.rows(f"SELECT count(*) {THERE} {_marks(names)}", names)[0][0])


def having(library: Library, names: Sequence[str], text: str) -> Iterator[Article]:
    """The articles that have these very characters somewhere.

    Raises:
        LibraryError: the library is damaged.
    """
    within = f"articles.id IN (SELECT articles.id {THERE} {_marks(names)})"
    found = library.rows(f"{ARTICLES} AND {within} AND instr(text, ?) ORDER BY sha256, key", [*names, text])
    with library.sound():
        yield from map(article_of, found)


def said(library: Library, names: Sequence[str], count: int) -> str:
    """What the passages say that came first, at most so many, with a bar between two; of a very long one its beginning.

    It comes as one row, for Python's threads take turns at every row.
    """
    query = f"""
        SELECT group_concat(said, '|') FROM (
            SELECT substr(text, 1 + json_extract(sentences, '$[0][0]'), min(
                json_extract(sentences, '$[#-1][1]') - json_extract(sentences, '$[0][0]'), {LONGEST}
            )) AS said
            FROM articles
            JOIN versions ON versions.id = articles.version
            JOIN passages ON passages.version = versions.id
            WHERE removed_at IS NULL AND collection IN (SELECT id FROM collections WHERE name IN {_marks(names)})
            ORDER BY collection, since, articles.id, position LIMIT ?
        )
    """  # noqa: S608 -- our own words
    return only(library.rows(query, [*names, count])) or ""


def confirms(library: Library, names: Sequence[str], quote: Quote) -> bool:
    """Whether the quote's article is there, and its version has exactly the quote's text at its offsets."""
    query = f"""
        SELECT text FROM versions WHERE sha256 = ? AND id IN (SELECT version {THERE} {_marks(names)} AND key = ?)
    """  # noqa: S608 -- our own words
    found = library.rows(query, [quote.article.version, *names, quote.article.id])
    return bool(found) and found[0]["text"][quote.start : quote.end] == quote.text


def _marks(values: Sequence[str]) -> str:
    return f"({', '.join('?' * len(values))})"

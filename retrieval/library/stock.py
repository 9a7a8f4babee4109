"""What do some collections hold at this moment? Counts, articles with a text, whether a quote is current."""

from collections.abc import Iterator, Sequence

from retrieval.library.database import Library, only
from retrieval.library.passages import ARTICLES, article_of
from retrieval.records import Article, Quote

LONGEST = 10_000  # characters of a passage in a sample

THERE = """
    FROM articles JOIN collections ON collections.id = articles.collection
    WHERE removed_at IS NULL AND version IS NOT NULL AND collections.name IN
"""


def collections(library: Library) -> tuple[str, ...]:
    """The names of all collections."""
    return tuple(row["name"] for row in library.rows("SELECT name FROM collections ORDER BY name"))


def changes(library: Library, names: Sequence[str]) -> int:
    """How many changes these collections have had so far, all together."""
    query = f"SELECT coalesce(sum(changes), 0) AS count FROM collections WHERE name IN {_marks(names)}"  # noqa: S608 -- marks
    return int(library.rows(query, names)[0]["count"])


def size(library: Library, names: Sequence[str]) -> int:
    """How many articles these collections have."""
    return int(library.rows(f"SELECT count(*) {THERE} {_marks(names)}", names)[0][0])


def having(library: Library, names: Sequence[str], text: str) -> Iterator[Article]:
    """The articles whose text contains exactly these characters, in the order of their versions.

    Raises:
        LibraryError: the library is damaged.
    """
    within = f"articles.id IN (SELECT articles.id {THERE} {_marks(names)})"
    found = library.rows(f"{ARTICLES} AND {within} AND instr(text, ?) ORDER BY sha256, key", [*names, text])
    with library.sound():
        yield from map(article_of, found)


def said(library: Library, names: Sequence[str], count: int) -> str:
    """The texts of the first `count` passages, joined by `|`, each cut at `LONGEST` characters.

    One query returns them as one row, because Python's threads may switch at every row.
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
    """Whether the quote's article is in these collections, and its version has the quote's text at its offsets."""
    query = f"""
        SELECT text FROM versions WHERE sha256 = ? AND id IN (SELECT version {THERE} {_marks(names)} AND key = ?)
    """  # noqa: S608 -- our own words
    found = library.rows(query, [quote.article.version, *names, quote.article.id])
    return bool(found) and found[0]["text"][quote.start : quote.end] == quote.text


def _marks(values: Sequence[str]) -> str:
    return f"({', '.join('?' * len(values))})"

"""What may be answered from? The articles of some collections, with their passages, as they are at one moment."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from retrieval.library.file import Library, Row
from retrieval.library.versions import spans, version_of
from retrieval.records import Article, Passage, Source
from retrieval.watch import Watch, unwatched


class Stock(NamedTuple):
    """Articles and, by article id, their passages; `changes` tells this state of the collections from later ones."""

    articles: tuple[Article, ...]
    passages: Mapping[str, tuple[Passage, ...]]
    changes: int


def stock(library: Library, collections: Sequence[str], *, watch: Watch = unwatched) -> Stock:
    """The articles of these collections that are there now.

    Raises:
        LibraryError: the library is damaged.
    """
    with library.reading():
        count = changes(library, collections)
        rows = library.rows(f"{ARTICLES} {_within(collections)}", collections)
        sentences = library.rows(f"{PASSAGES} {_within(collections)} ORDER BY articles.id, position", collections)
    with library.sound():
        articles = {row["id"]: _article(row) for row in watch(rows, "Opening the library")}
        passages: dict[str, list[Passage]] = {article.source.id: [] for article in articles.values()}
        for row in sentences:
            article = articles[row["id"]]
            passages[article.source.id].append(Passage(article=article, sentences=spans(row["sentences"])))
    return Stock(tuple(articles.values()), {key: tuple(found) for key, found in passages.items()}, count)


def changes(library: Library, collections: Sequence[str]) -> int:
    """How often what these collections may quote has changed so far."""
    query = f"SELECT coalesce(sum(changes), 0) AS count FROM collections WHERE name IN ({_marks(collections)})"  # noqa: S608 -- marks
    return int(library.rows(query, collections)[0]["count"])


def versions_now(library: Library, collections: Sequence[str]) -> frozenset[tuple[str, str]]:
    """The articles that may be quoted now, each with its current version."""
    query = f"SELECT key, sha256 FROM articles {JOINS} {_within(collections)}"  # noqa: S608 -- our own words
    return frozenset((row["key"], row["sha256"]) for row in library.rows(query, collections))


JOINS = """
    JOIN collections ON collections.id = articles.collection
    JOIN versions ON versions.id = articles.version
"""
ARTICLES = f"SELECT articles.*, sha256, text, quotable FROM articles {JOINS}"  # noqa: S608 -- our own words
PASSAGES = f"""
    SELECT articles.id, sentences FROM articles {JOINS} JOIN passages ON passages.version = articles.version
"""  # noqa: S608 -- our own words


def _within(collections: Sequence[str]) -> str:
    return f"WHERE removed_at IS NULL AND collections.name IN ({_marks(collections)})"


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def _article(row: Row) -> Article:
    version = version_of(row)
    if version.id != row["sha256"]:
        raise ValueError(row["sha256"])
    source = Source(
        id=row["key"],
        version=row["sha256"],
        title=row["title"],
        publisher=row["publisher"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        url=row["url"],
        file=row["file"],
    )
    return Article(source=source, version=version, author=row["author"], language=row["language"])

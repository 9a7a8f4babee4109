"""How are passages and articles read from the library? Keys → passages, while their articles are current."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from retrieval.answers import Quote
from retrieval.errors import NotInLibraryError
from retrieval.library.database import Library, Row, scalar
from retrieval.library.versions import passage_in, version_in
from retrieval.records import Article, Passage, Source

ARTICLES_CACHED: Final = 128  # articles in the cache
SPANS_CACHED: Final = 1 << 11  # passages whose spans are in the cache

ARTICLES: Final = """
    SELECT articles.*, sha256, text, blocks, (
        SELECT json_group_array(name) FROM origins WHERE article = articles.id AND entry = '' AND gone_at IS NULL
    ) AS names
    FROM articles JOIN versions ON versions.id = articles.version
    WHERE removed_at IS NULL
"""
NOW: Final = """
    SELECT articles.id, since, version, sha256,
        (SELECT total(id) FROM origins WHERE article = articles.id AND gone_at IS NULL) AS places
    FROM articles JOIN versions ON versions.id = articles.version
    WHERE removed_at IS NULL AND articles.id IN
"""
PASSAGE: Final = """
    SELECT sentences, section, lead_in FROM passages JOIN versions ON versions.id = version
    WHERE sha256 = ? AND position = ?
"""


LONGEST = 10_000  # characters of a passage in a sample
THERE = """
    FROM articles JOIN collections ON collections.id = articles.collection
    WHERE removed_at IS NULL AND version IS NOT NULL AND collections.name IN
"""


class PassageKey(NamedTuple):
    """The key of a passage: the row id of its article, the SHA-256 of its version, and its number there, from 0."""

    article: int
    version: str
    position: int


class PassageReader:
    """Reads passages through a cache of articles and spans."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._remembered = lru_cache(ARTICLES_CACHED)(self._article)
        self._rows = lru_cache(SPANS_CACHED)(self._read_row)

    def passages(self, places: Sequence[PassageKey]) -> list[Passage | None]:
        """The passages with these keys, in order; `None` where the article was removed or has another version now.

        Raises:
            LibraryError: the library is damaged.
        """
        with self._library.reading():
            now = self._now({place.article for place in places})
            return [self._passage(place, now.get(place.article)) for place in places]

    def _now(self, articles: set[int]) -> Mapping[int, Row]:
        found = self._library.rows(f"{NOW} ({', '.join('?' * len(articles))})", sorted(articles))
        return {row["id"]: row for row in found}

    def _passage(self, place: PassageKey, now: Row | None) -> Passage | None:
        if now is None or now["sha256"] != place.version:
            return None
        with self._library.corruption_as_error():
            row = self._rows(place.version, place.position, now["since"])
            article = self._remembered(now["id"], now["since"], now["places"])
            return passage_in(row, article) if row else None

    def _read_row(self, version: str, position: int, since: int) -> Row | None:  # noqa: ARG002 -- as below
        found = self._library.rows(PASSAGE, [version, position])
        return found[0] if found else None

    def _article(self, row: int, since: int, places: float) -> Article:  # noqa: ARG002 -- parts of the cache's key
        return article_in(self._library.rows(f"{ARTICLES} AND articles.id = ?", [row])[0])


def article_in(row: Row) -> Article:
    """The article of a row that is joined with its version.

    Raises:
        ValueError: the text does not match its SHA-256.
    """
    version = version_in(row)
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
    others = tuple(sorted({*json.loads(row["names"])} - {source.file, source.url, ""}))
    return Article(source=source, version=version, author=row["author"], language=row["language"], also_at=others)


def collection_names(library: Library) -> tuple[str, ...]:
    """The names of all collections."""
    return tuple(row["name"] for row in library.rows("SELECT name FROM collections ORDER BY name"))


def change_count(library: Library, names: Sequence[str]) -> int:
    """How many changes these collections have had so far, all together."""
    query = f"SELECT coalesce(sum(changes), 0) AS count FROM collections WHERE name IN {_placeholders(names)}"  # noqa: S608 -- marks
    return int(library.rows(query, names)[0]["count"])


def article_count(library: Library, names: Sequence[str]) -> int:
    """How many articles these collections have."""
    return int(library.rows(f"SELECT count(*) {THERE} {_placeholders(names)}", names)[0][0])


def articles_containing(library: Library, names: Sequence[str], text: str) -> Iterator[Article]:
    """The articles whose text contains exactly these characters, in the order of their versions.

    Raises:
        LibraryError: the library is damaged.
    """
    within = f"articles.id IN (SELECT articles.id {THERE} {_placeholders(names)})"
    found = library.rows(f"{ARTICLES} AND {within} AND instr(text, ?) ORDER BY sha256, key", [*names, text])
    with library.corruption_as_error():
        yield from map(article_in, found)


def sample_text(library: Library, names: Sequence[str], count: int) -> str:
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
            WHERE removed_at IS NULL AND collection IN (SELECT id FROM collections WHERE name IN {_placeholders(names)})
            ORDER BY collection, since, articles.id, position LIMIT ?
        )
    """  # noqa: S608 -- our own words
    return scalar(library.rows(query, [*names, count])) or ""


def has_quote(library: Library, names: Sequence[str], quote: Quote) -> bool:
    """Whether the quote's article is in these collections, and its version has exactly the quote's characters."""
    query = f"""
        SELECT text FROM versions WHERE sha256 = ? AND id IN (SELECT version {THERE} {_placeholders(names)} AND key = ?)
    """  # noqa: S608 -- our own words
    found = library.rows(query, [quote.article.version, *names, quote.article.id])
    return bool(found) and quote.is_exact(found[0]["text"])


def _placeholders(values: Sequence[str]) -> str:
    return f"({', '.join('?' * len(values))})"


def article_alone(library: Library, key: str) -> tuple[Article, tuple[Passage, ...]]:
    """The article with this id and its passages.

    Raises:
        NotInLibraryError: it has been removed.
        LibraryError: it is not what was stored.
    """
    with library.corruption_as_error(), library.reading():
        rows = library.rows(f"{ARTICLES} AND key = ?", [key])
        if not rows:
            raise NotInLibraryError("this article has been removed", "ask without it")
        article = article_in(rows[0])
        query = "SELECT sentences, section, lead_in FROM passages WHERE version = ? ORDER BY position"
        found = library.rows(query, [rows[0]["version"]])
        return article, tuple(passage_in(row, article) for row in found)

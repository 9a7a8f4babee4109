"""How are passages and articles read from the library? Keys → passages, while their articles are current."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from retrieval.library.database import Library, Row
from retrieval.library.versions import spans, version_of
from retrieval.records import Article, Passage, Source, Span

REMEMBERED: Final = 128  # articles in the cache
SENTENCES_REMEMBERED: Final = 1 << 11  # passages whose spans are in the cache; those of a version never change

ARTICLES: Final = """
    SELECT articles.*, sha256, text, quotable FROM articles JOIN versions ON versions.id = articles.version
    WHERE removed_at IS NULL
"""
NOW: Final = """
    SELECT articles.id, since, version, sha256 FROM articles JOIN versions ON versions.id = articles.version
    WHERE removed_at IS NULL AND articles.id IN
"""
SENTENCES: Final = """
    SELECT sentences FROM passages JOIN versions ON versions.id = version WHERE sha256 = ? AND position = ?
"""


class Place(NamedTuple):
    """The key of a passage: the row id of its article, the SHA-256 of its version, and its number there, from 0."""

    article: int
    version: str
    position: int


class Passages:
    """Reads passages through a cache of articles and spans."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._remembered = lru_cache(REMEMBERED)(self._article)
        self._sentences = lru_cache(SENTENCES_REMEMBERED)(self._read_sentences)

    def at(self, places: Sequence[Place]) -> list[Passage | None]:
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

    def _passage(self, place: Place, now: Row | None) -> Passage | None:
        if now is None or now["sha256"] != place.version:
            return None
        with self._library.sound():
            sentences = self._sentences(place.version, place.position)
            article = self._remembered(now["id"], now["since"])
            return Passage(article=article, sentences=sentences) if sentences else None

    def _read_sentences(self, version: str, position: int) -> tuple[Span, ...]:
        found = self._library.rows(SENTENCES, [version, position])
        return spans(found[0]["sentences"]) if found else ()

    def _article(self, row: int, since: int) -> Article:  # noqa: ARG002 -- part of the cache's key
        return article_of(self._library.rows(f"{ARTICLES} AND articles.id = ?", [row])[0])


def article_of(row: Row) -> Article:
    """The article of a row that is joined with its version.

    Raises:
        ValueError: the text does not match its SHA-256.
    """
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

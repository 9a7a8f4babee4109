"""What became of a quote that was sent? It is kept by its id, and compared with its article as that is now."""

from collections.abc import Sequence
from enum import StrEnum
from sqlite3 import Connection

from retrieval.errors import NotInLibraryError
from retrieval.library.file import Library, Row, now
from retrieval.records import Quote, Record, Source


class Standing(StrEnum):
    """How the source of a quote stands to it today."""

    UNCHANGED = "unchanged"
    CHANGED_ELSEWHERE = "changed elsewhere"  # the article has a new version, and the quote's words are still in it
    CHANGED_HERE = "changed here"  # the article has a new version, without the quote's words
    GONE = "gone"  # the article was removed, or there is nothing at its address any more
    PURGED = "purged"  # the article's every byte was deleted, on purpose


class Sent(Record):
    """A quote that was sent, as it was; of a purged one only the id is known.

    `read_at` is when its version was read, `sent_at` when it was sent first; both are UTC, ISO 8601.
    """

    id: str
    status: Standing
    text: str | None = None
    start: int | None = None
    end: int | None = None
    highlight: tuple[int, int] | None = None
    article: Source | None = None
    read_at: str | None = None
    sent_at: str | None = None
    purged_at: str | None = None


def note_sent(library: Library, quotes: Sequence[Quote]) -> None:
    """Keep quotes that are sent, with their versions; nothing is kept of the question."""
    if quotes:
        with library.writing() as db:
            db.executemany(
                """
                INSERT INTO quotes
                SELECT :id, articles.id, versions.id, :start, :end, :highlight_start, :highlight_end, :source, :now
                FROM articles, versions WHERE key = :key AND sha256 = :sha256
                ON CONFLICT DO NOTHING
                """,
                [_values(quote) for quote in quotes],
            )


def sent(library: Library, quote: str) -> Sent:
    """The quote with this id and how its source stands to it; the case of the letters does not matter.

    Raises:
        NotInLibraryError: no quote with this id was sent over this library.
    """
    name = quote.strip().upper()
    with library.reading():
        if found := library.rows(SENT, [name]):
            return _sent(found[0])
        if found := library.rows("SELECT purged_at FROM purged WHERE quote = ?", [name]):
            return Sent(id=name, status=Standing.PURGED, purged_at=found[0]["purged_at"])
    raise NotInLibraryError(f"no quote `{name}` was sent from this library", "type the eight characters after `quote`")


def note_purged(db: Connection, article: int) -> None:
    """Keep of an article's quotes only that they were purged."""
    db.execute(
        "INSERT INTO purged SELECT DISTINCT id, ? FROM quotes WHERE article = ? ON CONFLICT DO NOTHING",
        [now(), article],
    )


SENT = """
    SELECT quotes.*, versions.text, readings.read_at, articles.removed_at, articles.version AS current,
        (SELECT text FROM versions WHERE id = articles.version) AS current_text,
        NOT EXISTS (SELECT 1 FROM origins WHERE article = articles.id AND gone_at IS NULL) AS is_gone
    FROM quotes
    JOIN articles ON articles.id = quotes.article
    JOIN versions ON versions.id = quotes.version
    JOIN readings ON readings.article = articles.id AND readings.sha256 = versions.sha256
    WHERE quotes.id = ? ORDER BY articles.removed_at IS NOT NULL, sent_at LIMIT 1
"""


def _values(quote: Quote) -> dict[str, object]:
    start, end = quote.highlight
    key, sha256 = quote.article.id, quote.article.version
    kept = {"id": quote.id, "start": quote.start, "end": quote.end, "highlight_start": start, "highlight_end": end}
    return {**kept, "source": quote.article.model_dump_json(), "key": key, "sha256": sha256, "now": now()}


def _sent(row: Row) -> Sent:
    text = row["text"][row["start"] : row["end"]]
    return Sent(
        id=row["id"],
        status=_standing(row, text),
        text=text,
        start=row["start"],
        end=row["end"],
        highlight=(row["highlight_start"], row["highlight_end"]),
        article=Source.model_validate_json(row["source"]),
        read_at=row["read_at"],
        sent_at=row["sent_at"],
    )


def _standing(row: Row, text: str) -> Standing:
    if row["removed_at"] or row["is_gone"]:
        return Standing.GONE
    if row["current"] == row["version"]:
        return Standing.UNCHANGED
    return Standing.CHANGED_ELSEWHERE if text in row["current_text"] else Standing.CHANGED_HERE

"""What has become of a quote that was sent? Sent quotes are stored by id and compared with their article on demand."""

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from hashlib import sha256
from sqlite3 import Connection

from pydantic import Field

from retrieval.analysis.sections import section_anchor
from retrieval.answers import AlsoIn, Quote, QuoteSpan, blocks_with, quote_id, quote_spans, section_link
from retrieval.errors import NotInLibraryError
from retrieval.library.database import Library, Row, now
from retrieval.library.versions import blocks_from_json, headings_from_json, spans_as_json, spans_from_json
from retrieval.records import Block, Record, Source, Span

SentValues = Mapping[str, object]
"""The values of a quote that is sent, by the names that the queries here give them."""


class QuoteStatus(StrEnum):
    """The state of a sent quote's source today."""

    UNCHANGED = "unchanged"
    CHANGED_ELSEWHERE = "changed elsewhere"  # the article has a new version, and the quote's words are still in it
    CHANGED_HERE = "changed here"  # the article has a new version, without the quote's words
    GONE = "gone"  # the article was removed, or all its addresses are gone
    PURGED = "purged"  # the article was deleted on purpose, every byte of it


class SentQuote(Record):
    """A quote as it was sent, with all its spans; of a purged one only the id is known.

    `read_at` is when its version was read, `sent_at` when it was sent first; both are UTC, ISO 8601. It `stands` while
    its article is in the library and has the version that was quoted.
    """

    id: str
    status: QuoteStatus
    text: str | None = None
    start: int | None = None
    end: int | None = None
    highlight: tuple[int, int] | None = None
    article: Source | None = None
    section: tuple[str, ...] = ()
    spans: tuple[QuoteSpan, ...] = ()
    link: str | None = None
    read_at: str | None = None
    sent_at: str | None = None
    purged_at: str | None = None
    stands: bool = Field(default=False, exclude=True)
    blocks: tuple[Block, ...] = Field(default=(), exclude=True)


def record_sent(library: Library, quotes: Sequence[Quote | AlsoIn]) -> None:
    """Store quotes that are sent, in one transaction; nothing of the question.

    Only new ones are written, so quotes that were sent before never wait for a write lock.
    """
    new = unrecorded(library, quotes)
    if new:
        with library.writing() as db:
            insert_sent(db, new)


def unrecorded(library: Library, quotes: Sequence[Quote | AlsoIn]) -> list[SentValues]:
    """What is to be inserted for those of these quotes, and of the places of a statement, that are not stored yet."""
    return [values for values in map(_values, quotes) if not library.rows(RECORDED, values)]


def insert_sent(db: Connection, new: Sequence[SentValues]) -> bool:
    """Insert what `unrecorded` returned, as far as the library has the articles, and return whether it has them all."""
    has_all = all(db.execute(f"SELECT 1 {QUOTED}", values).fetchone() for values in new)
    db.executemany(
        f"""
        INSERT INTO quotes (
            id, article, version, start, end, highlight_start, highlight_end, section, spans, source, sent_at
        )
        SELECT
            :id, articles.id, versions.id, :start, :end, :highlight_start, :highlight_end,
            :section, :spans, :source, :now
        {QUOTED}
        ON CONFLICT DO NOTHING
        """,
        new,
    )
    return has_all


def sent_quote(library: Library, quote: str, *, collections: Sequence[str] | None = None) -> SentQuote:
    """The sent quote with this id, in upper or lower case, and the state of its source.

    With `collections`, a quote from another collection is unknown.

    Raises:
        NotInLibraryError: no quote with this id was sent over this library.
        LibraryError: the quoted version does not match its SHA-256.
    """
    name = quote.strip().upper()
    values = {"id": name, "among": None if collections is None else json.dumps(collections)}
    with library.corruption_as_error(), library.reading():
        if found := library.rows(SENT, values):
            return _sent_quote(found[0])
        if found := library.rows(PURGED, values):
            return SentQuote(id=name, status=QuoteStatus.PURGED, purged_at=found[0]["purged_at"])
    raise NotInLibraryError(f"no quote `{name}` was sent from this library", "type the eight characters after `quote`")


def record_purged(db: Connection, article: int) -> None:
    """Store that an article's quotes were purged: their ids and collection, nothing else."""
    db.execute(
        """
        INSERT INTO purged SELECT DISTINCT quotes.id, collections.name, ?
        FROM quotes JOIN articles ON articles.id = quotes.article JOIN collections ON collections.id = collection
        WHERE articles.id = ? ON CONFLICT DO NOTHING
        """,
        [now(), article],
    )


QUOTED = "FROM articles, versions WHERE key = :key AND sha256 = :sha256"
RECORDED = "SELECT 1 FROM quotes JOIN articles ON articles.id = quotes.article WHERE quotes.id = :id AND key = :key"
PURGED = """
    SELECT purged_at FROM purged
    WHERE quote = :id AND (:among IS NULL OR collection IN (SELECT value FROM json_each(:among)))
    ORDER BY purged_at
"""
SENT = """
    SELECT quotes.*, versions.text, versions.blocks, versions.sha256, readings.read_at,
        articles.url, articles.removed_at, articles.version AS current,
        (SELECT text FROM versions WHERE id = articles.version) AS current_text,
        NOT EXISTS (SELECT 1 FROM origins WHERE article = articles.id AND gone_at IS NULL) AS is_gone
    FROM quotes
    JOIN articles ON articles.id = quotes.article
    JOIN versions ON versions.id = quotes.version
    JOIN readings ON readings.article = articles.id AND readings.sha256 = versions.sha256
    JOIN collections ON collections.id = articles.collection
    WHERE quotes.id = :id AND (:among IS NULL OR collections.name IN (SELECT value FROM json_each(:among)))
    ORDER BY articles.removed_at IS NOT NULL, sent_at LIMIT 1
"""


def _values(sent_: Quote | AlsoIn) -> SentValues:
    key, version = sent_.article.id, sent_.article.version
    start, end = sent_.highlight if isinstance(sent_, Quote) else (sent_.start, sent_.end)
    spans = sent_.spans if isinstance(sent_, Quote) else (sent_,)
    section = json.dumps(sent_.section if isinstance(sent_, Quote) else (), ensure_ascii=False)
    several = spans_as_json(spans) if len(spans) > 1 else None
    kept = {
        "id": quote_id(version, spans),
        "start": sent_.start,
        "end": sent_.end,
        "section": section,
        "spans": several,
    }
    marked = {"highlight_start": start, "highlight_end": end, "source": sent_.article.model_dump_json()}
    return kept | marked | {"key": key, "sha256": version, "now": now()}


def _sent_quote(row: Row) -> SentQuote:
    if sha256(row["text"].encode()).hexdigest() != row["sha256"]:
        raise ValueError(row["sha256"])
    answering = Span(start=row["start"], end=row["end"])
    spans = quote_spans(row["text"], spans_from_json(row["spans"]) if row["spans"] else (answering,))
    stands = row["removed_at"] is None and row["current"] == row["version"]
    sent = Source.model_validate_json(row["source"])
    source = sent.model_copy(update={"url": row["url"]}) if stands else sent  # a page may have moved
    anchor = section_anchor(headings_from_json(row["blocks"]), row["highlight_start"]) if source.url else None
    return SentQuote(
        id=row["id"],
        status=_status(row, spans),
        text=answering.of(row["text"]),
        start=answering.start,
        end=answering.end,
        section=tuple(json.loads(row["section"])),
        spans=spans,
        highlight=(row["highlight_start"], row["highlight_end"]),
        article=source,
        link=section_link(source, anchor),
        read_at=row["read_at"],
        sent_at=row["sent_at"],
        blocks=blocks_with(blocks_from_json(row["blocks"]), spans),
        stands=stands,
    )


def _status(row: Row, spans: Sequence[QuoteSpan]) -> QuoteStatus:
    if row["removed_at"] or row["is_gone"]:
        return QuoteStatus.GONE
    if row["current"] == row["version"]:
        return QuoteStatus.UNCHANGED
    stands = all(span.text in row["current_text"] for span in spans)
    return QuoteStatus.CHANGED_ELSEWHERE if stands else QuoteStatus.CHANGED_HERE

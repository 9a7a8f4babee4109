"""Which quotes did a sent answer have? It is stored as their ids, and each quote is checked whenever it is shown again.

    [["JZMP7ZWQ"], ["X77SCLGI", "55BUJ7EO"]]    two quotes, the second's statement also stands elsewhere

The answer's own id is a hash of those, so that the same answer is stored once, however often it is sent. Nothing of the
question is stored.
"""

import json
from base64 import b32encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Final, NamedTuple

from retrieval.answers import AlsoIn, Quote, quote_id
from retrieval.errors import NotInLibraryError
from retrieval.library.database import Library
from retrieval.library.quotes import SentQuote, insert_sent, sent_quote, unrecorded
from retrieval.library.versions import blocks_from_json, spans_from_json
from retrieval.records import Block, Span

ID_LENGTH: Final = 16  # characters of base32, 80 bits: no collisions


class StoredQuote(NamedTuple):
    """A quote of an answer with `pages` quotes; `quote` is `None` where its article has another version now.

    `id` is the quote's id.
    """

    id: str
    quote: Quote | None
    pages: int


class VersionText(NamedTuple):
    """The text of a stored version, its sentences in order, and its blocks."""

    text: str
    sentences: tuple[Span, ...]
    blocks: tuple[Block, ...] = ()


def record_answer(library: Library, quotes: Sequence[Quote]) -> str | None:
    """Store an answer that is sent, with its quotes, and return its id; `None` if there is nothing to come back to.

    That is where there are no quotes, or the library does not have all quoted articles; the quotes from those that it
    has are stored all the same. All is written in one transaction, and nothing where the answer was sent before.
    """
    if not quotes:
        return None
    new = unrecorded(library, [*quotes, *(place for quote in quotes for place in quote.also_in)])
    ids = [[quote.id, *map(_place_id, quote.also_in)] for quote in quotes]
    stored = json.dumps(ids, separators=(",", ":"))
    answer = b32encode(sha256(stored.encode()).digest()).decode()[:ID_LENGTH]
    if new or not library.rows("SELECT 1 FROM answers WHERE id = ?", [answer]):
        with library.writing() as db:
            if not insert_sent(db, new):
                return None
            db.execute("INSERT INTO answers (id, quotes) VALUES (?, ?) ON CONFLICT DO NOTHING", [answer, stored])
    return answer


def stored_quote(library: Library, answer: str, page: int, *, collections: Sequence[str]) -> StoredQuote | None:
    """The quote on page `page`, from 0, of a stored answer, as far as these collections have it, or `None`."""
    quotes = _quote_ids(library, answer)
    if not 0 <= page < len(quotes):
        return None
    first, *others = quotes[page]
    return StoredQuote(first, _quote(library, first, others, collections), len(quotes))


def quoted_articles(library: Library, answer: str, *, collections: Sequence[str]) -> frozenset[str]:
    """The ids of the articles that a stored answer quotes, of those in these collections whose version is unchanged."""
    found = (_current_quote(library, first, collections) for first, *_ in _quote_ids(library, answer))
    return frozenset(each.article.id for each in found if each and each.article)


def version_text(library: Library, version: str) -> VersionText:
    """The version with this SHA-256.

    Raises:
        NotInLibraryError: it is no longer stored.
    """
    with library.corruption_as_error(), library.reading():
        rows = library.rows("SELECT id, text, blocks FROM versions WHERE sha256 = ?", [version])
        if not rows:
            raise NotInLibraryError(f"the version `{version}` is not in the library any more")
        found = library.rows("SELECT sentences FROM passages WHERE version = ? ORDER BY position", [rows[0]["id"]])
        sentences = tuple(span for row in found for span in spans_from_json(row["sentences"]))
        return VersionText(rows[0]["text"], sentences, blocks_from_json(rows[0]["blocks"]))


def quote_as_sent(found: SentQuote, also_in: Sequence[AlsoIn] = ()) -> Quote | None:
    """The quote as it was sent; `None` for a purged one."""
    if found.text is None:
        return None
    fields = ("id", "text", "start", "end", "highlight", "article", "section", "spans", "link", "blocks")
    return Quote.model_validate({**{name: getattr(found, name) for name in fields}, "also_in": tuple(also_in)})


def _quote_ids(library: Library, answer: str) -> list[list[str]]:
    rows = library.rows("SELECT quotes FROM answers WHERE id = ?", [answer])
    found: list[list[str]] = json.loads(rows[0]["quotes"]) if rows else []
    return found


def _quote(library: Library, first: str, others: Sequence[str], collections: Sequence[str]) -> Quote | None:
    found = _current_quote(library, first, collections)
    return quote_as_sent(found, tuple(_current_places(library, others, collections))) if found else None


def _current_places(library: Library, ids: Sequence[str], collections: Sequence[str]) -> Iterator[AlsoIn]:
    found = (_current_quote(library, each, collections) for each in ids)
    for quote in (quote_as_sent(each) for each in found if each):
        if quote:
            yield AlsoIn(start=quote.start, end=quote.end, article=quote.article)


def _current_quote(library: Library, quote: str, collections: Sequence[str]) -> SentQuote | None:
    """The sent quote with this id, if it is in these collections and its article has the same version still."""
    try:
        found = sent_quote(library, quote, collections=collections)
    except NotInLibraryError:
        return None
    return found if found.stands else None


def _place_id(place: AlsoIn) -> str:
    return quote_id(place.article.version, [place])

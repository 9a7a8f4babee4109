"""The reader for RSS and Atom: each entry is an article, with its own address, date and author."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape
from io import BytesIO
from xml.sax import SAXException

import feedparser
from feedparser import FeedParserDict

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.document import Block, Reading, compose
from retrieval.ingest.document.metadata import Stated, as_address, as_language, as_words, host
from retrieval.ingest.readers.html import parsed
from retrieval.ingest.readers.html_blocks import blocks
from retrieval.ingest.readers.html_cleaning import prune
from retrieval.records import Article

MOST_ENTRIES = 2_000


def read_feed(data: bytes, *, name: str, type: str | None = None) -> Reading:  # noqa: A002 -- HTTP's word for it
    """The articles that a feed holds; `type` is the `Content-Type` that the server states.

    Raises:
        UnreadableArticleError: it is no feed, or none of its entries has text.
    """
    headers = {"content-location": name if host(name) else "", "content-type": type or ""}
    found = feedparser.parse(BytesIO(data), response_headers=headers)
    is_broken = isinstance(found.get("bozo_exception"), SAXException)
    entries = found.entries[:MOST_ENTRIES]
    if not entries:
        why = "it is broken XML" if is_broken else "it has no entries"
        raise UnreadableArticleError(f"`{name}` is no feed that can be read: {why}", "give the feed's own address")
    articles = tuple(_articles(entries, _stated(found.feed), name))
    if not articles:
        raise UnreadableArticleError(
            f"`{name}` is a feed without text in any of its entries ({len(entries)})", "give the pages instead"
        )
    return Reading(articles, tuple(_notes(name, entries, len(articles), is_broken=is_broken)))


def _notes(name: str, entries: Sequence[FeedParserDict], read: int, *, is_broken: bool) -> Iterator[str]:
    if is_broken:
        yield f"`{name}` is broken XML, and what can be read of it is read"
    if read < len(entries):
        yield f"`{name}`: {len(entries) - read} of its {len(entries)} entries have no text"
    if short := sum("summary" in entry and "content" not in entry for entry in entries):
        yield f"`{name}`: {short} of its {len(entries)} entries give a summary only"


def _articles(entries: Sequence[FeedParserDict], feed: Stated, name: str) -> Iterator[Article]:
    """The articles of the entries that have text, each named by its address, or by its number where it has none."""
    names: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        stated = _stated(entry)
        own = stated.url if stated.url and stated.url not in names else f"{stated.url or name}#{number}"
        names.add(own)
        stated = stated._replace(publisher=feed.title).or_else(Stated(author=feed.author, language=feed.language))
        try:
            yield compose(list(_blocks(_content(entry))), stated, name=own)
        except UnreadableArticleError:
            continue


def _blocks(content: str) -> Iterator[Block]:
    tree = parsed(f"<div>{content}</div>")
    if tree is not None:
        prune(tree)
        yield from blocks(tree)


def _content(entry: FeedParserDict) -> str:
    """The entry's longest text, as HTML."""
    texts = map(_as_html, entry.get("content", ()))
    return max(texts, key=len, default=_as_html(entry.get("summary_detail", {})))


def _as_html(text: Mapping[str, str]) -> str:
    """A text of a feed, which says of what type it is, as HTML."""
    value = text.get("value") or ""
    return escape(value) if text.get("type") == "text/plain" else value


def _stated(entry: FeedParserDict) -> Stated:
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    return Stated(
        title=as_words(" ".join(block.text for block in _blocks(_as_html(entry.get("title_detail", {}))))),
        author=as_words(entry.get("author")),
        published=date(*when[:3]) if when else None,
        url=as_address(entry.get("link")),
        language=as_language(entry.get("language")),
    )

"""The reader for RSS and Atom: each entry is an article, with its own URL, date and author."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape
from io import BytesIO
from xml.sax import SAXException

import feedparser
from feedparser import FeedParserDict

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.document import ParsedDocument, compose
from retrieval.ingest.document.metadata import SourceMetadata, clean_language, clean_text, clean_url, host_of
from retrieval.ingest.html.reader import fragment_blocks
from retrieval.records import Article

MAX_ENTRIES = 2_000


def read_feed(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:
    """The articles that a feed holds, in its order.

    Raises:
        UnreadableArticleError: it is no feed, or none of its entries has text.
    """
    headers = {"content-location": name if host_of(name) else "", "content-type": content_type or ""}
    try:
        feed = feedparser.parse(BytesIO(data), response_headers=headers)
    except ValueError as error:  # such as `&#x110000;`
        problem = f"`{name}` is no feed that can be read: it has a character that does not exist"
        raise UnreadableArticleError(problem, "give the pages instead") from error
    is_broken = isinstance(feed.get("bozo_exception"), SAXException)
    entries = feed.entries[:MAX_ENTRIES]
    if not entries:
        reason = "it is broken XML" if is_broken else "it has no entries"
        raise UnreadableArticleError(f"`{name}` is no feed that can be read: {reason}", "give the feed's own address")
    articles = tuple(_articles(entries, _metadata(feed.feed), name))
    if not articles:
        raise UnreadableArticleError(
            f"`{name}` is a feed without text in any of its entries ({len(entries)})", "give the pages instead"
        )
    return ParsedDocument(articles, tuple(_notes(name, entries, len(articles), is_broken=is_broken)))


def _notes(name: str, entries: Sequence[FeedParserDict], article_count: int, *, is_broken: bool) -> Iterator[str]:
    if is_broken:
        yield f"`{name}` is broken XML, and what can be read of it is read"
    if article_count < len(entries):
        yield f"`{name}`: {len(entries) - article_count} of its {len(entries)} entries have no text"
    if summaries := sum("summary" in entry and "content" not in entry for entry in entries):
        yield f"`{name}`: {summaries} of its {len(entries)} entries give a summary only"


def _articles(entries: Sequence[FeedParserDict], feed: SourceMetadata, name: str) -> Iterator[Article]:
    """The articles of the entries that have text, each named by its URL; by its number if that is missing or taken."""
    names: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        metadata = _metadata(entry)
        url = metadata.url
        own_name = url if url and url not in names else f"{url or name}#{number}"
        names.add(own_name)
        defaults = SourceMetadata(author=feed.author, language=feed.language)
        metadata = metadata._replace(publisher=feed.title).or_else(defaults)
        try:
            yield compose(fragment_blocks(_content(entry)), metadata, name=own_name)
        except UnreadableArticleError:
            continue


def _content(entry: FeedParserDict) -> str:
    """The longest text of the entry, as HTML; its summary where it has no content."""
    texts = map(_as_html, entry.get("content", ()))
    return max(texts, key=len, default=_as_html(entry.get("summary_detail", {})))


def _as_html(text: Mapping[str, str]) -> str:
    """A text of a feed as HTML; it states its own media type."""
    value = text.get("value") or ""
    return escape(value) if text.get("type") == "text/plain" else value


def _metadata(entry: FeedParserDict) -> SourceMetadata:
    """What an entry, or the feed itself, states about itself."""
    timestamp = entry.get("published_parsed") or entry.get("updated_parsed")
    return SourceMetadata(
        title=clean_text(" ".join(block.text for block in fragment_blocks(_as_html(entry.get("title_detail", {}))))),
        author=clean_text(entry.get("author")),
        published=date(*timestamp[:3]) if timestamp else None,
        url=clean_url(entry.get("link")),
        language=clean_language(entry.get("language")),
    )

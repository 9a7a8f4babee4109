"""What kind of document are these bytes? Their beginning counts first, then what the server says, then the name."""

from enum import StrEnum
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import regex

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.metadata import host


class Format(StrEnum):
    """A kind of document that can be read."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    HTML = "HTML"
    PDF = "PDF"
    DOCX = "Word"
    FEED = "feed"


SUFFIXES = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".pdf": Format.PDF,
    ".docx": Format.DOCX,
    ".rss": Format.FEED,
    ".atom": Format.FEED,
}
TYPES = {
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "text/markdown": Format.MARKDOWN,
    "application/pdf": Format.PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Format.DOCX,
    "application/rss+xml": Format.FEED,
    "application/atom+xml": Format.FEED,
    "application/rdf+xml": Format.FEED,
    "application/xml": Format.FEED,
    "text/xml": Format.FEED,
}
WANTED = "give text, Markdown, HTML, PDF, Word (.docx) or a feed"
LARGEST = {Format.PDF: 100_000_000, Format.DOCX: 100_000_000}  # bytes: pictures weigh
LARGEST_TEXT = 10_000_000  # bytes; the longest novels have a third of that

BEGINNING = 2_048  # bytes in which a document shows what it is
PREFACE = rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml.*?\?>\s*|<!--.*?-->\s*)*"
FEED = regex.compile(PREFACE + rb"(?:<!DOCTYPE[^>]*>\s*)?<(?:rss|feed|rdf:RDF)[\s>]", regex.DOTALL | regex.IGNORECASE)
HTML = regex.compile(PREFACE + rb"<(?:!DOCTYPE\s+html|html[\s>]|head[\s>])", regex.DOTALL | regex.IGNORECASE)
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def format_of(data: bytes, *, name: str, type: str | None = None) -> Format:  # noqa: A002 -- HTTP's word for it
    """The format of `data`; `type` is the media type that a server states.

    Raises:
        UnreadableArticleError: `data` is larger than an article of its format may be, or not what it is said to be.
    """
    if not data.strip():
        return Format.TEXT
    stated = TYPES.get(media_type(type)) or SUFFIXES.get(suffix(name), Format.TEXT)
    found = _shown(data)
    if found is None and (stated in LARGEST or data.startswith(OLD_WORD)):
        raise UnreadableArticleError(f"`{name}` is not a {stated} document, or is cut off at its beginning", WANTED)
    kind = found or stated
    refuse_large(len(data), kind, name=name)
    return kind


def refuse_large(size: int, kind: Format, *, name: str) -> None:
    """Raise an `UnreadableArticleError` where `size` bytes are too many for an article of this kind."""
    largest = LARGEST.get(kind, LARGEST_TEXT)
    if size > largest:
        found = f"`{name}` has {size / 1e6:.0f} MB, and an article may have {largest / 1e6:.0f} MB"
        raise UnreadableArticleError(found, "split it into articles of their own")


def media_type(header: str | None) -> str:
    """The media type in a `Content-Type`, without its parameters."""
    return (header or "").partition(";")[0].strip().lower()


def charset(header: str | None) -> str | None:
    """The encoding that a `Content-Type` states."""
    match = regex.search(r";\s*charset\s*=\s*[\"']?([\w.:-]+)", header or "", regex.IGNORECASE)
    return match[1] if match else None


def suffix(name: str) -> str:
    """The ending of a file's name or an address's path, such as ".txt", in lower case."""
    return PurePosixPath(urlsplit(name).path if host(name) else name).suffix.lower()


def _shown(data: bytes) -> Format | None:
    """The format that the first bytes show."""
    beginning = data[:BEGINNING]
    if b"%PDF-" in beginning[:1024]:
        return Format.PDF
    if beginning.startswith(b"PK\x03\x04") and b"word/document" in data:
        return Format.DOCX
    if FEED.search(beginning):
        return Format.FEED
    return Format.HTML if HTML.search(beginning) else None

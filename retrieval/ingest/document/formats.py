"""Which formats can be read? One entry each: its reader, how it is recognised, and how large it may be.

To read another format, write its reader as a new file in `readers/` and add an entry to `Format`.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple, Self

import regex

MAX_TEXT_BYTES = 10_000_000  # the longest novels have a third of that
MAX_BINARY_BYTES = 100_000_000  # pictures included

BEGINNING = 2_048  # bytes that are searched for the first tag of a feed or a page
PREFACE = rb"\A(?:\xef\xbb\xbf)?\s*+(?>(?:<\?xml.*?\?>|<!--.*?-->)\s*+)*+"  # atomic, so that it takes linear time
FLAGS = regex.DOTALL | regex.IGNORECASE
FEED_START = regex.compile(PREFACE + rb"(?:<!DOCTYPE[^>]*>\s*)?<(?:rss|feed|rdf:RDF)[\s>]", FLAGS)
HTML_START = regex.compile(PREFACE + rb"<(?:!DOCTYPE\s+html|html[\s>]|head[\s>])", FLAGS)


def _is_html(data: bytes) -> bool:
    return HTML_START.search(data[:BEGINNING]) is not None


def _is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:1024]


def _is_docx(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") and b"word/document" in data


def _is_feed(data: bytes) -> bool:
    return FEED_START.search(data[:BEGINNING]) is not None


class FormatSpec(NamedTuple):
    """How documents of one format are recognised and read.

    Attributes:
        reader: the reader as "module:function"; it is imported with the first document of its format.
        suffixes: endings of file names, in lower case.
        media_types: what servers state in `Content-Type`, without parameters.
        has_signature: whether the bytes of a document show this format, whatever its name says.
        is_binary: whether a document without the signature cannot be of this format.
        max_bytes: the size of the largest document that is read.
        label: what hints call the format; the member's value if empty.
    """

    reader: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...] = ()
    has_signature: Callable[[bytes], bool] | None = None
    is_binary: bool = False
    max_bytes: int = MAX_TEXT_BYTES
    label: str = ""


class Format(StrEnum):
    """A format that can be read; its value is its name in messages."""

    spec: FormatSpec

    def __new__(cls, value: str, spec: FormatSpec) -> Self:
        """Make a member that equals the string `value` and carries `spec`."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.spec = spec
        return member

    TEXT = (
        "text",
        FormatSpec("retrieval.ingest.readers.text:read_text", suffixes=(".txt", ".text")),
    )
    MARKDOWN = (
        "Markdown",
        FormatSpec(
            "retrieval.ingest.readers.markdown:read_markdown",
            suffixes=(".md", ".markdown", ".mdx"),
            media_types=("text/markdown",),
        ),
    )
    HTML = (
        "HTML",
        FormatSpec(
            "retrieval.ingest.html.reader:read_html",
            suffixes=(".html", ".htm", ".xhtml"),
            media_types=("text/html", "application/xhtml+xml"),
            has_signature=_is_html,
        ),
    )
    PDF = (
        "PDF",
        FormatSpec(
            "retrieval.ingest.pdf.reader:read_pdf",
            suffixes=(".pdf",),
            media_types=("application/pdf",),
            has_signature=_is_pdf,
            is_binary=True,
            max_bytes=MAX_BINARY_BYTES,
        ),
    )
    DOCX = (
        "Word",
        FormatSpec(
            "retrieval.ingest.readers.docx:read_docx",
            suffixes=(".docx",),
            media_types=("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
            has_signature=_is_docx,
            is_binary=True,
            max_bytes=MAX_BINARY_BYTES,
            label="Word (.docx)",
        ),
    )
    FEED = (
        "feed",
        FormatSpec(
            "retrieval.ingest.readers.feed:read_feed",
            suffixes=(".rss", ".atom"),
            media_types=(
                "application/rss+xml",
                "application/atom+xml",
                "application/rdf+xml",
                "application/xml",
                "text/xml",
            ),
            has_signature=_is_feed,
            label="a feed",
        ),
    )


SUFFIXES = {suffix: each for each in Format for suffix in each.spec.suffixes}
MEDIA_TYPES = {media_type: each for each in Format for media_type in each.spec.media_types}


def _listed_labels() -> str:
    *others, last = (each.spec.label or each.value for each in Format)
    return f"{', '.join(others)} or {last}"


FORMATS_HINT = f"give {_listed_labels()}"
"""The hint of every error about a document in a format that cannot be read."""

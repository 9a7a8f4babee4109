"""Which format do these bytes have? Their signature counts first, then the `Content-Type`, then the name's suffix."""

from pathlib import PurePosixPath
from urllib.parse import urlsplit

import regex

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.formats import FORMATS_HINT, MEDIA_TYPES, SUFFIXES, Format
from retrieval.ingest.document.metadata import host_of
from retrieval.ingest.document.unreadable import unreadable_format


def detect_format(data: bytes, *, name: str, content_type: str | None = None) -> Format:
    """The format of `data`; `content_type` is the `Content-Type` that a server states.

    Raises:
        UnreadableArticleError: `data` is larger than its format allows, lacks the signature of a binary format, or is
            in a format that cannot be read.
    """
    if not data.strip():
        return Format.TEXT
    by_type, ending = MEDIA_TYPES.get(media_type(content_type)), suffix(name)
    shown = _format_by_signature(data)
    unreadable = None if shown or by_type else unreadable_format(data, ending)
    if unreadable:
        raise UnreadableArticleError(f"`{name}` is {unreadable.label}, which cannot be read", unreadable.hint)
    stated = by_type or SUFFIXES.get(ending, Format.TEXT)
    if shown is None and (stated.spec.is_binary or unreadable_format(data, "")):
        problem = f"`{name}` is not a {stated} document, or is cut off at its beginning"
        raise UnreadableArticleError(problem, FORMATS_HINT)
    detected = shown or stated
    check_size(len(data), detected, name=name)
    return detected


def check_size(size: int, document_format: Format, *, name: str) -> None:
    """Check that a document of this format may have `size` bytes.

    Raises:
        UnreadableArticleError: it is too large.
    """
    limit = document_format.spec.max_bytes
    if size > limit:
        problem = f"`{name}` has {size / 1e6:.0f} MB, and an article may have {limit / 1e6:.0f} MB"
        raise UnreadableArticleError(problem, "split it into articles of their own")


def media_type(content_type: str | None) -> str:
    """The media type in a `Content-Type`, without its parameters and in lower case; "" where there is none."""
    return (content_type or "").partition(";")[0].strip().lower()


def charset(content_type: str | None) -> str | None:
    """The encoding that a `Content-Type` states."""
    match = regex.search(r";\s*charset\s*=\s*[\"']?([\w.:-]+)", content_type or "", regex.IGNORECASE)
    return match[1] if match else None


def with_charset(content_type: str | None, encoding: str) -> str:
    """A `Content-Type` that states this encoding; one without a media type leaves the format to the name.

    What it states takes precedence over the `<meta charset>` of a page.
    """
    return f"{(content_type or '').partition(';')[0]}; charset={encoding}"


def suffix(name: str) -> str:
    """The suffix of a file's name or of a URL's path, such as ".txt", in lower case."""
    return PurePosixPath(urlsplit(name).path if host_of(name) else name).suffix.lower()


def _format_by_signature(data: bytes) -> Format | None:
    """The format whose signature `data` has; HTML comes last, for a feed may begin like a page."""
    by_strength = sorted(Format, key=lambda each: each is Format.HTML)
    return next((each for each in by_strength if each.spec.has_signature and each.spec.has_signature(data)), None)

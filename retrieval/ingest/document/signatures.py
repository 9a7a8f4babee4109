"""Which format do these bytes show? One function for each format that begins, or is packed, in a way of its own."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

import regex

BEGINNING = 2_048  # bytes that are searched for the first tag of a feed or a page
LONG_BEGINNING = 16_384  # bytes that are searched in an export, which begins with what it says of itself
PREFACE = rb"\A(?:\xef\xbb\xbf)?\s*+(?>(?:<\?xml.*?\?>|<!--.*?-->)\s*+)*+"  # atomic, so that it takes linear time
FLAGS = regex.DOTALL | regex.IGNORECASE
FEED_START = regex.compile(PREFACE + rb"(?:<!DOCTYPE[^>]*>\s*)?<(?:rss|feed|rdf:RDF)[\s>]", FLAGS)
HTML_START = regex.compile(PREFACE + rb"<(?:!DOCTYPE\s+html|html[\s>]|head[\s>])", FLAGS)
MEDIAWIKI_START = regex.compile(PREFACE + rb"<mediawiki[\s>]", FLAGS)
CUE_START = regex.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*\d+[ \t]*\r?\n(?:\d+:)?\d\d:\d\d[.,]\d{3}[ \t]+-->[ \t]+(?:\d+:)?\d\d:\d\d[.,]\d{3}"
)
WEBVTT_START = regex.compile(rb"\A(?:\xef\xbb\xbf)?WEBVTT(?:[ \t\r\n]|\Z)")
LATEX_START = regex.compile(rb"\A(?:\xef\xbb\xbf)?(?:\s*+(?:%[^\n]*+\n)?)*+\\documentclass\b")
DISCORD_START = regex.compile(rb'\A(?:\xef\xbb\xbf)?\s*\{\s*"guild"\s*:\s*\{.*"channel"\s*:\s*\{', regex.DOTALL)
JSON_OBJECT = regex.compile(rb"\A(?:\xef\xbb\xbf)?\s*\{")
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.text"


def is_html(data: bytes) -> bool:
    """Whether a page begins here."""
    return HTML_START.search(data[:BEGINNING]) is not None


def is_pdf(data: bytes) -> bool:
    """Whether the mark of a PDF is near the beginning."""
    return b"%PDF-" in data[:1024]


def is_feed(data: bytes) -> bool:
    """Whether an RSS or Atom feed begins here."""
    return FEED_START.search(data[:BEGINNING]) is not None


def is_docx(data: bytes) -> bool:
    """Whether this is the archive of a Word document."""
    return _holds(data, "word/document")


def is_pptx(data: bytes) -> bool:
    """Whether this is the archive of a PowerPoint presentation."""
    return _holds(data, "ppt/slides/") or _holds(data, "ppt/presentation")


def is_xlsx(data: bytes) -> bool:
    """Whether this is the archive of an Excel workbook."""
    return _holds(data, "xl/workbook") or _holds(data, "xl/worksheets/")


def is_epub(data: bytes) -> bool:
    """Whether this is the archive of an electronic book."""
    return _states(data, b"application/epub+zip")


def is_odt(data: bytes) -> bool:
    """Whether this is the archive of an OpenDocument text."""
    return _states(data, OPEN_DOCUMENT) and not _states(data, OPEN_DOCUMENT + b"-")


def is_rtf(data: bytes) -> bool:
    """Whether this is Rich Text Format."""
    return data.lstrip().startswith(b"{\\rtf")


def is_latex(data: bytes) -> bool:
    r"""Whether a LaTeX document begins here, with `\documentclass` after comments."""
    return LATEX_START.match(data[:LONG_BEGINNING]) is not None


def is_subtitles(data: bytes) -> bool:
    """Whether this is WebVTT, which says so in its first line, or begins with a numbered subtitle of SubRip."""
    return WEBVTT_START.match(data) is not None or CUE_START.match(data[:BEGINNING]) is not None


def is_notebook(data: bytes) -> bool:
    """Whether this is the JSON of a Jupyter notebook."""
    return JSON_OBJECT.match(data[:BEGINNING]) is not None and b'"nbformat"' in data and b'"cells"' in data


def is_discord_export(data: bytes) -> bool:
    """Whether this is the JSON of DiscordChatExporter, which begins with the server and the channel."""
    return DISCORD_START.match(data[:LONG_BEGINNING]) is not None


def is_mediawiki_dump(data: bytes) -> bool:
    """Whether this is the XML that MediaWiki exports pages as."""
    return MEDIAWIKI_START.search(data[:BEGINNING]) is not None


def _holds(data: bytes, beginning: str) -> bool:
    """Whether `data` is an archive with a file whose path begins like this; also if its directory is cut off."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with ZipFile(BytesIO(data)) as archive:
            return any(name.startswith(beginning) for name in archive.namelist())
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return beginning.encode() in data


def _states(data: bytes, media_type: bytes) -> bool:
    """Whether `data` is an archive whose first file states this media type, as EPUB and OpenDocument demand."""
    return data.startswith(b"PK\x03\x04") and data[30:].startswith(b"mimetype" + media_type)

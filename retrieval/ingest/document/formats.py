"""Which formats can be read? One entry each: its reader, how it is recognised, and how large it may be.

To read another format, write its reader as a new file in `readers/` and add an entry to `Format`.
"""

from collections.abc import Callable
from enum import StrEnum
from importlib.util import find_spec
from typing import NamedTuple, Self

from retrieval.ingest.document import signatures

MAX_TEXT_BYTES = 10_000_000  # the longest novels have a third of that
MAX_BINARY_BYTES = 100_000_000  # pictures included
DOCUMENTS = "documents"  # the extra that reads most formats of word processors: pandoc
EXTRAS = {DOCUMENTS: "pypandoc"}  # the module by which each extra shows that it is installed
EXTRA_HINT = "pip install 'pullquote[{extra}]'"
TSV = "text/tab-separated-values"
PANDOC = "retrieval.ingest.pandoc.reader"


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
        extra: the optional part of the installation that the reader needs; empty if it needs none.
    """

    reader: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...] = ()
    has_signature: Callable[[bytes], bool] | None = None
    is_binary: bool = False
    max_bytes: int = MAX_TEXT_BYTES
    label: str = ""
    extra: str = ""

    @property
    def is_installed(self) -> bool:
        """Whether what the reader needs is installed."""
        return not self.extra or find_spec(EXTRAS[self.extra]) is not None


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
            "retrieval.ingest.markdown.reader:read_markdown",
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
            has_signature=signatures.is_html,
        ),
    )
    PDF = (
        "PDF",
        FormatSpec(
            "retrieval.ingest.pdf.reader:read_pdf",
            suffixes=(".pdf",),
            media_types=("application/pdf",),
            has_signature=signatures.is_pdf,
            is_binary=True,
            max_bytes=MAX_BINARY_BYTES,
        ),
    )
    DOCX = (
        "Word",
        FormatSpec(
            "retrieval.ingest.word.reader:read_docx",
            suffixes=(".docx", ".docm", ".dotx"),
            media_types=("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
            has_signature=signatures.is_docx,
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
            has_signature=signatures.is_feed,
            label="feeds",
        ),
    )
    RST = (
        "reStructuredText",
        FormatSpec("retrieval.ingest.rst.reader:read_rst", (".rst", ".rest"), ("text/x-rst",)),
    )
    ASCIIDOC = (
        "AsciiDoc",
        FormatSpec(
            "retrieval.ingest.asciidoc.reader:read_asciidoc", (".adoc", ".asciidoc", ".asc"), ("text/asciidoc",)
        ),
    )
    MEDIAWIKI = (
        "MediaWiki",
        FormatSpec("retrieval.ingest.wikitext.reader:read_wikitext", (".wiki", ".mediawiki"), ("text/x-wiki",)),
    )
    MEDIAWIKI_DUMP = (
        "MediaWiki dump",
        FormatSpec(
            "retrieval.ingest.wikitext.dump:read_dump",
            suffixes=(".xml",),
            has_signature=signatures.is_mediawiki_dump,
            is_binary=True,
            max_bytes=MAX_BINARY_BYTES,
            label="MediaWiki pages (.xml)",
        ),
    )
    CSV = ("CSV", FormatSpec("retrieval.ingest.readers.csv:read_csv", (".csv", ".tsv"), ("text/csv", TSV)))
    SUBTITLES = (
        "subtitles",
        FormatSpec(
            "retrieval.ingest.readers.subtitles:read_subtitles",
            suffixes=(".srt", ".vtt"),
            media_types=("application/x-subrip", "text/vtt"),
            has_signature=signatures.is_subtitles,
            label="subtitles (.srt, .vtt)",
        ),
    )
    NOTEBOOK = (
        "Jupyter notebook",
        FormatSpec(
            "retrieval.ingest.readers.notebook:read_notebook",
            suffixes=(".ipynb",),
            media_types=("application/x-ipynb+json",),
            has_signature=signatures.is_notebook,
            max_bytes=MAX_BINARY_BYTES,
            label="Jupyter notebooks",
        ),
    )
    DISCORD_EXPORT = (
        "Discord export",
        FormatSpec(
            "retrieval.ingest.readers.discord_export:read_discord_export",
            suffixes=(".json",),
            has_signature=signatures.is_discord_export,
            is_binary=True,
            max_bytes=MAX_BINARY_BYTES,
            label="DiscordChatExporter's JSON",
        ),
    )
    ORG = ("Org", FormatSpec(f"{PANDOC}:read_org", (".org",), ("text/org", "text/x-org"), extra=DOCUMENTS))
    TEXTILE = ("Textile", FormatSpec(f"{PANDOC}:read_textile", (".textile",), ("text/x-textile",), extra=DOCUMENTS))
    LATEX = (
        "LaTeX",
        FormatSpec(
            f"{PANDOC}:read_latex",
            suffixes=(".tex", ".latex"),
            media_types=("application/x-tex", "application/x-latex", "text/x-tex"),
            has_signature=signatures.is_latex,
            extra=DOCUMENTS,
        ),
    )
    RTF = (
        "Rich Text",
        FormatSpec(
            f"{PANDOC}:read_rtf",
            suffixes=(".rtf",),
            media_types=("application/rtf", "text/rtf"),
            has_signature=signatures.is_rtf,
            is_binary=True,
            max_bytes=MAX_BINARY_BYTES,
            label="Rich Text (.rtf)",
            extra=DOCUMENTS,
        ),
    )
    EPUB = (
        "EPUB",
        FormatSpec(
            f"{PANDOC}:read_epub",
            suffixes=(".epub",),
            media_types=("application/epub+zip",),
            has_signature=signatures.is_epub,
            is_binary=True,
            max_bytes=MAX_BINARY_BYTES,
            extra=DOCUMENTS,
        ),
    )
    ODT = (
        "OpenDocument",
        FormatSpec(
            f"{PANDOC}:read_odt",
            suffixes=(".odt",),
            media_types=("application/vnd.oasis.opendocument.text",),
            has_signature=signatures.is_odt,
            is_binary=True,
            max_bytes=MAX_BINARY_BYTES,
            label="OpenDocument (.odt)",
            extra=DOCUMENTS,
        ),
    )
    PPTX = (
        "PowerPoint",
        FormatSpec(
            f"{PANDOC}:read_pptx",
            suffixes=(".pptx",),
            media_types=("application/vnd.openxmlformats-officedocument.presentationml.presentation",),
            has_signature=signatures.is_pptx,
            is_binary=True,
            max_bytes=MAX_BINARY_BYTES,
            label="PowerPoint (.pptx)",
            extra=DOCUMENTS,
        ),
    )
    XLSX = (
        "Excel",
        FormatSpec(
            "retrieval.ingest.readers.xlsx:read_xlsx",
            suffixes=(".xlsx", ".xlsm"),
            media_types=("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
            has_signature=signatures.is_xlsx,
            is_binary=True,
            max_bytes=MAX_BINARY_BYTES,
            label="Excel (.xlsx)",
            extra=DOCUMENTS,
        ),
    )


SUFFIXES = {suffix: each for each in Format for suffix in each.spec.suffixes}
MEDIA_TYPES = {media_type: each for each in Format for media_type in each.spec.media_types}


def _listed_labels() -> str:
    *others, last = (each.spec.label or each.value for each in Format)
    return f"{', '.join(others)} or {last}"


FORMATS_HINT = f"give {_listed_labels()}"
"""The hint of every error about a document in a format that cannot be read."""

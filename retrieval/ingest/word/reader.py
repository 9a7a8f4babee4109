"""The reader for Word documents: their paragraphs, lists and tables, as the final version shows them."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

import regex
from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.document import ParsedDocument, compose
from retrieval.ingest.document.metadata import SourceMetadata, clean_language, clean_text
from retrieval.ingest.readers.zip_bomb import check_archive
from retrieval.ingest.word.blocks import document_blocks

STRICT = regex.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"
OTHER_KIND = regex.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled(?:Template)?"
    rb"|openxmlformats-officedocument\.wordprocessingml\.template)\.main\+xml"
)
ORDINARY_KIND = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PARTS = (".xml", ".rels")


def read_docx(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:  # noqa: ARG001 -- as Reader
    """The article that a Word document holds; no heading is guessed, for styles mark them.

    Raises:
        UnreadableArticleError: the document is broken, would be too large when unpacked, or holds no text.
    """
    check_archive(data, name=name)
    try:
        document = Document(BytesIO(_as_transitional(data)))
        return ParsedDocument((compose(list(document_blocks(document)), _metadata(document), name=name),))
    except (BadZipFile, EOFError, KeyError, ValueError, PackageNotFoundError, etree.LxmlError) as error:
        raise UnreadableArticleError(f"`{name}` is broken: it is no whole Word document", "save it again") from error


def _as_transitional(data: bytes) -> bytes:
    """The document in the dialect of OOXML that python-docx reads: Word can save a strict one, too, and templates."""
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name.endswith(PARTS)}
    changed = {name: each for name, part in parts.items() if (each := _transitional(part)) != part}
    return _with_parts(data, changed) if changed else data


def _transitional(part: bytes) -> bytes:
    return OTHER_KIND.sub(ORDINARY_KIND, STRICT.sub(TRANSITIONAL, part))


def _with_parts(data: bytes, changed: dict[str, bytes]) -> bytes:
    copy = BytesIO()
    with ZipFile(BytesIO(data)) as archive, ZipFile(copy, "w") as other:
        for name in archive.namelist():
            other.writestr(name, changed.get(name) or archive.read(name))
    return copy.getvalue()


def _metadata(document: WordDocument) -> SourceMetadata:
    """What the document's properties state; they have no date of publication, only one of creation."""
    properties = document.core_properties
    return SourceMetadata(
        title=clean_text(properties.title),
        author=clean_text(properties.author),
        language=clean_language(properties.language),
    )

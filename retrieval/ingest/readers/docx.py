"""The reader for Word documents: paragraphs and list items are quoted; headings, captions, notes and tables are not."""

from collections.abc import Iterator
from io import BytesIO
from typing import Final
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.styles.style import BaseStyle
from docx.text.paragraph import Paragraph
from lxml import etree

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.document import ParsedBlock, ParsedDocument, compose
from retrieval.ingest.document.metadata import SourceMetadata, clean_language, clean_text
from retrieval.ingest.document.superscripts import subscript, superscript
from retrieval.ingest.readers.zip_bomb import check_archive
from retrieval.records import BlockKind

FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
OUTSIDE: Final = frozenset((qn("w:tbl"), qn("w:txbxContent"), FALLBACK))
"""Elements outside the running text: tables, text boxes, and alternatives for older programs."""

HIDDEN: Final = OUTSIDE | {qn("w:moveFrom"), qn("w:del"), qn("w:pPr"), qn("w:rPr")}
CHARACTERS: Final = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011"}
VERTICAL_ALIGNMENTS: Final = {"superscript": superscript, "subscript": subscript}
HEADINGS: Final = ("heading", "title", "subtitle")
NOTES: Final = ("caption", "footnote", "endnote", "toc", "table of", "header", "footer", "index")


def read_docx(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:  # noqa: ARG001 -- as Reader
    """The article that a Word document holds.

    Raises:
        UnreadableArticleError: the document is broken, would be too large when unpacked, or holds no text.
    """
    check_archive(data, name=name)
    try:
        document = Document(BytesIO(data))
        return ParsedDocument((compose(list(_blocks(document)), _metadata(document), name=name, marks_headings=False),))
    except (BadZipFile, EOFError, KeyError, ValueError, PackageNotFoundError, etree.LxmlError) as error:
        raise UnreadableArticleError(f"`{name}` is broken: it is no whole Word document", "save it again") from error


def _metadata(document: WordDocument) -> SourceMetadata:
    """What the document's properties state; they have no date of publication, only one of creation."""
    properties = document.core_properties
    return SourceMetadata(
        title=clean_text(properties.title),
        author=clean_text(properties.author),
        language=clean_language(properties.language),
    )


def _blocks(document: WordDocument) -> Iterator[ParsedBlock]:
    for element in document.element.iter(qn("w:p")):
        if any(ancestor.tag in OUTSIDE for ancestor in element.iterancestors()):
            continue
        lines = "".join(_visible_text(element)).replace("\xad", "").split("\n")
        if text := "\n".join(filter(None, (" ".join(line.split()) for line in lines))):
            styles = list(_style_names(Paragraph(element, document).style))
            yield ParsedBlock(text, _kind(styles))


def _style_names(style: BaseStyle | None) -> Iterator[str]:
    """The names of a style and of those it is based on, in lower case; Word stores built-in names in English."""
    while style is not None:
        yield (style.name or "").lower()
        style = getattr(style, "base_style", None)


def _kind(styles: list[str]) -> BlockKind:
    if _has_style(styles, HEADINGS):
        return BlockKind.HEADING
    return BlockKind.CAPTION if _has_style(styles, NOTES) else BlockKind.PARAGRAPH


def _has_style(names: list[str], prefixes: tuple[str, ...]) -> bool:
    return any(name.startswith(prefixes) for name in names)


def _visible_text(element: etree._Element) -> Iterator[str]:
    """The text below `element` that a reader sees, in pieces."""
    for child in element:
        if child.tag in CHARACTERS:
            yield CHARACTERS[child.tag]
        elif child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:r"):
            yield _styled_text("".join(_visible_text(child)), child.find(qn("w:rPr")))
        elif child.tag not in HIDDEN:
            yield from _visible_text(child)


def _styled_text(text: str, properties: etree._Element | None) -> str:
    """The text of a run with these properties: "" where it is hidden, superscripts and subscripts as such."""
    if properties is None:
        return text
    if properties.find(qn("w:vanish")) is not None:
        return ""
    alignment = properties.find(qn("w:vertAlign"))
    return VERTICAL_ALIGNMENTS.get("" if alignment is None else alignment.get(qn("w:val"), ""), str)(text)

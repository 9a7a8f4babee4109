"""The reader for Word documents: paragraphs and lists are quoted; headings, captions, notes and tables are not."""

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
from retrieval.ingest.document.document import Block, compose
from retrieval.ingest.document.metadata import Stated, as_language, as_words
from retrieval.ingest.readers.superscripts import lowered, raised
from retrieval.ingest.readers.zip_bomb import refuse_bomb
from retrieval.records import Article

FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
ASIDE: Final = frozenset((qn("w:tbl"), qn("w:txbxContent"), FALLBACK))
"""What stands beside the text: tables, text boxes, and copies for older programs."""

UNSHOWN: Final = ASIDE | {qn("w:moveFrom"), qn("w:del"), qn("w:pPr"), qn("w:rPr")}
WRITTEN: Final = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011"}
PLACES: Final = {"superscript": raised, "subscript": lowered}
HEADINGS: Final = ("heading", "title", "subtitle")
NOTES: Final = ("caption", "footnote", "endnote", "toc", "table of", "header", "footer", "index")


def read_docx(data: bytes, *, name: str) -> Article:
    """The article that a Word document holds.

    Raises:
        UnreadableArticleError: the document is broken, would be too large when unpacked, or holds no text.
    """
    refuse_bomb(data, name=name)
    try:
        document = Document(BytesIO(data))
        return compose(list(_blocks(document)), _stated(document), name=name)
    except (BadZipFile, EOFError, KeyError, ValueError, PackageNotFoundError, etree.LxmlError) as error:
        raise UnreadableArticleError(f"`{name}` is broken: it is no whole Word document", "save it anew") from error


def _stated(document: WordDocument) -> Stated:
    """What the document's properties state; when it was made is not when it was published."""
    said = document.core_properties
    return Stated(title=as_words(said.title), author=as_words(said.author), language=as_language(said.language))


def _blocks(document: WordDocument) -> Iterator[Block]:
    for element in document.element.iter(qn("w:p")):
        if any(ancestor.tag in ASIDE for ancestor in element.iterancestors()):
            continue
        lines = ("".join(_shown(element)).replace("\xad", "")).split("\n")
        if text := "\n".join(filter(None, (" ".join(line.split()) for line in lines))):
            names = list(_styles(Paragraph(element, document).style))
            yield Block(text, is_heading=_is_of(HEADINGS, names), is_note=_is_of(NOTES, names))


def _styles(style: BaseStyle | None) -> Iterator[str]:
    """The names of a style and of those it is based on; Word keeps those of its own in English."""
    while style is not None:
        yield (style.name or "").lower()
        style = getattr(style, "base_style", None)


def _is_of(kinds: tuple[str, ...], names: list[str]) -> bool:
    return any(name.startswith(kinds) for name in names)


def _shown(element: etree._Element) -> Iterator[str]:
    """The text below `element` that a reader sees."""
    for child in element:
        if child.tag in WRITTEN:
            yield WRITTEN[child.tag]
        elif child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:r"):
            yield _placed("".join(_shown(child)), child.find(qn("w:rPr")))
        elif child.tag not in UNSHOWN:
            yield from _shown(child)


def _placed(text: str, looks: etree._Element | None) -> str:
    """The text of a run that `looks` so: nothing where it is hidden, raised and lowered numbers as such."""
    if looks is None:
        return text
    if looks.find(qn("w:vanish")) is not None:
        return ""
    place = looks.find(qn("w:vertAlign"))
    return PLACES.get("" if place is None else place.get(qn("w:val"), ""), str)(text)

"""What does a reader see of a paragraph of Word? Its runs without what is deleted, struck out, hidden or a note."""

from collections.abc import Iterator
from typing import Final

from docx.oxml.ns import qn
from lxml import etree

from retrieval.ingest.document.superscripts import subscript, superscript
from retrieval.ingest.word.styles import Styles, is_on

FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
FORMULA_TEXT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
DELETED: Final = frozenset((qn("w:del"), qn("w:moveFrom")))
HIDDEN: Final = DELETED | {qn("w:pPr"), qn("w:rPr"), qn("w:tbl"), qn("w:txbxContent"), FALLBACK, qn("w:rt")}
"""Elements that are no part of a paragraph's text: also text boxes, and alternatives for older programs."""

CHARACTERS: Final = {
    qn("w:tab"): " ",
    qn("w:ptab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\u2011",
}
VERTICAL_ALIGNMENTS: Final = {"superscript": superscript, "subscript": subscript}
OUT_OF_SIGHT: Final = ("w:strike", "w:dstrike", "w:vanish")


def paragraph_text(paragraph: etree._Element, styles: Styles) -> str:
    """The text of a paragraph, with one space between words, and line breaks where the author put them."""
    return folded(raw_text(paragraph, styles))


def folded(text: str) -> str:
    """The text with one space between words, and without empty lines."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))


def raw_text(paragraph: etree._Element, styles: Styles) -> str:
    """The text of a paragraph with its white space, as code has it."""
    return "".join(_visible_text(paragraph, styles)).replace("\xad", "")


def _visible_text(element: etree._Element, styles: Styles) -> Iterator[str]:
    """The text below `element` that a reader sees, in pieces."""
    for child in element:
        if child.tag in CHARACTERS:
            yield CHARACTERS[child.tag]
        elif child.tag in {qn("w:t"), FORMULA_TEXT}:
            yield child.text or ""
        elif child.tag == qn("w:r"):
            yield _styled_text("".join(_visible_text(child, styles)), child, styles)
        elif child.tag not in HIDDEN:
            yield from _visible_text(child, styles)


def _styled_text(text: str, run: etree._Element, styles: Styles) -> str:
    """The text of a run: "" where it is struck out or hidden, superscripts and subscripts as such."""
    properties = run.find(qn("w:rPr"))
    if any(is_on(styles.run_property(run, name)) for name in OUT_OF_SIGHT):
        return ""
    alignment = None if properties is None else properties.find(qn("w:vertAlign"))
    return VERTICAL_ALIGNMENTS.get("" if alignment is None else alignment.get(qn("w:val"), ""), str)(text)

"""Which blocks does a Word document have? Its body → headings, paragraphs, list items, rows and notes, in order."""

from collections.abc import Iterator, Sequence
from typing import Final

import regex
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from retrieval.ingest.document.document import ParsedBlock, row_block
from retrieval.ingest.word.numbering import Numbering
from retrieval.ingest.word.styles import Styles, is_on
from retrieval.ingest.word.text import DELETED, FALLBACK, folded, paragraph_text, raw_text
from retrieval.records import BlockKind, Setting

HEADING: Final = regex.compile(r"heading ([1-9])\b.*")
TITLES: Final = {"title": 1, "subtitle": 2}
NOTES: Final = ("caption", "footnote", "endnote", "toc", "table of", "header", "footer", "index")
QUOTES: Final = ("quote", "intense quote", "block text")
CODE: Final = ("source code", "code", "html preformatted", "preformatted text", "macro text", "verbatim", "listing")
OUTLINE_LEVELS: Final = 9  # the value that stands for none of them
DEEPEST_HEADING: Final = 6
WRAPPERS: Final = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag")))
NO_CONTENT: Final = DELETED | {FALLBACK}


def document_blocks(document: WordDocument) -> Iterator[ParsedBlock]:
    """The blocks of a document, in order; each text box and footnote follows its paragraph."""
    return _joined_code(_Body(document).blocks())


class _Body:
    """What is needed to read each paragraph: styles, lists, notes, and text that goes on in the next paragraph."""

    def __init__(self, document: WordDocument) -> None:
        self._styles = Styles(document)
        self._numbering = Numbering(document, self._styles)
        self._notes = dict(_notes(document))
        self._root = document.element.find(qn("w:body"))
        self._before = ""

    def blocks(self) -> Iterator[ParsedBlock]:
        """The blocks of the body."""
        return iter(()) if self._root is None else self._children(self._root)

    def _children(self, parent: etree._Element) -> Iterator[ParsedBlock]:
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag in WRAPPERS:
                yield from self._children(child)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[ParsedBlock]:
        styles = self._styles.names(paragraph)
        is_code = _has_style(styles, CODE)
        raw = self._before + raw_text(paragraph, self._styles)
        text = raw.strip("\n") if is_code else folded(raw)
        self._before = raw if _goes_on(paragraph) else ""
        if text.strip() and not self._before:
            yield self._block(text, paragraph, styles)
        for box in paragraph.iter(qn("w:txbxContent")):
            if not any(ancestor.tag in NO_CONTENT for ancestor in box.iterancestors()):
                yield from (each._replace(setting=Setting.ASIDE) for each in self._children(box))
        for reference in paragraph.iter(qn("w:footnoteReference"), qn("w:endnoteReference")):
            for note in self._notes.get((reference.tag, reference.get(qn("w:id"), "")), ()):
                if text := paragraph_text(note, self._styles):
                    yield ParsedBlock(text, BlockKind.CAPTION)

    def _block(self, text: str, paragraph: etree._Element, styles: Sequence[str]) -> ParsedBlock:
        level = self._heading_level(paragraph, styles)
        item = self._numbering.mark(paragraph)
        if level is not None:
            return ParsedBlock(" ".join(text.split()), BlockKind.HEADING, level=level)
        if _has_style(styles, NOTES):
            return ParsedBlock(text, BlockKind.CAPTION)
        if _has_style(styles, CODE):
            return ParsedBlock(text, BlockKind.CODE)
        setting = Setting.QUOTATION if _has_style(styles, QUOTES) else None
        if item:
            return ParsedBlock(text, BlockKind.ITEM, level=item.level, marker=item.marker, setting=setting)
        return ParsedBlock(text, setting=setting)

    def _heading_level(self, paragraph: etree._Element, styles: Sequence[str]) -> int | None:
        """The level of a heading: by the name of its style, else by its place in the outline."""
        for style in styles:
            if style in TITLES:
                return TITLES[style]
            if heading := HEADING.fullmatch(style):
                return min(int(heading[1]), DEEPEST_HEADING)
        outline = self._styles.paragraph_property(paragraph, "w:outlineLvl")
        value = "" if outline is None else outline.get(qn("w:val"), "")
        is_level = value.isdigit() and int(value) < OUTLINE_LEVELS
        return min(int(value) + 1, DEEPEST_HEADING) if is_level else None

    def _table(self, table: etree._Element) -> Iterator[ParsedBlock]:
        """The rows of a table; what stands in a single cell stands in a box, and is read like the body."""
        rows = [row for row in _below(table, qn("w:tr")) if not _is_marked(row, "w:trPr", "w:del")]
        cells = [list(_below(row, qn("w:tc"))) for row in rows]
        if len(rows) == 1 and len(cells[0]) == 1:
            yield from self._children(cells[0][0])
            return
        for number, (row, row_cells) in enumerate(zip(rows, cells, strict=True)):
            texts = [self._cell_text(cell) for cell in row_cells]
            is_header = _is_marked(row, "w:trPr", "w:tblHeader") or (number == 0 < len(rows) - 1 and _has_head(table))
            if any(texts):
                yield row_block(texts, is_header=is_header)

    def _cell_text(self, cell: etree._Element) -> str:
        """The text of a cell; one that a cell above reaches into has none."""
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        if merge is not None and merge.get(qn("w:val")) != "restart":
            return ""
        return " ".join(block.text for block in self._children(cell))


def _goes_on(paragraph: etree._Element) -> bool:
    """Whether the next paragraph goes on with this one: a large first letter, or a break that is deleted."""
    frame = paragraph.find(f"{qn('w:pPr')}/{qn('w:framePr')}")
    is_drop_cap = frame is not None and frame.get(qn("w:dropCap"), "none") != "none"
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    return is_drop_cap or (mark is not None and any(mark.find(tag) is not None for tag in DELETED))


def _has_head(table: etree._Element) -> bool:
    """Whether the style of the first row is that of a head."""
    look = table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}")
    return look is not None and (
        look.get(qn("w:firstRow")) in {"1", "true"} or bool(int(look.get(qn("w:val"), "0"), 16) & 0x20)
    )


def _is_marked(element: etree._Element, properties: str, mark: str) -> bool:
    found = element.find(f"{qn(properties)}/{qn(mark)}")
    return is_on(found)


def _below(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The children with a tag, also those in wrappers such as content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from _below(child, tag)


def _has_style(names: Sequence[str], prefixes: tuple[str, ...]) -> bool:
    return any(name.startswith(prefixes) for name in names)


def _notes(document: WordDocument) -> Iterator[tuple[tuple[str, str], list[etree._Element]]]:
    """The paragraphs of each footnote and endnote, by the tag and the id of the reference to it."""
    for kind in ("footnote", "endnote"):
        relation = next((each for each in document.part.rels.values() if each.reltype.endswith(f"/{kind}s")), None)
        if relation is not None and not relation.is_external:
            for note in parse_xml(relation.target_part.blob).iterchildren(qn(f"w:{kind}")):
                key = (qn(f"w:{kind}Reference"), note.get(qn("w:id"), ""))
                yield key, list(note.iter(qn("w:p")))


def _joined_code(blocks: Iterator[ParsedBlock]) -> Iterator[ParsedBlock]:
    """The blocks, with code of several paragraphs as one."""
    code: list[str] = []
    for block in blocks:
        if block.kind is BlockKind.CODE:
            code.append(block.text)
            continue
        if code:
            yield ParsedBlock("\n".join(code), BlockKind.CODE)
            code = []
        yield block
    if code:
        yield ParsedBlock("\n".join(code), BlockKind.CODE)

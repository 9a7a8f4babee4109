"""Which blocks do the elements of a page make? Elements → blocks in the order of the page, as a reader sees them."""

from collections.abc import Callable
from typing import NamedTuple

import regex

from retrieval.ingest.document.document import ParsedBlock, row_block
from retrieval.ingest.html.code import code_language, code_text
from retrieval.ingest.html.display import HEADING_TAGS, is_block, is_note_mark, is_unseen
from retrieval.ingest.html.flow import BREAK, NOTE, flowed, quotation_marks, raw_text, script_text
from retrieval.ingest.html.landmarks import ADMONITION_TITLES, is_caption, is_footnotes, setting_of
from retrieval.ingest.html.tables import captions, is_data_table, table_rows
from retrieval.ingest.html.tree import Element
from retrieval.records import BlockKind, Setting

LIST_TAGS = frozenset(("ul", "ol", "menu", "dir"))
CODE_TAGS = frozenset(("pre", "listing", "xmp", "plaintext"))
ASIDE_FIRST = (Setting.ASIDE, Setting.ADMONITION, Setting.QUOTATION)  # of two settings, the earlier one counts
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class Place(NamedTuple):
    """Where in the page a text stands.

    Attributes:
        kind: of the blocks whose text stands here.
        level: of a heading; else the number of lists round it.
        quotes: the number of `<q>` round it.
        path: the elements round it, the nearest first, as far as they may state the language of code.
    """

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    lists: int = 0
    setting: Setting | None = None
    anchor: str | None = None
    quotes: int = 0
    path: tuple[Element, ...] = ()


def html_blocks(
    root: Element, *, language: str = "en", left_out: Callable[[Element], bool] = lambda _: False
) -> list[ParsedBlock]:
    """The blocks of all that readers see of `root`, but for the elements that are `left_out`.

    `language` is that of the page, whose quotation marks stand round `<q>`.
    """
    walker = _Walker(language, left_out)
    walker.walk(root, Place())
    walker.end_paragraph(Place())
    return walker.blocks


class _Walker:
    """Goes through elements in order, and collects the text of the current line until a block ends it."""

    def __init__(self, language: str, left_out: Callable[[Element], bool]) -> None:
        self.blocks: list[ParsedBlock] = []
        self._language = language
        self._left_out = left_out
        self._pieces: list[str] = []
        self._marker: str | None = None
        self._first: BlockKind | None = None  # the kind of the next paragraph, if it begins an item or a definition
        self._anchor: str | None = None  # of an empty `<a id>`, which belongs to the block after it

    def walk(self, element: Element, place: Place) -> None:
        """Read the children of an element."""
        for child in element.children:
            if isinstance(child, str):
                self._pieces.append(raw_text(child))
            elif is_unseen(child):
                if is_note_mark(child):
                    self._pieces.append(NOTE)
            elif place.setting is Setting.ADMONITION or not self._left_out(child):
                self._read(child, place)

    def end_paragraph(self, place: Place) -> None:
        """Make the text since the last block one or more blocks."""
        if not self._pieces:
            return
        texts = flowed(self._pieces)
        self._pieces = []
        for text in texts:
            kind, marker = place.kind, None
            if self._first is not None and kind is BlockKind.PARAGRAPH:
                kind, marker = self._first, self._marker
                self._first = self._marker = None
            self._add(
                ParsedBlock(text, kind, level=place.level, setting=place.setting, anchor=place.anchor, marker=marker)
            )

    def _add(self, block: ParsedBlock) -> None:
        self.blocks.append(block)

    def _read(self, element: Element, place: Place) -> None:
        tag = element.tag
        if tag == "br":
            self._pieces.append(BREAK)
        elif tag == "wbr":
            pass
        elif tag in CODE_TAGS:
            self._read_code(element, place)
        elif tag == "table":
            self._read_table(element, place)
        elif tag in LIST_TAGS and is_block(element):
            self._read_list(element, place)
        elif is_block(element):
            self.end_paragraph(place)
            inner = self._place_in(element, place)
            self.walk(element, inner)
            self.end_paragraph(inner)
        else:
            self._read_inline(element, place)

    def _place_in(self, element: Element, place: Place) -> Place:
        """The place that a block element makes for what is in it."""
        tag = element.tag
        path = (element, *place.path)[:4]
        place = place._replace(path=path)
        if tag in HEADING_TAGS or element.get("role") == "heading":
            return self._heading_place(element, place)
        if place.kind is BlockKind.CAPTION or is_caption(element) or is_footnotes(element):
            return place._replace(kind=BlockKind.CAPTION)
        if tag == "footer" and place.setting is Setting.QUOTATION:
            return place._replace(kind=BlockKind.CAPTION)
        if tag in {"dt", "summary"}:
            return place._replace(kind=BlockKind.TERM)
        if tag == "dd":
            self._first, self._marker = BlockKind.DEFINITION, None
        setting = _stronger(place.setting, setting_of(element))
        return place._replace(setting=setting)

    def _heading_place(self, element: Element, place: Place) -> Place:
        if place.setting is Setting.ADMONITION or not element.classes().isdisjoint(ADMONITION_TITLES):
            return place
        stated = element.get("aria-level")
        level = HEADING_TAGS.get(element.tag) or (int(stated) if stated in set("123456") else 2)
        return place._replace(kind=BlockKind.HEADING, level=level, anchor=_anchor(element, place))

    def _read_inline(self, element: Element, place: Place) -> None:
        tag = element.tag
        if tag in {"sup", "sub"}:
            is_simple = all(each.tag not in {"sup", "sub"} for each in element.descendants())
            self._pieces.append(script_text(element, self._line(element) if is_simple else element.text()))
        elif tag == "q":
            before, after = quotation_marks(self._language, place.quotes)
            self._pieces.append(before)
            self.walk(element, place._replace(quotes=place.quotes + 1))
            self._pieces.append(after)
        else:
            self.walk(element, place)

    def _read_list(self, element: Element, place: Place) -> None:
        self.end_paragraph(place)
        inner = self._place_in(element, place)
        inner = inner._replace(lists=place.lists + 1, level=place.lists + 1)
        number = _integer(element.get("start"), 1)
        for child in element.children:
            if isinstance(child, str) or child.tag != "li":
                self.walk(Element("li", children=[child]), inner)
                continue
            if is_unseen(child) or self._left_out(child):
                continue
            self.end_paragraph(inner)
            number = _integer(child.get("value"), number)
            is_item = inner.kind is BlockKind.PARAGRAPH
            self._first = BlockKind.ITEM if is_item else None
            self._marker = _marker(number, element) if is_item and element.tag == "ol" else None
            item_place = self._place_in(child, inner)
            self.walk(child, item_place)
            self.end_paragraph(item_place)
            self._first = self._marker = None
            number += 1
        self.end_paragraph(inner)

    def _read_code(self, element: Element, place: Place) -> None:
        self.end_paragraph(place)
        text = code_text(element)
        if text:
            around = [element, *(each for each in element.elements if each.tag == "code"), *place.path]
            language = code_language(around)
            self._add(ParsedBlock(text, BlockKind.CODE, level=place.lists, setting=place.setting, language=language))

    def _read_table(self, table: Element, place: Place) -> None:
        self.end_paragraph(place)
        if not is_data_table(table):
            inner = self._place_in(table, place)
            self.walk(table, inner)
            self.end_paragraph(inner)
            return
        for caption in captions(table):
            if text := self._line(caption):
                self._add(ParsedBlock(text, BlockKind.CAPTION, level=place.lists, setting=place.setting))
        for row in table_rows(table):
            cells = [self._line(cell) if cell is not None else "" for cell in row.cells]
            if any(cells):
                self._add(row_block(cells, is_header=row.is_header, setting=place.setting))

    def _line(self, element: Element) -> str:
        """All that readers see of an element, in one line."""
        inner = html_blocks(element, language=self._language, left_out=self._left_out)
        return " ".join(" ".join(block.text.split()) for block in inner)


def _anchor(element: Element, place: Place) -> str | None:
    """The fragment that leads to a heading: its own id, that of an element in it, or of the section that it begins."""
    own = [element, *(each for each in element.descendants() if each.tag in {"a", "span"})]
    names = (each.get("id") or (each.get("name") if each.tag == "a" else "") for each in own)
    if name := next(filter(None, names), None):
        return name
    section = next((each for each in place.path[1:2] if each.tag in {"section", "div", "header"}), None)
    begins = section is not None and next(iter(section.elements), None) is element
    return (section.get("id") or None) if section is not None and begins else None


def _stronger(outer: Setting | None, inner: Setting | None) -> Setting | None:
    return next((setting for setting in ASIDE_FIRST if setting in (outer, inner)), None)


def _marker(number: int, listing: Element) -> str:
    """The number of a list item as a browser shows it, such as "3." or "iv."."""
    kind = listing.get("type")
    if kind in {"a", "A"} and 0 < number <= len(LETTERS):
        return f"{LETTERS[number - 1] if kind == 'a' else LETTERS[number - 1].upper()}."
    if kind in {"i", "I"} and 0 < number < 4000:  # noqa: PLR2004 -- Roman numbers end there
        return f"{_roman(number) if kind == 'i' else _roman(number).upper()}."
    return f"{number}."


def _roman(number: int) -> str:
    text = ""
    for value, digits in ROMAN:
        text += digits * (number // value)
        number %= value
    return text


def _integer(text: str, default: int) -> int:
    match = regex.fullmatch(r"\s*(-?[0-9]{1,6})\s*", text)
    return int(match[1]) if match else default

"""Which list is a paragraph of Word an item of, and with which number? Counted as Word counts."""

from collections import defaultdict
from typing import Final, NamedTuple

import regex
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from retrieval.ingest.document.numerals import numeral
from retrieval.ingest.word.styles import Styles

UNNUMBERED: Final = frozenset(("bullet", "none"))
PLACEHOLDER: Final = regex.compile(r"%([1-9])")
DEEPEST: Final = 9


class ItemMark(NamedTuple):
    """The level of a list item, counted from 1, and its number as shown; `None` if its list has none."""

    level: int
    marker: str | None


class Numbering:
    """The lists of a document, and how far each has been counted."""

    def __init__(self, document: WordDocument, styles: Styles) -> None:
        self._styles = styles
        root = _numbering_root(document)
        definitions = {each.get(qn("w:abstractNumId")): each for each in _children(root, "w:abstractNum")}
        self._lists = {each.get(qn("w:numId")): each for each in _children(root, "w:num")}
        self._definitions = {key: definitions.get(_value(each, "w:abstractNumId")) for key, each in self._lists.items()}
        self._counts: dict[str, list[int]] = defaultdict(lambda: [0] * DEEPEST)
        self._seen: set[str] = set()

    def mark(self, paragraph: etree._Element) -> ItemMark | None:
        """The mark of a paragraph that is a list item, which counts on; `None` for any other."""
        properties = self._styles.paragraph_property(paragraph, "w:numPr")
        number = None if properties is None else _value(properties, "w:numId")
        definition = self._definitions.get(number) if number else None
        if properties is None or number is None or definition is None:
            return None
        stated = _value(properties, "w:ilvl")
        depth = min(int(stated), DEEPEST - 1) if stated and stated.isdigit() else 0
        counts = self._count(number, definition, depth)
        return ItemMark(depth + 1, _shown(definition, depth, counts))

    def _count(self, number: str, definition: etree._Element, depth: int) -> list[int]:
        """The counts of all levels after the next item at `depth`; lists of one definition go on counting."""
        key = definition.get(qn("w:abstractNumId"), number)
        counts = self._counts[key]
        if number not in self._seen:
            self._seen.add(number)
            for override in _children(self._lists[number], "w:lvlOverride"):
                start = _value(override, "w:startOverride")
                level = int(override.get(qn("w:ilvl"), "0"))
                if start and level < DEEPEST:
                    counts[level] = int(start) - 1
                    counts[level + 1 :] = [0] * (DEEPEST - level - 1)
        for level in range(depth + 1):
            if counts[level] == 0:
                counts[level] = _start(definition, level) - (level == depth)
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (DEEPEST - depth - 1)
        return counts


def _shown(definition: etree._Element, depth: int, counts: list[int]) -> str | None:
    level = _level(definition, depth)
    kind = "" if level is None else _value(level, "w:numFmt") or "decimal"
    if level is None or kind in UNNUMBERED:
        return None

    def count(match: "regex.Match[str]") -> str:
        at = int(match[1]) - 1
        other = _level(definition, at)
        return numeral(counts[at], ("decimal" if other is None else _value(other, "w:numFmt")) or "decimal")

    return PLACEHOLDER.sub(count, _value(level, "w:lvlText") or "").strip() or None


def _start(definition: etree._Element, depth: int) -> int:
    level = _level(definition, depth)
    stated = None if level is None else _value(level, "w:start")
    return int(stated) if stated and stated.isdigit() else 1


def _level(definition: etree._Element, depth: int) -> etree._Element | None:
    return next((each for each in _children(definition, "w:lvl") if each.get(qn("w:ilvl")) == str(depth)), None)


def _numbering_root(document: WordDocument) -> etree._Element | None:
    """The part that defines lists; a document without lists has none."""
    related = next((each for each in document.part.rels.values() if each.reltype.endswith("/numbering")), None)
    return None if related is None or related.is_external else getattr(related.target_part, "element", None)


def _children(element: etree._Element | None, name: str) -> list[etree._Element]:
    return [] if element is None else list(element.iterchildren(qn(name)))


def _value(element: etree._Element, name: str) -> str | None:
    found = element.find(qn(name))
    return None if found is None else found.get(qn("w:val"))

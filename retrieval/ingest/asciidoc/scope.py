"""What does a block of AsciiDoc know of its document? Its attributes, its sections' titles, and its place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import regex

from retrieval.ingest.asciidoc.inline import inline
from retrieval.ingest.document.document import ParsedBlock
from retrieval.records import BlockKind, Setting

HEADING = regex.compile(r"(?P<marks>={1,6}|#{1,6})[ \t]+(?P<title>\S.*?)(?:[ \t]+(?P=marks))?")
ANCHOR = regex.compile(
    r"\[\[(?P<id>[^\s\[\],]+)(?:,(?P<label>[^\[\]]+))?\]\]|\[(?:[\w-]*)#(?P<short>[\w:.-]+)[^\[\]]*\]"
)
INLINE_ANCHOR = regex.compile(r"\[\[(?P<id>[^\s\[\],]+)(?:,[^\[\]]*)?\]\]\s*")


class Scope(NamedTuple):
    """The document's attributes as set so far, the titles by id, and the place: lists, setting, kind of text."""

    attributes: dict[str, str]
    titles: Mapping[str, str]
    level: int = 0
    setting: Setting | None = None
    kind: BlockKind = BlockKind.PARAGRAPH

    def prose(self, source: str, kind: BlockKind | None = None, marker: str | None = None) -> Iterator[ParsedBlock]:
        """The block of a paragraph with this source, and its footnotes."""
        read = inline(source, self.attributes, self.titles)
        if read.text:
            yield ParsedBlock(read.text, kind or self.kind, level=self.level, setting=self.setting, marker=marker)
        for note in filter(None, read.footnotes):
            yield ParsedBlock(note, BlockKind.CAPTION, level=self.level, setting=self.setting)

    def code(self, lines: Sequence[str], language: str | None) -> Iterator[ParsedBlock]:
        """The block of code in these lines, as they stand."""
        text = "\n".join(lines).strip("\n")
        if text.strip():
            yield ParsedBlock(text, BlockKind.CODE, level=self.level, setting=self.setting, language=language or None)

    def heading(self, marks: int, source: str, anchor: str | None) -> Iterator[ParsedBlock]:
        """The block of a section's title."""
        title = " ".join(inline(source, self.attributes, self.titles).text.split())
        if title:
            inner = INLINE_ANCHOR.match(source)
            own = anchor or (inner["id"] if inner else section_id(title, self.attributes))
            yield ParsedBlock(title, BlockKind.HEADING, level=marks, anchor=own, setting=self.setting)


def section_titles(lines: Sequence[str]) -> dict[str, str]:
    """The titles of all sections by their ids, stated ones and those that are made of the title."""
    titles: dict[str, str] = {}
    anchor = None
    for line in lines:
        if heading := HEADING.fullmatch(line):
            title = INLINE_ANCHOR.sub("", heading["title"])
            titles |= {each: title for each in (anchor, section_id(title, {}), title) if each}
        found = ANCHOR.fullmatch(line)
        if found and found["label"]:
            titles[found["id"]] = found["label"].strip()
        anchor = (found["id"] or found["short"]) if found else anchor if line.startswith(("[", ".")) else None
    return titles


def section_id(title: str, attributes: Mapping[str, str]) -> str | None:
    """The id that Asciidoctor makes of a section's title."""
    if "sectids!" in attributes:
        return None
    separator = attributes.get("idseparator", "_")
    words = regex.sub(r"[^\p{L}\p{N}\p{M}_ .-]", "", title.lower())
    joined = regex.sub(r"[ .-]+", separator, words).strip(separator) if separator else words.replace(" ", "")
    return attributes.get("idprefix", "_") + joined

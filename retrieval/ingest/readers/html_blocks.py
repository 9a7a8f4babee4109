"""Which paragraphs does an element tree hold? Elements → blocks, in order, with white space as a browser shows it."""

from collections.abc import Iterator

import regex
from lxml import etree

from retrieval.ingest.document.document import ParsedBlock
from retrieval.records import BlockKind

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 head".split())
BLOCKS = HEADINGS | frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figure footer form header hr item li"
    " list main nav ol p pre quote section summary table tbody td tfoot th thead tr ul".split()
)
BREAKS = frozenset(("br", "lb"))
BLANK_LINE = regex.compile(r"\n\s*\n")


def blocks(root: etree._Element) -> Iterator[ParsedBlock]:
    """The paragraphs below `root`: the text between the start and end tags of block elements."""
    pieces: list[str] = []
    headings = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        is_start = event == "start"
        if element.tag in BLOCKS:
            yield from _paragraphs("".join(pieces), is_heading=headings > 0)
            pieces.clear()
        if element.tag in HEADINGS:
            headings += 1 if is_start else -1
        if is_start and element.tag in BREAKS:
            pieces.append("\n")
        pieces.append(_collapse_breaks(element.text if is_start else element.tail))
    yield from _paragraphs("".join(pieces), is_heading=False)


def _collapse_breaks(text: str | None) -> str:
    """The text with each white space character as a space, since line breaks in markup mean nothing."""
    return regex.sub(r"\s", " ", text or "")


def _paragraphs(text: str, *, is_heading: bool) -> Iterator[ParsedBlock]:
    for paragraph in BLANK_LINE.split(text):
        lines = (" ".join(line.split()) for line in paragraph.split("\n"))
        if visible := "\n".join(filter(None, lines)):
            yield ParsedBlock(visible, BlockKind.HEADING if is_heading else BlockKind.PARAGRAPH)

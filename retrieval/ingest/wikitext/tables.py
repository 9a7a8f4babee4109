"""Which rows does a table of wikitext have? Its lines → rows of cells, and its caption."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import regex

from retrieval.ingest.document.document import ParsedBlock, row_block
from retrieval.records import BlockKind, Setting

ATTRIBUTES = regex.compile(r"[^|\[\]{}]*\|(?!\|)")  # of a cell, before its text
BETWEEN_CELLS = regex.compile(r"\|\||!!")


class WikiRow(NamedTuple):
    """The sources of a row's cells, and whether each is a head."""

    cells: list[str]
    heads: list[bool]


def table_blocks(
    lines: Sequence[str], cell_text: Callable[[str], str], *, setting: Setting | None
) -> Iterator[ParsedBlock]:
    """The caption and the rows of the table in `lines`, those between "{|" and "|}"."""
    rows = [WikiRow([], [])]
    for line in map(str.strip, lines):
        if line.startswith("|+"):
            if caption := cell_text(ATTRIBUTES.sub("", line[2:], count=1)):
                yield ParsedBlock(caption, BlockKind.CAPTION, setting=setting)
        elif line.startswith("|-"):
            rows.append(WikiRow([], []))
        elif line.startswith(("|", "!")) and not line.startswith("|}"):
            for cell in BETWEEN_CELLS.split(line[1:]) if line[0] == "!" else line[1:].split("||"):
                rows[-1].cells.append(ATTRIBUTES.sub("", cell, count=1))
                rows[-1].heads.append(line[0] == "!")
        elif rows[-1].cells and not line.startswith(("{|", "|}")):
            rows[-1].cells[-1] += f" {line}"
    for number, row in enumerate(each for each in rows if each.cells):
        texts = [cell_text(cell) for cell in row.cells]
        if any(texts):
            yield row_block(texts, is_header=number == 0 and all(row.heads), setting=setting)

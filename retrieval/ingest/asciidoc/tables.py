"""Which rows does a table of AsciiDoc have? Its lines → rows of cells."""

import csv
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import regex

from retrieval.ingest.asciidoc.block_attributes import BlockAttributes
from retrieval.ingest.document.document import ParsedBlock, row_block
from retrieval.records import Setting

CELL = regex.compile(
    r"(?:(?<=^|\s)(?P<count>\d+)?(?P<rows>\.\d+)?(?P<kind>[*+])?(?:[<^>])?(?:\.[<^>])?(?P<style>[aehlmdsv])?)?(?<!\\)\|",
    regex.MULTILINE,
)
COLUMN = regex.compile(r"(?:(?P<count>\d+)\*)?[^,;]*?(?P<style>[aehlmdsv])?")
SEPARATORS = {"csv": ",", "dsv": ":", "tsv": "\t"}


class Cell(NamedTuple):
    """The source of a cell, its style such as "a" (AsciiDoc), and how many columns it spans."""

    source: str
    style: str = ""
    span: int = 1


def table_rows(
    lines: Sequence[str], attributes: BlockAttributes, *, cell_text: Callable[[str, str], str], setting: Setting | None
) -> Iterator[ParsedBlock]:
    """The rows of a table; `cell_text` makes the text of a cell from its source and its style."""
    syntax = attributes.named.get("format", "psv")
    cells = _separated(lines, SEPARATORS[syntax]) if syntax in SEPARATORS else _cells(lines)
    styles = _column_styles(attributes.named.get("cols", ""))
    width = len(styles) or _first_width(lines, syntax)
    has_header = "header" in attributes.options or (
        "noheader" not in attributes.options and _has_implicit_header(lines, width, syntax)
    )
    for number, row in enumerate(_rows(cells, width)):
        starts = [sum(cell.span for cell in row[:position]) for position in range(len(row))]
        defaults = [styles[start] if start < len(styles) else "" for start in starts]
        is_header = has_header and number == 0
        texts = [
            cell_text(cell.source, "" if is_header else cell.style or style)
            for cell, style in zip(row, defaults, strict=True)
        ]
        if any(texts):
            yield row_block(texts, is_header=is_header, setting=setting)


def _cells(lines: Sequence[str]) -> list[Cell]:
    text = "\n".join(lines)
    marks = list(CELL.finditer(text))
    if not marks:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    cells: list[Cell] = []
    for mark, end in zip(marks, ends, strict=True):
        source = text[mark.end() : end].strip().replace("\\|", "|")
        count = int(mark["count"] or 1)
        repeats, span = (count, 1) if mark["kind"] == "*" else (1, count)
        cells += [Cell(source, mark["style"] or "", span)] * min(repeats, 100)
    return cells


def _separated(lines: Sequence[str], separator: str) -> list[Cell]:
    return [Cell(cell.strip()) for row in csv.reader(lines, delimiter=separator) for cell in row]


def _rows(cells: Sequence[Cell], width: int) -> Iterator[list[Cell]]:
    row: list[Cell] = []
    for cell in cells:
        row.append(cell)
        if sum(each.span for each in row) >= width:
            yield row
            row = []
    if row:
        yield row


def _column_styles(stated: str) -> list[str]:
    """The style of each column that `cols` states, such as "1,2a,3*"."""
    if stated.isdigit():
        return [""] * min(int(stated), 1_000)
    styles: list[str] = []
    for part in filter(None, (part.strip() for part in regex.split("[,;]", stated))):
        column = COLUMN.fullmatch(part)
        styles += [(column["style"] or "") if column else ""] * min(int(column["count"] or 1) if column else 1, 1_000)
    return styles


def _first_width(lines: Sequence[str], syntax: str) -> int:
    first = next((line for line in lines if line.strip()), "")
    if syntax in SEPARATORS:
        return max(len(_separated([first], SEPARATORS[syntax])), 1)
    return max(sum(cell.span for cell in _cells([first])), 1)


def _has_implicit_header(lines: Sequence[str], width: int, syntax: str) -> bool:
    """Whether the first line holds a whole row and a blank line follows it, with none before."""
    if len(lines) < 2 or not lines[0].strip() or lines[1].strip():  # noqa: PLR2004 -- the row, and the line after it
        return False
    return _first_width(lines, syntax) == width

"""Which tables hold data, and which only arrange a page? A table of data → its rows of cells."""

from collections.abc import Iterator
from typing import NamedTuple

from retrieval.ingest.html.display import HEADING_TAGS, is_unseen
from retrieval.ingest.html.tree import Element

DATA_CLASSES = frozenset("wikitable dataframe data-table datatable docutils tableblock infobox sortable".split())
LAYOUT_CLASSES = frozenset(
    "highlighttable linenotable rouge-table layout highlight admonition field-list hlist".split()
)
LAYOUT_ROLES = frozenset(("presentation", "none"))
ARRANGED = frozenset("table article section main form pre hr blockquote".split()).union(HEADING_TAGS)
"""Elements that no cell of data holds."""
MAX_SPAN = 50  # cells
MAX_PARAGRAPHS = 3  # in a cell of data
MAX_CELL = 1_000  # characters of a cell of data


class TableRow(NamedTuple):
    """A row of a table: its cells in order, `None` for those that another one extends over."""

    cells: tuple[Element | None, ...]
    is_header: bool


def is_data_table(table: Element) -> bool:
    """Whether the table holds data in rows and columns; one that arranges a page is running text."""
    classes = table.classes()
    if table.get("role").strip().lower() in LAYOUT_ROLES or not classes.isdisjoint(LAYOUT_CLASSES):
        return False
    rows = table_rows(table)
    cells = [cell for row in rows for cell in row.cells if cell is not None]
    if not cells or max(len(row.cells) for row in rows) < 2:  # noqa: PLR2004 -- one column is a list
        return False
    if not classes.isdisjoint(DATA_CLASSES):
        return True
    marks_data = any(each.tag in {"th", "thead", "caption"} for each in table.descendants())
    return all(_may_be_data(cell, is_marked=marks_data) for cell in cells) and (marks_data or len(rows) > 1)


def table_rows(table: Element) -> list[TableRow]:
    """The rows of a table, in order, without those of tables in its cells."""
    rows = list(_rows(table, is_head=False))
    first_body = next((index for index, (_, is_head) in enumerate(rows) if not is_head), len(rows))
    return [
        _row(element, is_head=is_head, is_first=index == first_body == 0)
        for index, (element, is_head) in enumerate(rows)
    ]


def captions(table: Element) -> list[Element]:
    """The captions of a table."""
    return [child for child in table.elements if child.tag == "caption"]


def _rows(element: Element, *, is_head: bool) -> Iterator[tuple[Element, bool]]:
    for child in element.elements:
        if is_unseen(child):
            continue
        if child.tag == "tr":
            yield child, is_head
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from _rows(child, is_head=child.tag == "thead")


def _row(element: Element, *, is_head: bool, is_first: bool) -> TableRow:
    cells = [cell for cell in element.elements if cell.tag in {"td", "th"} and not is_unseen(cell)]
    spread: list[Element | None] = []
    for cell in cells:
        spread += [cell, *([None] * (_span(cell) - 1))]
    names_columns = is_first and len(cells) > 1 and all(cell.tag == "th" for cell in cells)
    return TableRow(tuple(spread), is_head or names_columns)


def _span(cell: Element) -> int:
    stated = cell.get("colspan").strip()
    return max(1, min(int(stated), MAX_SPAN)) if stated.isascii() and stated.isdigit() and len(stated) < 5 else 1  # noqa: PLR2004


def _may_be_data(cell: Element, *, is_marked: bool) -> bool:
    paragraphs = 0
    for each in cell.descendants():
        if each.tag in ARRANGED and not (is_marked and each.tag in {"pre", "blockquote"}):
            return False
        paragraphs += each.tag in {"p", "div", "li"}
    return is_marked or (paragraphs <= MAX_PARAGRAPHS and len(cell.text()) <= MAX_CELL)

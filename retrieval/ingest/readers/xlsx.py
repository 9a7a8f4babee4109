"""The reader for Excel workbooks: each sheet is a heading and a table of the values that its cells show."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.document import ParsedBlock, ParsedDocument, compose
from retrieval.ingest.document.formats import DOCUMENTS, EXTRA_HINT
from retrieval.ingest.document.metadata import SourceMetadata, clean_language, clean_text
from retrieval.ingest.readers.csv import table_blocks
from retrieval.ingest.readers.zip_bomb import check_archive
from retrieval.records import BlockKind

MAX_ROWS = 100_000  # of a sheet
MAX_COLUMNS = 500
EMPTY_IN_A_ROW = 1_000  # rows without a value, after which a sheet is taken to end


def read_xlsx(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:  # noqa: ARG001 -- as Reader
    """The article that an Excel workbook holds.

    Raises:
        UnreadableArticleError: the workbook is broken, would be too large when unpacked, or openpyxl is not installed.
    """
    try:
        import openpyxl  # noqa: PLC0415 -- part of an extra
    except ModuleNotFoundError as error:
        hint = EXTRA_HINT.format(extra=DOCUMENTS)
        raise UnreadableArticleError(f"`{name}` is Excel, whose reader is not installed", hint) from error
    check_archive(data, name=name)
    try:
        workbook = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        properties = workbook.properties
        metadata = SourceMetadata(
            title=clean_text(properties.title),
            author=None if properties.creator == "openpyxl" else clean_text(properties.creator),
            language=clean_language(properties.language),
        )
        blocks = list(_blocks(workbook))
    except (BadZipFile, KeyError, ValueError, TypeError, AttributeError, SyntaxError, OSError, EOFError) as error:
        raise UnreadableArticleError(f"`{name}` is broken: it is no whole Excel document", "save it again") from error
    return ParsedDocument((compose(blocks, metadata, name=name),))


def _blocks(workbook: Any) -> Iterator[ParsedBlock]:  # noqa: ANN401 -- openpyxl ships no types
    for sheet in workbook.worksheets:
        if sheet.sheet_state == "visible":
            sheet.reset_dimensions()  # which a program may have stated wrongly
            rows = list(_rows(sheet))
            if any(map(any, rows)):
                yield ParsedBlock(sheet.title, BlockKind.HEADING, level=2)
                yield from table_blocks(rows)


def _rows(sheet: Any) -> Iterator[list[str]]:  # noqa: ANN401 -- as above
    empty = 0
    for row in sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS):
        cells = [_shown(cell.value, getattr(cell, "number_format", "")) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        empty = 0 if cells else empty + 1
        if empty > EMPTY_IN_A_ROW:
            return
        yield cells


def _shown(value: object, number_format: str) -> str:
    """A value as the sheet shows it, nearly: no more is done about its format than percent, dates and whole numbers."""
    match value:
        case bool():
            shown = str(value).upper()
        case datetime():
            shown = value.isoformat(sep=" ", timespec="minutes").removesuffix(" 00:00")
        case int() | float() if number_format.endswith("%"):
            shown = f"{100 * value:.10g}%"
        case float():
            shown = f"{value:.15g}"
        case _:
            shown = "" if value is None else str(value)
    return shown

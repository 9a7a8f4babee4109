from datetime import date
from io import BytesIO

import openpyxl
import pytest

from retrieval.errors import UnreadableArticleError
from retrieval.records import BlockKind
from tests.retrieval.ingest.reading import article_in, shown_in


def workbook() -> bytes:
    """A workbook with two sheets, one of them hidden."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Fees"
    for row in (
        ["plot", "fee", "share", "since"],
        [],
        ["small", 40, 0.25, date(2024, 5, 1)],
        ["large", 80.5, True],
    ):
        sheet.append(row)
    sheet["C3"].number_format = "0%"
    book.create_sheet("Secret").sheet_state = "hidden"
    book["Secret"]["A1"] = "hidden"
    book.properties.title = "Garden fees"
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def test_cells_as_the_sheet_shows_them() -> None:
    """Each visible sheet is a heading and its rows, with whole numbers, days and percentages as they are shown."""
    assert shown_in(workbook(), "a.xlsx") == [
        (BlockKind.HEADING, 2, "Fees"),
        (BlockKind.ROW, 0, "plot\tfee\tshare\tsince"),
        (BlockKind.ROW, 0, "small\t40\t25%\t2024-05-01"),
        (BlockKind.ROW, 0, "large\t80.5\tTRUE"),
    ]
    assert article_in(workbook(), "a.xlsx").source.title == "Garden fees"


def test_by_content() -> None:
    """A workbook is recognised whatever it is called."""
    assert shown_in(workbook(), "a.bin")[0][2] == "Fees"


def test_cut_off() -> None:
    """A workbook that is cut off is one line, wherever it is cut."""
    data = workbook()
    for end in range(40, len(data), len(data) // 9):
        with pytest.raises(UnreadableArticleError, match=r"`a\.xlsx` is "):
            article_in(data[:end], "a.xlsx")

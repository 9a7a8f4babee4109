"""`docs/formats.md` has a row for each format, and says of each what is true."""

from pathlib import Path

import pytest
import regex

from retrieval.ingest.document.formats import Format
from retrieval.ingest.document.unreadable import UNREADABLE_SUFFIXES

PAGE = (Path(__file__).parents[1] / "docs" / "formats.md").read_text(encoding="utf-8")
CELL = r" (?P<{}>[^|]*?) ?\|"
ROW = regex.compile(rf"^\|{''.join(map(CELL.format, ('name', 'suffixes', 'read', 'extra')))}$", regex.MULTILINE)
ROWS = {match["name"]: match for match in ROW.finditer(PAGE)}


@pytest.mark.parametrize("document_format", Format)
def test_row(document_format: Format) -> None:
    """The row of a format names all its suffixes and the extra that it needs."""
    row = ROWS[document_format.value]
    assert regex.findall(r"`(\.\w+)`", row["suffixes"]) == list(document_format.spec.suffixes)
    assert row["extra"].strip("` ") == document_format.spec.extra


def test_no_other_row() -> None:
    """No row is of a format that is not read."""
    assert ROWS.keys() - {"format", "---"} == {each.value for each in Format}


def test_what_is_refused() -> None:
    """The suffixes that the page calls refused are refused by name."""
    (line,) = (line for line in PAGE.splitlines() if line.startswith("Refused by name:"))
    assert set(regex.findall(r"`(\.\w+)`", line)) <= UNREADABLE_SUFFIXES.keys()

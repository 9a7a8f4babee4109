"""Which questions does a community test its articles with, and what should come? A CSV file → its questions.

The file has the columns `question` and `expected`; others are ignored. `expected` is a phrase that a quote has, the
file (or address) that a quote is from, or `none` where the articles have no answer. The separators are commas,
semicolons or tabs.
"""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Final, NamedTuple

from retrieval.errors import CollectionError

QUESTION: Final = "question"
EXPECTED: Final = "expected"
NONE: Final = "none"  # expected of a question that the articles do not answer
SEPARATORS: Final = ",;\t"  # Excel writes semicolons where a comma is the decimal mark
WANTED: Final = f"the first line must have the columns `{QUESTION}` and `{EXPECTED}`"


class ExpectedAnswer(NamedTuple):
    """A question, what is expected of its answer, and the line of the file, counted from 1, that it begins on."""

    question: str
    expected: str
    line: int

    @property
    def is_refusal(self) -> bool:
        """Whether the question should get no answer."""
        return self.expected.casefold() == NONE


def read_question_list(path: Path) -> tuple[ExpectedAnswer, ...]:
    """The questions of the CSV file at `path`, in order.

    Raises:
        CollectionError: the file cannot be read, is not UTF-8, or is not of this form; the line is named.
    """
    text = _text(path)
    separator = _separator(path, text)
    rows = _rows(path, text, separator)
    _, header = next(rows)
    columns = _columns(header)
    found = tuple(_expected_answer(path, line, cells, columns) for line, cells in rows)
    if not found:
        raise CollectionError(f"`{path}` has no questions", "write one a line below the names of the columns")
    return found


def _text(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CollectionError(f"`{path}` cannot be read: {error.strerror}", "give a CSV file of questions") from error
    except UnicodeDecodeError as error:
        raise CollectionError(f"`{path}` is not UTF-8", "save it as `CSV UTF-8`, as Excel calls it") from error
    if not text.strip():
        raise CollectionError(f"`{path}` is empty", WANTED)
    return text


def _separator(path: Path, text: str) -> str:
    """The separator by which the first line has the wanted columns."""
    header: Sequence[str] = ()
    for separator in SEPARATORS:
        _, cells = next(_rows(path, text, separator, strict=False))
        if {QUESTION, EXPECTED} <= set(_columns(cells)):
            return separator
        header = max(header, cells, key=len)
    found = ", ".join(f"`{cell.strip()}`" for cell in header)
    raise CollectionError(f"`{path}` has the columns {found}", WANTED)


def _rows(path: Path, text: str, separator: str, *, strict: bool = True) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, with the lines they begin on."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=strict)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise CollectionError(f"`{path}` line {line} is not CSV: {error}", "see to its quotation marks") from error


def _columns(header: Sequence[str]) -> list[str]:
    return [cell.strip().casefold() for cell in header]


def _expected_answer(path: Path, line: int, cells: Sequence[str], columns: Sequence[str]) -> ExpectedAnswer:
    if any(cell.strip() for cell in cells[len(columns) :]):
        problem = f"`{path}` line {line} has {len(cells)} cells, and the first line {len(columns)}"
        raise CollectionError(problem, "put what has a separator in it between quotation marks")
    row = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
    for column in (QUESTION, EXPECTED):
        if not row.get(column):
            raise CollectionError(
                f"`{path}` line {line} has no `{column}`", f"write a question, and a phrase, a file or `{NONE}`"
            )
    return ExpectedAnswer(row[QUESTION], row[EXPECTED], line)

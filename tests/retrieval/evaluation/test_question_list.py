from pathlib import Path

import pytest

from retrieval.errors import CollectionError
from retrieval.evaluation.question_list import ExpectedAnswer, read_question_list

PLAIN = "question,expected\nWho opens the gate?,the keeper\nIs it far?,none\n"
FOUND = (ExpectedAnswer("Who opens the gate?", "the keeper", 2), ExpectedAnswer("Is it far?", "none", 3))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a list of questions may be."""
    return tmp_path / "questions.csv"


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.replace(",", ";").encode("utf-8-sig"),
        PLAIN.replace(",", "\t").encode(),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace("question,expected", '" Question ";"EXPECTED"').replace("?,", "?;").encode(),
        PLAIN.replace("?,", '?",').replace("\nWho", '\n"Who').replace("\nIs", '\n"Is').encode(),
        PLAIN.replace("\n", ",,\n").replace("d,,", "d,note,").encode(),
    ],
    ids=["plain", "BOM", "Excel", "tabs", "CRLF", "CR", "quoted header", "quoted", "other columns"],
)
def test_forms(path: Path, data: bytes) -> None:
    """A list is read as spreadsheets write it: with a mark, other separators, line ends and quotation marks."""
    path.write_bytes(data)
    assert read_question_list(path) == FOUND


def test_lines(path: Path) -> None:
    """Blank rows are passed over, a cell may have separators and line ends, and each question knows its line."""
    path.write_text('question,expected\n\n,\n"Who,\nand when?","noon, ""sharp"""\nWhy?,None\n', encoding="utf-8")
    first, second = read_question_list(path)
    assert first == ExpectedAnswer("Who,\nand when?", 'noon, "sharp"', 4)
    assert second.line == 6
    assert [each.is_refusal for each in (first, second)] == [False, True]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n", "is empty"),
        (b"question,expected\n\xff\n", "is not UTF-8"),
        (PLAIN.encode("utf-16"), "is not UTF-8"),
        (b"question,answer\nWho?,me\n", "has the columns `question`, `answer` .*`question` and `expected`"),
        (b"Who?\n", "has the columns `Who\\?`"),
        (b"question,expected\n", "has no questions"),
        (b"question,expected\nWho?,\n", "line 2 has no `expected`"),
        (b"question,expected\nWho?\n", "line 2 has no `expected`"),
        (b"question,expected\nWhy?,x\n,none\n", "line 3 has no `question`"),
        (b"question,expected\nWho, and when?,none\n", "line 2 has 3 cells, and the first line 2"),
        (b'question,expected\n"Who?,none\n', "line 2 is not CSV"),
        (b"question,expected\n" + b"w" * 200_000 + b",none\n", "line 2 is not CSV: field larger"),
    ],
)
def test_what_is_wrong(path: Path, data: bytes, message: str) -> None:
    """What cannot be used is named: the file, the line, and what is wrong with it."""
    path.write_bytes(data)
    with pytest.raises(CollectionError, match=message) as raised:
        read_question_list(path)
    assert "questions.csv" in raised.value.problem
    assert raised.value.hint


def test_unreadable(path: Path, tmp_path: Path) -> None:
    """A file that is missing, or no file, is named with the system's reason."""
    with pytest.raises(CollectionError, match=r"`.*questions.csv` cannot be read: No such file"):
        read_question_list(path)
    with pytest.raises(CollectionError, match="cannot be read: Is a directory"):
        read_question_list(tmp_path)

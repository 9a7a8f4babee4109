"""`pullquote eval questions.csv`, as a person types it."""

import json
import sys
from pathlib import Path

import pytest

from retrieval.library.database import Library
from tests.bot.typed import Run, is_one_line, runner
from tests.retrieval.stored import RAIN, SNOW, counts, shelve

LIST = """question;expected
Where was it raining?;in Bonn
Where was it snowing?;snow.txt
What is the capital of France?;none
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process, where ir-measures is not installed."""
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    return runner(monkeypatch, capsys)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with an article on rain and one on snow."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "rain.md").write_text(RAIN, encoding="utf-8")
    (folder / "snow.txt").write_text(SNOW, encoding="utf-8")
    return folder


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """A list of questions as Excel writes it."""
    path = tmp_path / "questions.csv"
    path.write_text(LIST, encoding="utf-8-sig")
    return path


def test_all_as_expected(run: Run, articles: Path, questions: Path) -> None:
    """What came is shown for each line, with the sums; the exit code is 0."""
    outcome = run("eval", "--articles", articles, questions)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == (
        "right 1  Where was it raining?\n"
        "         rain.md: It was raining in Bonn all day, the keeper said. Nobody saw\n"
        "         the river rise.\n"
        "right 1  Where was it snowing?\n"
        "         snow.txt: It was snowing in Rome all night, the mayor said. Nobody saw\n"
        "         the river freeze.\n"
        "refused  What is the capital of France?\n"
        "         no answer\n"
        "\n"
        "as expected      3 of 3\n"
        "right first      2 of 2\n"
        "right in three   2 of 2\n"
        "refused rightly  1 of 1\n"
    )


def test_what_has_changed(run: Run, articles: Path, questions: Path) -> None:
    """The next run says what is broken, fixed, new and removed, or that nothing is; the exit code is 1 meanwhile."""
    run("eval", "--articles", articles, questions)
    assert run("eval", "--articles", articles, questions).out.endswith("\nsince the last run: no change\n")
    (articles / "snow.txt").rename(articles / "ice.txt")
    broken = run("eval", "--articles", articles, questions)
    assert broken.code == 1
    assert "\nWRONG    Where was it snowing?\n         expected: snow.txt\n         ice.txt: It was" in broken.out
    assert broken.out.endswith("\nsince the last run:\nbroken     Where was it snowing?\n")
    (articles / "ice.txt").rename(articles / "snow.txt")
    questions.write_text(LIST.replace("What is the capital of France?", "Who is the king of Spain?"), encoding="utf-8")
    fixed = run("eval", "--articles", articles, questions)
    assert fixed.code == 0
    assert fixed.out.endswith(
        "fixed      Where was it snowing?\n"
        "new        Who is the king of Spain?\n"
        "removed    What is the capital of France?\n"
    )


def test_json(run: Run, articles: Path, questions: Path) -> None:
    """The JSON object has the results, the sums and the changes."""
    first = json.loads(run("eval", "--json", "--articles", articles, questions).out)
    assert list(first) == [
        *("results", "to_answer", "right_first", "right_in_three", "to_refuse", "refused_rightly"),
        *("has_last_run", "changes", "removed", "as_expected"),
    ]
    assert (first["as_expected"], first["has_last_run"], first["changes"]) == (3, False, [])
    assert first["results"][2] == {
        "question": "What is the capital of France?",
        "expected": "none",
        "as_expected": True,
        "rank": None,
        "quote": None,
        "source": None,
    }
    (articles / "rain.md").unlink()
    second = json.loads(run("eval", "--json", "--articles", articles, questions).out)
    assert (second["as_expected"], second["has_last_run"]) == (2, True)
    assert second["changes"] == [
        {"change": "broken", "question": "Where was it raining?", "expected": "in Bonn"},
    ]


def test_limit(run: Run, articles: Path, questions: Path) -> None:
    """With `--limit 1` only the first quote counts."""
    questions.write_text("question,expected\nWho saw the river?,Nobody saw\n", encoding="utf-8")
    results = json.loads(run("eval", "--json", "--limit", "1", "--articles", articles, questions).out)["results"]
    assert all(result["rank"] in {None, 1} for result in results)


def test_over_a_library(run: Run, questions: Path, tmp_path: Path) -> None:
    """The library's chosen collections answer, and no quote is kept as sent."""
    path = tmp_path / "library.db"
    with Library(path, create=True) as library:
        shelve(library, RAIN)
        shelve(library, SNOW, "/snow.txt", into="members")
    options = ("--library", path, "--collection", "public", "--collection", "members")
    assert run("eval", *options, questions).code == 0
    assert run("eval", "--library", path, questions).code == 1
    with Library(path) as library:
        assert counts(library)["quotes"] == 0


def test_over_the_seeds(run: Run, questions: Path) -> None:
    """Without a library the five articles answer, and a note says so, as in `ask`."""
    questions.write_text("question,expected\nHow many pardons has Biden issued?,24 pardons\n", encoding="utf-8")
    outcome = run("eval", questions)
    assert outcome.code == 0
    assert "there is no library" in outcome.err


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b"question,expected\n\xff\n", "is not UTF-8"),
        (b"question,answer\nWho?,me\n", "has the columns"),
        (b"question,expected\n???,none\n", "line 2: "),
    ],
)
def test_bad_input(run: Run, articles: Path, questions: Path, data: bytes, message: str) -> None:
    """A list that cannot be used is one clear line and exit code 2, and nothing is kept of it."""
    questions.write_bytes(data)
    outcome = run("eval", "--articles", articles, questions)
    assert (outcome.code, outcome.out) == (2, "")
    assert is_one_line(outcome.err)
    assert message in outcome.err
    assert not questions.with_name("questions.last.json").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("none.csv",), "`none.csv` cannot be read: No such file or directory"),
        (("--k", "5", "none.csv"), "--k has no meaning for a CSV file"),
        (("--limit", "2", "."), "--limit has no meaning for a folder"),
        (("--articles", ".", "."), "--articles has no meaning for a folder"),
    ],
)
def test_wrong_use(run: Run, arguments: tuple[str, ...], message: str) -> None:
    """A missing file, and an option that belongs to the other use, are one clear line and exit code 2."""
    outcome = run("eval", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert is_one_line(outcome.err)
    assert message in outcome.err


def test_damaged_last_run(run: Run, articles: Path, questions: Path) -> None:
    """What is kept of the last run is left alone where it is damaged, with a note; the answers count all the same."""
    last = questions.with_name("questions.last.json")
    last.write_text("mine", encoding="utf-8")
    outcome = run("eval", "--articles", articles, questions)
    assert outcome.code == 0
    assert is_one_line(outcome.err)
    assert outcome.err.startswith("note: nothing to compare with: ")
    assert last.read_text(encoding="utf-8") == "mine"


def test_hostile_text(run: Run, articles: Path, questions: Path) -> None:
    """Control characters of the list and of the articles are shown as pictures."""
    questions.write_text('question,expected\n"Where was \x1b[31mit raining?",\x07\n', encoding="utf-8")
    outcome = run("eval", "--articles", articles, questions)
    assert outcome.code == 1
    assert "␛[31m" in outcome.out
    assert not {"\x1b", "\x07"} & set(outcome.out)

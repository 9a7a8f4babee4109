from pathlib import Path

import pytest

from retrieval import QuestionError, Retriever
from retrieval.errors import CollectionError
from retrieval.evaluation.question_list import ExpectedAnswer
from retrieval.evaluation.regression import (
    Change,
    QuestionResult,
    ask_all,
    last_run_path,
    read_last_run,
    report_of,
    write_last_run,
)
from tests.retrieval.stored import RAIN, SNOW

RAINING = "Where was it raining?"
SNOWING = "Where was it snowing?"
PARIS = "What is the capital of France?"
RIVER = "Did anybody see the river?"


@pytest.fixture(scope="module")
def retriever() -> Retriever:
    """Answers from an article on rain and one on snow."""
    return Retriever.from_texts({"weather/rain.md": RAIN, "snow.txt": SNOW})


def result(retriever: Retriever, question: str, expected: str) -> QuestionResult:
    """What comes for one question."""
    (only,) = ask_all([ExpectedAnswer(question, expected, 2)], retriever.ask)
    return only


@pytest.mark.parametrize(
    "expected",
    ["raining in Bonn", "RAINING  in\nbonn", "weather/rain.md", "rain.md", "all day, the keeper said."],
)
def test_as_expected(retriever: Retriever, expected: str) -> None:
    """A phrase of the quote is found whatever its case and white space, and its file with or without the folder."""
    found = result(retriever, RAINING, expected)
    assert (found.as_expected, found.rank, found.quote, found.source) == (True, 1, RAIN, "weather/rain.md")


@pytest.mark.parametrize("expected", ["raining in Rome", "snow.txt", "weather", "none", "md"])
def test_not_as_expected(retriever: Retriever, expected: str) -> None:
    """Another phrase or file, a part of a file's name, or an answer where none is expected, are not as expected."""
    found = result(retriever, RAINING, expected)
    assert (found.as_expected, found.rank, found.quote) == (False, None, RAIN)


def test_refusals(retriever: Retriever) -> None:
    """No answer is what `none` expects, and nothing else does."""
    assert result(retriever, PARIS, "None").as_expected
    missed = result(retriever, PARIS, "Paris")
    assert (missed.as_expected, missed.quote, missed.source, missed.outcome) == (False, None, None, "no answer")


def test_typography() -> None:
    """Straight quotation marks and hyphens in a list stand for an article's curly ones and dashes."""
    retriever = Retriever.from_texts({"a.md": "The mayor’s aide said “it – the dam – held” in Bonn."})
    assert result(retriever, "What did the mayor’s aide say in Bonn?", "mayor's aide said \"it - the").as_expected


def test_numbers() -> None:
    """A number is found as a whole one only."""
    retriever = Retriever.from_texts({"a.md": "The gate has 1,240 bars and 53 bolts."})
    question = "How many bars does the gate have?"
    expected = {"1,240 bars": True, "240 bars": False, "1": False, "5": False, "53": True, "53 bolts": True}
    assert {each: result(retriever, question, each).as_expected for each in expected} == expected


def test_also_in() -> None:
    """A file that makes the same statement as the quoted one is as good."""
    retriever = Retriever.from_texts({"a.md": RAIN, "b.md": RAIN})
    assert result(retriever, RAINING, "a.md").as_expected
    assert result(retriever, RAINING, "b.md").as_expected


def test_a_question_that_cannot_be_asked(retriever: Retriever) -> None:
    """It is an error that names its line."""
    with pytest.raises(QuestionError, match="line 7: "):
        ask_all([ExpectedAnswer("???", "none", 7)], retriever.ask)


def test_sums(retriever: Retriever) -> None:
    """The report counts what is right first, right among three, and refused rightly, each of those it applies to."""
    questions = [
        ExpectedAnswer(RAINING, "Bonn", 2),
        ExpectedAnswer(SNOWING, "Bonn", 3),
        ExpectedAnswer(PARIS, "none", 4),
        ExpectedAnswer(RAINING, "none", 5),
    ]
    report = report_of(questions, ask_all(questions, retriever.ask))
    assert (report.as_expected, report.all_as_expected) == (2, False)
    assert (report.right_first, report.right_in_three, report.to_answer) == (1, 1, 2)
    assert (report.refused_rightly, report.to_refuse) == (1, 2)
    assert (report.has_last_run, report.changes, report.removed) == (False, (), ())


def test_right_but_not_first() -> None:
    """An answer whose second quote is as expected is right in three, and not first."""
    questions = [ExpectedAnswer("q", "b", 2)]
    results = [QuestionResult(question="q", expected="b", as_expected=True, rank=2, quote="a", source="a.md")]
    report = report_of(questions, results)
    assert (report.right_first, report.right_in_three, report.all_as_expected) == (0, 1, True)


def test_changes(retriever: Retriever) -> None:
    """Each question is compared with itself in the last run: what it expects and what came."""
    questions = [ExpectedAnswer(each, expected, 2) for each, expected in ((RAINING, "Bonn"), (SNOWING, "Rome"))]
    results = ask_all(questions, retriever.ask)
    rain, snow = results
    assert report_of(questions, results, results).changes == ()
    last = {
        Change.FIXED: rain.model_copy(update={"as_expected": False, "rank": None}),
        Change.DIFFERENT: rain.model_copy(update={"quote": "something else"}),
        Change.NEW: rain.model_copy(update={"expected": "something else"}),
    }
    for change, before in last.items():
        found = report_of(questions, results, (before, snow)).changes
        assert [(each.change, each.question) for each in found] == [(change, RAINING)]
    broken = rain.model_copy(update={"as_expected": False, "rank": None})
    (change_,) = report_of(questions, (broken, snow), results).changes
    assert (change_.change, change_.expected) == (Change.BROKEN, "Bonn")
    assert report_of(questions[:1], results[:1], results).removed == (SNOWING,)


def test_last_run(retriever: Retriever, tmp_path: Path) -> None:
    """Results are kept beside the questions, and are the same when they are read again; no other file stays."""
    path = last_run_path(tmp_path / "questions.csv")
    assert path.name == "questions.last.json"
    assert read_last_run(path) is None
    results = (result(retriever, RAINING, "Bonn"), result(retriever, PARIS, "none"))
    write_last_run(path, results)
    assert read_last_run(path) == results
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("text", ["", "{}", '{"format": 2, "results": []}', '{"format": 1, "results": [{}]}', "[1]"])
def test_damaged_last_run(tmp_path: Path, text: str) -> None:
    """A file that does not hold results, or holds those of another release, is an error that names it."""
    path = tmp_path / "questions.last.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CollectionError, match=r"`.*questions.last.json` does not hold the results of a run"):
        read_last_run(path)


def test_unwritable_last_run(tmp_path: Path) -> None:
    """Where it cannot be written, and where it cannot be read, the system's reason is named."""
    with pytest.raises(CollectionError, match="cannot be written"):
        write_last_run(tmp_path / "none" / "questions.last.json", ())
    with pytest.raises(CollectionError, match="cannot be read"):
        read_last_run(tmp_path)

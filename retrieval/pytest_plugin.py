"""Are a community's own questions answered as expected? A fixture that asks them in pytest.

A test suite switches it on in its uppermost `conftest.py` by `pytest_plugins = ["retrieval.pytest_plugin"]`. It has no
entry point, by which pytest would load it, and rewrite the assertions of both packages, in every run on the machine.
"""

from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from retrieval.evaluation.question_list import ExpectedAnswer
    from retrieval.evaluation.regression import QuestionResult, RegressionReport
    from retrieval.retriever import Retriever


class CheckQuestions(Protocol):
    """The type of the fixture `check_questions`."""

    def __call__(self, retriever: "Retriever", path: str | PathLike[str], *, limit: int = ...) -> "RegressionReport":
        """Ask the questions of a CSV file, and fail the test unless all answers are as expected."""


@pytest.fixture
def check_questions(request: pytest.FixtureRequest) -> CheckQuestions:
    """Asks the questions of a CSV file, as `pullquote eval` does, and fails the test unless all are as expected.

    `check_questions(retriever, "questions.csv", limit=3)`: a relative path counts from the folder of the test's file.
    The message says of each question whether it was as expected in the last run of `pullquote eval`; nothing is
    written.
    """
    from retrieval.evaluation.question_list import read_question_list  # noqa: PLC0415 -- loaded by those who use it
    from retrieval.evaluation.regression import (  # noqa: PLC0415 -- the same
        ask_all,
        last_run_path,
        read_last_run,
        report_of,
    )
    from retrieval.retriever import LIMIT  # noqa: PLC0415 -- the same

    def check(retriever: "Retriever", path: str | PathLike[str], *, limit: int = LIMIT) -> "RegressionReport":
        file = request.path.parent / path
        questions = read_question_list(file)
        results = ask_all(questions, lambda question: retriever.ask(question, limit=limit))
        report = report_of(questions, results, read_last_run(last_run_path(file)))
        if not report.all_as_expected:
            pytest.fail("\n".join(_failures(Path(path), questions, report)), pytrace=False)
        return report

    return check


def _failures(path: Path, questions: "tuple[ExpectedAnswer, ...]", report: "RegressionReport") -> Iterator[str]:
    wrong = len(report.results) - report.as_expected
    broken = {(each.question, each.expected) for each in report.changes if each.change == "broken"}
    yield f"{wrong} of the {len(report.results)} questions in `{path}` are not answered as expected"
    for case, result in zip(questions, report.results, strict=True):
        if not result.as_expected:
            yield from _failure(case, result, is_broken=(case.question, case.expected) in broken)


def _failure(case: "ExpectedAnswer", result: "QuestionResult", *, is_broken: bool) -> Iterator[str]:
    yield f"line {case.line}: {case.question}"
    yield f"  expected: {case.expected}" + (" (as it was in the last run)" if is_broken else "")
    yield f"  answered: {result.outcome}"

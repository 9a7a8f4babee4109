"""The fixture `check_questions`, in test suites of its users."""

import pytest

from retrieval.evaluation.regression import QuestionResult, last_run_path, write_last_run
from tests.retrieval.stored import RAIN, SNOW

pytest_plugins = ["pytester"]

CONFTEST = f"""
import pytest
from retrieval import Retriever

pytest_plugins = ["retrieval.pytest_plugin"]

@pytest.fixture(scope="session")
def retriever():
    return Retriever.from_texts({{"rain.md": {RAIN!r}, "snow.txt": {SNOW!r}}})
"""
TEST = """
def test_our_questions(check_questions, retriever):
    report = check_questions(retriever, "questions.csv")
    assert report.right_first == 1
"""
RIGHT = "question,expected\nWhere was it raining?,Bonn\nWhat is the capital of France?,none\n"
WRONG = RIGHT + '"Where was\nit snowing?",Bonn\nWhere was it raining?,none\n'


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    """A suite in a folder, whose list of questions is beside the test."""
    folder = pytester.mkdir("tests")
    pytester.makeconftest(CONFTEST)
    (folder / "test_questions.py").write_text(TEST, encoding="utf-8")
    (folder / "questions.csv").write_text(RIGHT, encoding="utf-8")
    return pytester


def test_passes(suite: pytest.Pytester) -> None:
    """Where all questions are answered as expected the test goes on with the report, and no file is written."""
    before = {path for path in suite.path.rglob("*") if path.suffix in {".csv", ".json", ".db"}}
    suite.runpytest_inprocess("-p", "no:asyncio", "-p", "no:cacheprovider").assert_outcomes(passed=1)
    assert {path for path in suite.path.rglob("*") if path.suffix in {".csv", ".json", ".db"}} == before


def test_fails(suite: pytest.Pytester) -> None:
    """The message names each question that is not, by line, with what was expected and what came, and no traceback."""
    (suite.path / "tests" / "questions.csv").write_text(WRONG, encoding="utf-8")
    done = suite.runpytest_inprocess("-p", "no:asyncio")
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(
        [
            "2 of the 4 questions in `questions.csv` are not answered as expected",
            "line 4: Where was",
            "it snowing?",
            "  expected: Bonn",
            f"  answered: snow.txt: {SNOW}",
            "line 6: Where was it raining?",
            "  expected: none",
            f"  answered: rain.md: {RAIN}",
        ],
        consecutive=True,
    )
    done.stdout.no_fnmatch_line("*pytest_plugin.py*Failed*")


def test_what_was_right_in_the_last_run(suite: pytest.Pytester) -> None:
    """A question that `pullquote eval` last found as expected is marked."""
    questions = suite.path / "tests" / "questions.csv"
    questions.write_text("question,expected\nWhat is the capital of France?,Paris\n", encoding="utf-8")
    right = QuestionResult(question="What is the capital of France?", expected="Paris", as_expected=True, rank=1)
    write_last_run(last_run_path(questions), [right])
    expected = "  expected: Paris (as it was in the last run)"
    suite.runpytest_inprocess("-p", "no:asyncio").stdout.fnmatch_lines(
        [expected, "  answered: no answer"], consecutive=True
    )


def test_is_not_loaded_unasked(pytester: pytest.Pytester) -> None:
    """A run of pytest that does not name the plugin neither loads it nor anything else of the package."""
    pytester.makepyfile(
        """
        import sys

        def test_nothing_is_loaded(request):
            assert not [name for name in sys.modules if name.partition(".")[0] in {"retrieval", "bot"}]
            assert not request.config.pluginmanager.has_plugin("retrieval.pytest_plugin")
        """
    )
    pytester.runpytest_subprocess().assert_outcomes(passed=1)

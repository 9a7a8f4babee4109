"""The held-out questions: enough of each kind, and labels that stand in the articles as Pullquote reads them."""

import gzip
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
import regex

pytest.importorskip("benchmarks.held_out.__main__", reason="the extra `benchmarks` is not installed")

from click.testing import CliRunner

from benchmarks.held_out.__main__ import main
from benchmarks.held_out.articles import ARTICLES, VERSIONS, Part, article_bytes, missing_articles
from benchmarks.held_out.intervals import auc_interval, share_interval
from benchmarks.held_out.labelled import WORDING, HeldOutQuestion, held_out_questions, spaced
from benchmarks.held_out.measuring import answers, auc_line, lines
from benchmarks.kept import data_folder
from retrieval.ingest.files import read_folder

FOLDER = data_folder() / "held_out"
NONE = "none"


@pytest.fixture(scope="module")
def texts() -> Mapping[str, str]:
    """The articles' texts by their names without suffix."""
    if missing := missing_articles(FOLDER):
        pytest.skip(f"`{FOLDER}` lacks {missing[0]}: python -m benchmarks.held_out.articles {FOLDER}")
    return {Path(each.source.file or "").stem: each.version.text for each in read_folder(FOLDER).articles}


def test_there_are_enough_questions_of_both_kinds() -> None:
    """At least 150 questions have an answer and 50 none, in all three styles, and none is asked twice."""
    questions = held_out_questions()
    refused = [each for each in questions if each.kind == NONE]
    assert len(questions) - len(refused) >= 150
    assert len(refused) >= 50
    assert min(Counter(each.style for each in questions).values()) >= len(questions) // 4
    assert len({each.question for each in questions}) == len(questions)


def test_only_what_can_be_answered_has_answers() -> None:
    """A question has answers exactly where its kind is not `none`, and a day on which it was written."""
    assert [each for each in held_out_questions() if bool(each.answers) == (each.kind == NONE)] == []
    assert all(regex.fullmatch(r"\d{4}-\d\d-\d\d", each.written) for each in held_out_questions())


def test_questions_are_about_the_articles() -> None:
    """Every question is from one of the articles, and every article is from a package of a stated version."""
    names = {Path(name).stem for name in ARTICLES}
    assert {each.file for each in held_out_questions() if each.answers} <= names
    assert all(any(name.startswith(each.file) for name in names) for each in held_out_questions())
    assert {source.package for source in ARTICLES.values()} == set(VERSIONS)


def test_answers_stand_in_the_articles(texts: Mapping[str, str]) -> None:
    """Every answer stands in an article as Pullquote reads it, and one of each question's in its own article."""
    questions = held_out_questions()
    nowhere = [a for each in questions for a in each.answers if not any(_has(text, a) for text in texts.values())]
    elsewhere = [
        each for each in questions if each.answers and not any(_has(texts[each.file], a) for a in each.answers)
    ]
    assert nowhere == []
    assert elsewhere == []


def test_white_space_in_an_answer_does_not_matter() -> None:
    """An answer is found over the ends of lines, and signs that mean something in a pattern are signs."""
    question = HeldOutQuestion("Why?", "a", ("2 + (villages)",), "code", "fact", "2026-11-28").labelled(1)
    assert question.is_answered_by("so 2 +\n (Villages) it is")
    assert not question.is_answered_by("22 villages")
    assert question.wordings == {WORDING: "Why?"}
    assert question.is_answerable


def test_a_question_without_answers_is_not_answerable() -> None:
    """A question of the kind `none` counts among those that should be refused."""
    assert not HeldOutQuestion("Why?", "a", (), NONE, "fact", "2026-11-28").labelled(1).is_answerable


def test_a_part_of_a_file_is_cut_at_whole_lines(tmp_path: Path) -> None:
    """A part begins with its first line and ends before the next heading; contents further up do not begin it."""
    path = tmp_path / "all.txt.gz"
    path.write_bytes(gzip.compress(b"  One\n  Two\nOne\n\n text\nTwo\n more\n"))
    assert article_bytes(path, Part("One", "Two")) == b"One\n\n text\n"
    assert article_bytes(path, None) == b"  One\n  Two\nOne\n\n text\nTwo\n more\n"


def test_intervals_are_those_of_the_papers() -> None:
    """Wilson's interval of 8 in 10 is 0.490 to 0.943, and Hanley and McNeil's standard error of 0.893 is 0.032."""
    assert share_interval(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    low, high = auc_interval(0.893, 51, 58)
    assert (high - low) / 2 == pytest.approx(1.96 * 0.032, abs=2e-3)


def test_intervals_stay_between_nothing_and_everything() -> None:
    """A figure of 0 or 1 has an interval that ends there, and nothing asked leaves everything possible."""
    assert share_interval(0, 0) == (0, 1)
    assert share_interval(10, 10).high == 1
    assert auc_interval(1.0, 3, 3) == (1, 1)


def test_figures_are_counted_over_a_folder(tmp_path: Path) -> None:
    """A right first quote, a right refusal and the area under the curve are printed with their intervals."""
    (tmp_path / "lamp.txt").write_text("The lamp\n\nThe lamp is lit at seven o'clock every evening by the keeper.\n")
    asked = [
        HeldOutQuestion("When is the lamp lit?", "lamp", ("at seven o'clock",), "prose", "fact", "2026-11-28"),
        HeldOutQuestion("Which parrot speaks Norwegian?", "lamp", (), NONE, "fact", "2026-11-28"),
    ]
    questions = [each.labelled(number) for number, each in enumerate(asked)]
    printed = list(lines(answers(tmp_path, questions)))
    assert [" ".join(line.split()) for line in printed[:4]] == [
        "first quote right 1/1 1.000 (0.207 to 1.000)",
        "right quote in three 1/1 1.000 (0.207 to 1.000)",
        "refused wrongly 0/1 0.000 (0.000 to 0.793)",
        "none refused 1/1 1.000 (0.207 to 1.000)",
    ]
    assert " ".join(auc_line(tmp_path, questions).split()) == "AUC 1.000 (1.000 to 1.000)"


def test_missing_articles_are_named(tmp_path: Path) -> None:
    """Without the articles the command names one, and how to fetch them."""
    result = CliRunner().invoke(main, ["--folder", str(tmp_path)])
    assert result.exit_code == 1
    assert (
        "lacks `debian-detailed.html`: fetch the articles with python -m benchmarks.held_out.articles" in result.output
    )


def _has(text: str, answer: str) -> bool:
    return regex.search(spaced(answer), text, regex.IGNORECASE) is not None

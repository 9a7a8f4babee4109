"""Are a community's own questions still answered as expected, and what has changed? Questions → results and changes.

The results of the last run are kept in a JSON file beside the questions: `questions.csv` has `questions.last.json`.
"""

import unicodedata
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Final

import regex
from pydantic import Field, ValidationError, computed_field

from retrieval.answers import Answer, Quote
from retrieval.errors import CollectionError, QuestionError
from retrieval.evaluation.question_list import ExpectedAnswer
from retrieval.progress import ProgressCallback, no_progress
from retrieval.records import Record, Source

LAST_RUN: Final = ".last.json"  # in place of the suffix of the questions' file
IN_THREE: Final = 3
STRAIGHT: Final = str.maketrans("‘’‚‛“”„‟«»‹›‐‑‒–—", "''''\"\"\"\"\"\"''-----")


class Change(StrEnum):
    """How a question's result differs from that of the last run."""

    BROKEN = "broken"  # it was as expected, and is no longer
    FIXED = "fixed"  # it was not as expected, and now is
    DIFFERENT = "different"  # another quote comes first, or the right one stands elsewhere
    NEW = "new"  # the last run did not ask it, or expected something else


class QuestionResult(Record):
    """What came for a question.

    Attributes:
        rank: the place, from 1, of the first quote that is as expected; `None` where there is none.
        quote: the text of the first quote, and `source` its file, address or id; `None` where nothing was answered.
    """

    question: str
    expected: str
    as_expected: bool
    rank: int | None = None
    quote: str | None = None
    source: str | None = None

    @property
    def outcome(self) -> str:
        """What came first, in one line."""
        return "no answer" if self.quote is None else f"{self.source}: {' '.join(self.quote.split())}"


class LastRun(Record):
    """The results of a run, as they are kept in the file; `format` is another number once that changes."""

    format: int = Field(default=1, ge=1, le=1)
    results: tuple[QuestionResult, ...]


class ChangedQuestion(Record):
    """A question whose result is not what it was in the last run."""

    change: Change
    question: str
    expected: str


class RegressionReport(Record):
    """The results of all questions, and what has changed since the last run.

    Attributes:
        to_answer: how many questions should be answered; `to_refuse` how many should not.
        right_first: how many of those have what is expected in the first quote.
        right_in_three: how many of those have it in one of the first three quotes.
        refused_rightly: how many that should not be answered are not.
        has_last_run: whether there were results to compare with.
        removed: the questions of the last run that are no longer asked.
    """

    results: tuple[QuestionResult, ...]
    to_answer: int
    right_first: int
    right_in_three: int
    to_refuse: int
    refused_rightly: int
    has_last_run: bool = False
    changes: tuple[ChangedQuestion, ...] = ()
    removed: tuple[str, ...] = ()

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know decorated properties
    @property
    def as_expected(self) -> int:
        """How many results are as expected."""
        return sum(result.as_expected for result in self.results)

    @property
    def all_as_expected(self) -> bool:
        """Whether every result is as expected."""
        return self.as_expected == len(self.results)


def ask_all(
    questions: Sequence[ExpectedAnswer], ask: Callable[[str], Answer], *, watch: ProgressCallback = no_progress
) -> tuple[QuestionResult, ...]:
    """The result of each question, in order.

    Raises:
        QuestionError: a question cannot be asked; its line is named.
    """
    return tuple(_result(case, ask) for case in watch(questions, "Asking"))


def report_of(
    questions: Sequence[ExpectedAnswer],
    results: Sequence[QuestionResult],
    last: Sequence[QuestionResult] | None = None,
) -> RegressionReport:
    """The report on the results of `questions`; `last` are those of the last run, `None` where there was none."""
    answers = [result for case, result in zip(questions, results, strict=True) if not case.is_refusal]
    refusals = [result for case, result in zip(questions, results, strict=True) if case.is_refusal]
    asked = {result.question for result in results}
    return RegressionReport(
        results=tuple(results),
        to_answer=len(answers),
        right_first=sum(result.rank == 1 for result in answers),
        right_in_three=sum(result.rank is not None and result.rank <= IN_THREE for result in answers),
        to_refuse=len(refusals),
        refused_rightly=sum(result.as_expected for result in refusals),
        has_last_run=last is not None,
        changes=() if last is None else _changes(results, last),
        removed=tuple(dict.fromkeys(each.question for each in last or () if each.question not in asked)),
    )


def last_run_path(questions: Path) -> Path:
    """The file beside the questions' file that keeps the results of the last run."""
    return questions.with_name(questions.stem + LAST_RUN)


def read_last_run(path: Path) -> tuple[QuestionResult, ...] | None:
    """The results in the file, `None` where there is no file.

    Raises:
        CollectionError: the file cannot be read, or does not hold results.
    """
    try:
        return LastRun.model_validate_json(path.read_bytes()).results
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CollectionError(f"`{path}` cannot be read: {error.strerror}", "check its permissions") from error
    except ValidationError as error:
        raise CollectionError(f"`{path}` does not hold the results of a run", "delete it") from error


def write_last_run(path: Path, results: Sequence[QuestionResult]) -> None:
    """Keep the results in the file, all or none of them.

    Raises:
        CollectionError: the file cannot be written.
    """
    new = path.with_name(f"{path.name}.new")
    try:
        new.write_text(LastRun(results=tuple(results)).model_dump_json(indent=1) + "\n", encoding="utf-8")
        new.replace(path)
    except OSError as error:
        problem = f"`{path}` cannot be written: {error.strerror}"
        raise CollectionError(problem, "check the permissions of its folder") from error


def _result(case: ExpectedAnswer, ask: Callable[[str], Answer]) -> QuestionResult:
    try:
        answer = ask(case.question)
    except QuestionError as error:
        raise QuestionError(f"line {case.line}: {error.problem}", error.hint) from error
    ranks = (rank for rank, quote in enumerate(answer.quotes, start=1) if _is_expected(quote, case.expected))
    rank = None if case.is_refusal else next(ranks, None)
    first = answer.quotes[0] if answer.quotes else None
    return QuestionResult(
        question=case.question,
        expected=case.expected,
        as_expected=not answer.quotes if case.is_refusal else rank is not None,
        rank=rank,
        quote=first.text if first else None,
        source=_place(first.article) if first else None,
    )


def _is_expected(quote: Quote, expected: str) -> bool:
    """Whether the quote has the phrase, or it or the same statement is from the file or address."""
    sources = (quote.article, *(place.article for place in quote.also_in))
    shown = " ".join(span.text for span in quote.spans)  # together, for the cells of a row are spans of their own
    is_shown = _has(shown, expected)
    return is_shown or any(expected in _names(source) for source in sources)


def _has(text: str, phrase: str) -> bool:
    """Whether the text has the phrase: case, white space, and the style of quotation marks and dashes do not matter.

    A number is not part of a longer one: 24 is not in 1240, and 240 not in 1,240.
    """
    pattern = regex.escape(_plain(phrase), literal_spaces=True)
    return bool(pattern) and regex.search(rf"(?<!\d[.,]?(?=\d)){pattern}(?!(?<=\d)[.,]?\d)", _plain(text)) is not None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).translate(STRAIGHT).casefold().split())


def _names(source: Source) -> set[str]:
    file = source.file or ""
    return {name for name in (source.id, file, PurePosixPath(file).name, source.url) if name}


def _place(source: Source) -> str:
    return source.file or source.url or source.id


def _changes(results: Sequence[QuestionResult], last: Sequence[QuestionResult]) -> tuple[ChangedQuestion, ...]:
    before = {(each.question, each.expected): each for each in last}
    changed = ((each, _change(each, before.get((each.question, each.expected)))) for each in results)
    return tuple(
        ChangedQuestion(change=change, question=each.question, expected=each.expected)
        for each, change in changed
        if change
    )


def _change(result: QuestionResult, before: QuestionResult | None) -> Change | None:
    if before is None:
        return Change.NEW
    if result.as_expected != before.as_expected:
        return Change.FIXED if result.as_expected else Change.BROKEN
    return None if result == before else Change.DIFFERENT

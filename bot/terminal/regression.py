"""How does `pullquote eval questions.csv` print? The result of each question, the totals, and the changes."""

from collections.abc import Iterator

from click import style

from bot.terminal.answer import WIDEST
from bot.terminal.console import printable, wrapped
from retrieval.evaluation.regression import QuestionResult, RegressionReport

INDENT = " " * 9  # the width of the verdict's column
LONGEST = 160  # characters shown of a quote


def render_regression(report: RegressionReport, *, width: int) -> str:
    """The result of each question, the totals, and what has changed since the last run."""
    width = min(width, WIDEST)
    lines = [line for result in report.results for line in _result(result, width)]
    return "\n".join([*lines, "", *_totals(report), *_since_the_last_run(report, width)]) + "\n"


def _result(result: QuestionResult, width: int) -> Iterator[str]:
    first, *others = wrapped(printable(result.question), width - len(INDENT)) or [""]
    yield style(f"{_verdict(result):<{len(INDENT)}}", bold=not result.as_expected) + first
    yield from (INDENT + line for line in others)
    if not result.as_expected:
        yield from _indented(f"expected: {result.expected}", width)
    outcome = result.outcome
    yield from _indented(outcome if len(outcome) <= LONGEST else f"{outcome[: LONGEST - 1]}…", width)


def _verdict(result: QuestionResult) -> str:
    if not result.as_expected:
        return "WRONG"
    return f"right {result.rank}" if result.rank else "refused"


def _indented(text: str, width: int) -> Iterator[str]:
    for line in wrapped(printable(text), width - len(INDENT)):
        yield INDENT + style(line, dim=True)


def _totals(report: RegressionReport) -> Iterator[str]:
    yield f"as expected      {report.as_expected} of {len(report.results)}"
    if report.to_answer:
        yield f"right first      {report.right_first} of {report.to_answer}"
        yield f"right in three   {report.right_in_three} of {report.to_answer}"
    if report.to_refuse:
        yield f"refused rightly  {report.refused_rightly} of {report.to_refuse}"


def _since_the_last_run(report: RegressionReport, width: int) -> Iterator[str]:
    if not report.has_last_run:
        return
    changes = [(str(each.change), each.question) for each in report.changes]
    changes += [("removed", question) for question in report.removed]
    yield ""
    yield "since the last run:" if changes else "since the last run: no change"
    for change, question in changes:
        first, *others = wrapped(printable(question), width - len(INDENT) - 2)
        yield f"{change:<{len(INDENT) + 2}}{first}"
        yield from (f"  {INDENT}{line}" for line in others)

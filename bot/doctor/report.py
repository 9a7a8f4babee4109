"""How does a diagnosis look in a terminal? A line a finding, readable without colour.

warning   library   there is none yet: …
                    → `pullquote add PATH` makes one
"""

from collections import Counter
from collections.abc import Iterator

from click import style

from bot.doctor.finding import Diagnosis, Finding, Severity
from bot.terminal.answer import WIDEST
from bot.terminal.console import printable, wrapped

COLOURS = {Severity.OK: "green", Severity.WARNING: "yellow", Severity.PROBLEM: "red"}
STATE, ABOUT = 9, 13  # columns


def render_diagnosis(diagnosis: Diagnosis, *, width: int) -> str:
    """The findings, each with its next step, and below them the numbers of problems and warnings."""
    width = min(width, WIDEST)
    counts = Counter(finding.state for finding in diagnosis.findings)
    lines = [line for finding in diagnosis.findings for line in _lines(finding, width)]
    return "\n".join([*lines, "", _summary(counts[Severity.PROBLEM], counts[Severity.WARNING])]) + "\n"


def _lines(finding: Finding, width: int) -> Iterator[str]:
    """The lines of a finding: state, subject and text in columns, and the advice below the text."""
    room = width - STATE - ABOUT
    first, *others = wrapped(printable(finding.found), room)
    yield f"{style(f'{finding.state:<{STATE}}', fg=COLOURS[finding.state])}{finding.about:<{ABOUT}}{first}"
    advice = wrapped(f"→ {printable(finding.advice)}", room) if finding.advice else []
    yield from (" " * (STATE + ABOUT) + line for line in [*others, *advice])


def _summary(problems: int, warnings: int) -> str:
    if not problems and not warnings:
        return "All is well."
    return f"{problems} problem{'s' * (problems != 1)}, {warnings} warning{'s' * (warnings != 1)}"

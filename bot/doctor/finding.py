"""What does the doctor say? One finding a line: fine, worth a look, or broken, and what to do next."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from retrieval.records import Record


class State(StrEnum):
    """How something is."""

    OK = "ok"
    WARNING = "warning"  # it works, or what does not work may not be wanted
    PROBLEM = "problem"  # something is broken


class Finding(Record):
    """What was found `about` something; `advice` is the next step, empty where there is none."""

    about: str
    state: State
    found: str
    advice: str = ""


class Diagnosis(Record):
    """All findings, in the order in which they were made, and the worst state among them."""

    state: State
    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Self:
        """The diagnosis that these findings make."""
        found = tuple(findings)
        states = {finding.state for finding in found}
        worst = next((state for state in (State.PROBLEM, State.WARNING) if state in states), State.OK)
        return cls(state=worst, findings=found)


def ok(about: str, found: str) -> Finding:
    """A finding that is fine."""
    return Finding(about=about, state=State.OK, found=found)


def warning(about: str, found: str, advice: str) -> Finding:
    """A finding that is worth a look."""
    return Finding(about=about, state=State.WARNING, found=found, advice=advice)


def problem(about: str, found: str, advice: str) -> Finding:
    """A finding that something is broken."""
    return Finding(about=about, state=State.PROBLEM, found=found, advice=advice)

"""What does the doctor report? Findings: each is ok, a warning or a problem, and says what to do next."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from retrieval.records import Record


class Severity(StrEnum):
    """How bad a finding is."""

    OK = "ok"
    WARNING = "warning"  # it works, or what does not work may not be needed
    PROBLEM = "problem"  # something is broken


class Finding(Record):
    """What was found `about` something; `advice` is the next step, empty where there is none."""

    about: str
    state: Severity
    found: str
    advice: str = ""


class Diagnosis(Record):
    """All findings, in the order of the checks, and the worst state among them."""

    state: Severity
    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Self:
        """The diagnosis of these findings."""
        found = tuple(findings)
        states = {finding.state for finding in found}
        worst = next((state for state in (Severity.PROBLEM, Severity.WARNING) if state in states), Severity.OK)
        return cls(state=worst, findings=found)


def ok(about: str, found: str) -> Finding:
    """A finding that something is as it should be."""
    return Finding(about=about, state=Severity.OK, found=found)


def warning(about: str, found: str, advice: str) -> Finding:
    """A finding that something may need attention."""
    return Finding(about=about, state=Severity.WARNING, found=found, advice=advice)


def problem(about: str, found: str, advice: str) -> Finding:
    """A finding that something is broken."""
    return Finding(about=about, state=Severity.PROBLEM, found=found, advice=advice)

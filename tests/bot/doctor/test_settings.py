import os

import pytest

from bot.doctor.finding import Finding, Severity
from bot.doctor.settings import settings_findings


def found() -> list[Finding]:
    """The findings about the settings of this process."""
    return list(settings_findings(os.environ))


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process has no settings of its own."""
    for name in [name for name in os.environ if name.startswith("PULLQUOTE_")]:
        monkeypatch.delenv(name)


def test_none() -> None:
    """Without settings all is well."""
    assert [finding.state for finding in found()] == [Severity.OK]


def test_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings that are read are named."""
    monkeypatch.setenv("PULLQUOTE_QUEUE", "7")
    monkeypatch.setenv("PULLQUOTE_ALLOW_HOST", "wiki.example.org")
    (finding,) = found()
    assert finding.state is Severity.OK
    assert finding.found.endswith("PULLQUOTE_ALLOW_HOST, PULLQUOTE_QUEUE")


@pytest.mark.parametrize(
    ("name", "value"), [("QUEUE", "many"), ("PER_MEMBER", "-1"), ("CAUTION", "bold"), ("LIMIT", "three")]
)
def test_not_taken(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """A value with which the bot would not start is a problem, with the value and what is wanted."""
    monkeypatch.setenv(f"PULLQUOTE_{name}", value)
    (finding,) = found()
    assert finding.state is Severity.PROBLEM
    assert value in finding.found


@pytest.mark.parametrize(
    ("name", "meant"), [("QUUE", "QUEUE"), ("PERMEMBER", "PER_MEMBER"), ("ARTICLE", "ARTICLES"), ("queue", "QUEUE")]
)
def test_misspelt(monkeypatch: pytest.MonkeyPatch, name: str, meant: str) -> None:
    """A misspelt name, which nothing reads, is reported with the right one."""
    monkeypatch.setenv(f"PULLQUOTE_{name}", "7")
    (_, finding) = found()
    assert finding.state is Severity.WARNING
    assert f"`PULLQUOTE_{meant}`" in finding.advice


def test_others_business(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that are not near to any setting's are left alone."""
    monkeypatch.setenv("PULLQUOTE_DATA", "/data")
    monkeypatch.setenv("QUEUE", "7")
    assert [finding.state for finding in found()] == [Severity.OK]

"""The command `pullquote`, as a person types it, in this process."""

import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from typing import NamedTuple

import pytest

from bot import cli


class Outcome(NamedTuple):
    """What the command printed, and its exit code."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


def runner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command with these arguments and this standard input."""
    monkeypatch.delenv("PULLQUOTE_ARTICLES", raising=False)
    monkeypatch.delenv("PULLQUOTE_LIMIT", raising=False)
    monkeypatch.delenv("PULLQUOTE_SYNONYMS", raising=False)
    monkeypatch.delenv("PULLQUOTE_CAUTION", raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: object, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "argv", ["pullquote", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return Outcome(int(ended.value.code or 0), *capsys.readouterr())

    return run


def is_one_line(text: str) -> bool:
    """Whether this is one line, and no traceback."""
    return text.count("\n") == 1 and text.endswith("\n") and "Traceback" not in text

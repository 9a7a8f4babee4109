"""The README tells the truth: what it shows is run, and the same must come out."""

import re
import shlex
import sys
from io import StringIO
from pathlib import Path

import pytest

from bot import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PICTURES = re.findall(r"^!\[.+\]\((docs/.*)\)$", README, re.MULTILINE)
TRANSCRIPTS = re.findall(r"^```console\n\$ (pullquote .*)\n((?:.*\n)*?)```$", README, re.MULTILINE)
TYPED = re.compile(r"^\? .*\n", re.MULTILINE)
PROGRAMS = re.findall(r"^```python\n((?:.*\n)*?)```$", README, re.MULTILINE)


@pytest.mark.parametrize(("command", "output"), TRANSCRIPTS)
def test_transcripts_are_true(
    command: str, output: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each transcript shows what the command prints in a terminal of 80 columns; what is typed stands behind `? `."""
    monkeypatch.setattr(sys, "argv", shlex.split(command))
    monkeypatch.setattr(sys, "stdin", StringIO("".join(TYPED.findall(output)).replace("? ", "")))
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit):
        cli.main()
    assert capsys.readouterr().out == TYPED.sub("", output)


def test_there_are_transcripts() -> None:
    """The README shows an answer and a refusal."""
    assert len(TRANSCRIPTS) >= 2


@pytest.mark.parametrize("program", PROGRAMS)
def test_programs_run(program: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The Python example runs in a clone, and prints a quote."""
    monkeypatch.chdir(ROOT)
    exec(program, {})  # noqa: S102 -- the README is ours
    assert "super honored" in capsys.readouterr().out


def test_pictures() -> None:
    """The README shows the pictures that are kept, each with what can be read in it beside, and no others."""
    kept = sorted(path.relative_to(ROOT) for path in (ROOT / "docs").iterdir())
    assert PICTURES
    assert kept == sorted(Path(shown).with_suffix(suffix) for shown in PICTURES for suffix in (".txt", ".webp"))


def test_both_commands_are_there() -> None:
    """The first screen has one command that asks and one that tests, each on one line and from nothing."""
    commands = [line for line in README.splitlines()[:50] if line.startswith("python3 -m venv .venv && ")]
    assert [command.split(" && ")[-1].split()[0] for command in commands] == [".venv/bin/pullquote", ".venv/bin/pytest"]

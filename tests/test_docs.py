"""The documentation tells the truth: what it shows is run, its links lead somewhere, and nothing is missing."""

import re
import shlex
import sys
import tomllib
from ast import literal_eval
from io import StringIO
from pathlib import Path

import pytest

from bot import cli
from bot.command_line.reference import reference

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")))
}
PICTURE = re.compile(r"^!\[.+\]\((.*)\)$", re.MULTILINE)
TRANSCRIPT = re.compile(r"^```console\n\$ (pullquote .*)\n((?:.*\n)*?)```$", re.MULTILINE)
TYPED = re.compile(r"^\? .*\n", re.MULTILINE)
PROGRAM = re.compile(r"(?<!`:\n\n)^```python\n((?:.*\n)*?)```$", re.MULTILINE)
FILE = re.compile(r"^`([\w.]+)`:\n\n```\w+\n((?:.*\n)*?)```$", re.MULTILINE)
CODE = re.compile(r"^( *)```.*?^\1```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]+\]\((?!https?:)([^)\s]*)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
MOST_WORDS = 1_200

TRANSCRIPTS = [found for text in PAGES.values() for found in TRANSCRIPT.findall(text)]
LINKS = list(dict.fromkeys((page, link) for page, text in PAGES.items() for link in LINK.findall(CODE.sub("", text))))


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as forges make them."""
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(CODE.sub("", text)))
    return {heading.replace(" ", "-") for heading in plain}


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


@pytest.mark.parametrize("program", [found for text in PAGES.values() for found in PROGRAM.findall(text)])
def test_programs_run(program: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Each Python example runs in a clone, and prints a quote."""
    monkeypatch.chdir(ROOT)
    exec(program, {})  # noqa: S102 -- the pages are ours
    assert "super honored" in capsys.readouterr().out


def test_the_suite_in_python(pytester: pytest.Pytester) -> None:
    """The files that the page on Python shows are a test suite that passes."""
    files = dict(FILE.findall(PAGES["docs/python.md"]))
    assert set(files) == {"conftest.py", "questions.csv", "test_rules.py", "test_questions.py"}
    for name, text in files.items():
        (pytester.path / name).write_text(text, encoding="utf-8")
    pytester.runpytest_inprocess("-p", "no:asyncio").assert_outcomes(
        passed=files["test_rules.py"].count("def test_") + 1
    )


def test_the_list_of_questions(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command finds the page's list of questions answered as expected by the page's articles."""
    files = dict(FILE.findall(PAGES["docs/python.md"]))
    (texts,) = re.findall(r"from_texts\(\n(.*?\})\n    \)", files["conftest.py"], re.DOTALL)
    articles = pytester.mkdir("articles")
    for name, text in literal_eval(texts.strip()).items():
        (articles / name).write_text(text, encoding="utf-8")
    (pytester.path / "questions.csv").write_text(files["questions.csv"], encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["pullquote", "eval", "--articles", str(articles), "questions.csv"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 0
    assert "as expected      3 of 3" in capsys.readouterr().out


def test_the_readme_has_transcripts() -> None:
    """The README shows an answer and a refusal."""
    assert len(TRANSCRIPT.findall(README)) >= 2


@pytest.mark.parametrize(("page", "link"), LINKS)
def test_links(page: str, link: str) -> None:
    """Each link within the project leads to a file that is there, and to a heading in it."""
    path, _, anchor = link.partition("#")
    target = (ROOT / page).parent / path if path else ROOT / page
    assert target.exists()
    if anchor:
        assert anchor in anchors(target.read_text(encoding="utf-8"))


def test_every_page_is_linked() -> None:
    """Each page can be reached from the README."""
    reached = {(ROOT / link.partition("#")[0]).resolve() for page, link in LINKS if page == "README.md"}
    assert {ROOT / page for page in PAGES} - {ROOT / "README.md"} <= reached


def test_pictures() -> None:
    """The pages show the pictures that are kept, each with what can be read in it beside, and no others."""
    shown = {((ROOT / page).parent / name).resolve() for page, text in PAGES.items() for name in PICTURE.findall(text)}
    kept = {path for path in (ROOT / "docs").iterdir() if path.suffix in {".txt", ".webp"}}
    drawn = {path for path in shown if path.parent == ROOT / "docs"}
    assert drawn
    assert kept == {path.with_suffix(suffix) for path in drawn for suffix in (".txt", ".webp")}
    assert all(path.exists() for path in shown)


def test_both_commands_are_there() -> None:
    """The first screen has one command that asks and one that tests, each on one line and from nothing."""
    commands = [line for line in README.splitlines()[:50] if line.startswith("python3 -m venv .venv && ")]
    assert [command.split(" && ")[-1].split()[0] for command in commands] == [".venv/bin/pullquote", ".venv/bin/pytest"]


def test_the_python_version() -> None:
    """Pip refuses Python 3.10 for this project's sake, and the README says so above the command that installs it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11"
    above, command, _ = README.partition("python3 -m venv .venv && .venv/bin/pip install")
    assert command
    assert "Python 3.11 or newer" in above.rpartition("\n## ")[2]


def test_the_readme_is_short() -> None:
    """The README is read on a few screens; the rest stands in the other pages."""
    assert len(README.split()) <= MOST_WORDS


def test_command_line() -> None:
    """The page of the command line is the help of the commands as they are."""
    assert PAGES["docs/command-line.md"] == reference()


def test_every_folder_is_in_the_architecture() -> None:
    """The page on the architecture names each folder of the code, and no other."""
    named = set()
    for row in re.findall(r"^\| (`(?:retrieval|bot)/.*?`) \|", PAGES["ARCHITECTURE.md"], re.MULTILINE):
        first, *others = re.findall(r"`([^`]+)/`", row)
        named |= {first, *(f"{first.rpartition('/')[0]}/{other}" for other in others)}
    folders = (path.parent for package in ("retrieval", "bot") for path in (ROOT / package).glob("**/__init__.py"))
    assert named == {folder.relative_to(ROOT).as_posix() for folder in folders} - {"retrieval", "bot"}

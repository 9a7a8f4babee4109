from pathlib import Path

import pytest

from retrieval.errors import ArticlesError
from retrieval.ingest.inputs import Input, address_of, find_inputs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with articles, deep and hidden ones, and other files."""
    for file in ("b.txt", "a/z.md", "a/y/x.txt", ".hidden.txt", "picture.png"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("A sentence.", encoding="utf-8")
    return tmp_path


def names(argument: Path | str) -> list[str]:
    """What people call what is meant."""
    return [each.name for each in find_inputs(str(argument))]


def test_folder(folder: Path) -> None:
    """A folder is all article files in it, named by their path in it, in order."""
    assert names(folder) == ["a/y/x.txt", "a/z.md", "b.txt"]
    assert find_inputs(str(folder))[2].address == (folder / "b.txt").as_posix()


def test_file(folder: Path) -> None:
    """A file is itself, named without its folder, whatever its ending."""
    assert find_inputs(str(folder / "picture.png")) == (Input((folder / "picture.png").as_posix(), "picture.png"),)


def test_missing(folder: Path) -> None:
    """A file that is not there is for its reader to complain of."""
    assert names(folder / "none.txt") == ["none.txt"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("**/*.txt", ["b.txt", "x.txt"]), ("*.txt", ["b.txt"]), ("a/[x-z].md", ["z.md"]), ("?", ["y/x.txt", "z.md"])],
)
def test_pattern(folder: Path, pattern: str, expected: list[str]) -> None:
    """A pattern is all that it matches; a folder that it matches is all that is in it."""
    assert sorted(names(folder / pattern)) == sorted(expected)


def test_name_like_a_pattern(tmp_path: Path) -> None:
    """A file whose name looks like a pattern is that file."""
    (tmp_path / "a[1].txt").touch()
    assert names(tmp_path / "a[1].txt") == ["a[1].txt"]


@pytest.mark.parametrize("argument", ["-", "https://example.org/a?b=*", "HTTP://EXAMPLE.ORG/[a]", "ftp://x/a"])
def test_elsewhere(argument: str) -> None:
    """Standard input and URLs are themselves."""
    assert find_inputs(argument) == (Input(argument, argument),)


@pytest.mark.parametrize("argument", ["*.none", "empty"])
def test_nothing(tmp_path: Path, argument: str) -> None:
    """A pattern that matches nothing, and a folder without articles, are one clear line."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(ArticlesError, match="holds no articles"):
        find_inputs(str(tmp_path / argument))


def test_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file has one address, whichever way it is named."""
    monkeypatch.chdir(tmp_path)
    addresses = {address_of(name) for name in ("a.txt", "./a.txt", "b/../a.txt", tmp_path / "a.txt")}
    assert addresses == {(tmp_path / "a.txt").as_posix()}

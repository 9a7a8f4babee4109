from pathlib import Path

import pytest

from retrieval.errors import SynonymsError
from retrieval.rewrite.synonyms import LONGEST, read_synonyms


def written(folder: Path, text: str) -> Path:
    """A file of synonyms with this text."""
    path = folder / "synonyms.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_both_ways(tmp_path: Path) -> None:
    """A word and each word of its list stand for one another; the words of the list do not."""
    path = written(tmp_path, '\ufeff"VP" = ["vice president"]\nlawyer = ["attorney", "counsel"]\n')
    assert read_synonyms(path) == (
        ("VP", "vice president"),
        ("vice president", "VP"),
        ("lawyer", "attorney"),
        ("attorney", "lawyer"),
        ("lawyer", "counsel"),
        ("counsel", "lawyer"),
    )


def test_empty(tmp_path: Path) -> None:
    """A file without lines has no synonyms."""
    assert read_synonyms(written(tmp_path, "# none yet\n")) == ()


@pytest.mark.parametrize(
    "line",
    [
        'here = "a word"',
        "here = 3",
        "here = []",
        "here = [3]",
        'here = [["a"]]',
        '[here]\nx = ["y"]',
        'here = [""]',
        'here = ["it"]',
        'here = ["👍"]',
        'here.x = ["y"]',
        f'here = ["{"x" * (LONGEST + 1)}"]',
    ],
)
def test_what_is_no_list_of_words(tmp_path: Path, line: str) -> None:
    """A line of another form is one line of error with the file and the key."""
    with pytest.raises(SynonymsError) as caught:
        read_synonyms(written(tmp_path, line))
    assert "synonyms.toml" in caught.value.problem
    assert "`here`" in caught.value.problem
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("line", ['"" = ["word"]', '"it" = ["word"]'])
def test_a_key_that_is_no_word(tmp_path: Path, line: str) -> None:
    """A key without a word to search for is an error, too."""
    with pytest.raises(SynonymsError, match="no word to search for"):
        read_synonyms(written(tmp_path, line))


def test_not_toml(tmp_path: Path) -> None:
    """A file that is not TOML, or has a word twice, says where."""
    with pytest.raises(SynonymsError, match="line 2"):
        read_synonyms(written(tmp_path, "a = ['b']\nVP\n"))
    with pytest.raises(SynonymsError, match="is not TOML"):
        read_synonyms(written(tmp_path, "a = ['b']\na = ['c']\n"))


def test_unreadable(tmp_path: Path) -> None:
    """A missing file, a folder and another encoding are errors."""
    (tmp_path / "latin.toml").write_bytes("où = ['là']".encode("cp1252"))
    for name in ("missing.toml", "", "latin.toml"):
        with pytest.raises(SynonymsError, match=name or "cannot be read"):
            read_synonyms(tmp_path / name)

"""A file of addresses."""

from pathlib import Path

import pytest

from retrieval.errors import ArticlesError
from retrieval.ingest.site.address_map import read_address_map


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("a.md,https://e.x/a\nb/c.md,https://e.x/c\n", {"a.md": "https://e.x/a", "b/c.md": "https://e.x/c"}),
        ("\ufeffpath,url\r\na.md,https://e.x/a\r\n", {"a.md": "https://e.x/a"}),
        ("./a.md, https://e.x/a\n\n# a remark\n", {"a.md": "https://e.x/a"}),
        ('"a, b.md",https://e.x/a', {"a, b.md": "https://e.x/a"}),
        ("a.md\thttps://e.x/?q=1,2#part", {"a.md": "https://e.x/?q=1,2#part"}),
        ("b\\a.md,https://e.x/a", {"b/a.md": "https://e.x/a"}),
        ("a.md,https://e.x/1\na.md,https://e.x/2", {"a.md": "https://e.x/2"}),
    ],
)
def test_lines(tmp_path: Path, text: str, addresses: dict[str, str]) -> None:
    """Each line is a path and an address, as CSV or with a tab; a line of names, blanks and remarks are none."""
    (tmp_path / "map.csv").write_text(text, encoding="utf-8", newline="")
    assert read_address_map(tmp_path / "map.csv") == (addresses, ())


def test_bad_lines(tmp_path: Path) -> None:
    """Bad lines are named by their numbers, the first five of them, and the good ones count."""
    bad = ["b.md", "c.md,ftp://e.x/", "d.md,https://e.x/,x", ",https://e.x/", '"e.md', "f.md,/f", "g.md,"]
    (tmp_path / "map.csv").write_text("\n".join(["a.md,https://e.x/a", *bad]), encoding="utf-8")
    found = read_address_map(tmp_path / "map.csv")
    assert found.addresses == {"a.md": "https://e.x/a"}
    assert [note.partition(":")[0] for note in found.notes] == [
        *(f"`map.csv` line {number}" for number in range(2, 7)),
        "`map.csv`",
    ]


@pytest.mark.parametrize("data", [b"", b"nothing\n", b"\xff\xfe\xfd,https://e.x/\n"])
def test_unusable(tmp_path: Path, data: bytes) -> None:
    """A map without an address, or that is no text, is one clear line."""
    (tmp_path / "map.csv").write_bytes(data)
    with pytest.raises(ArticlesError, match="hint"):
        read_address_map(tmp_path / "map.csv")


def test_missing(tmp_path: Path) -> None:
    """A map that is not there, or is a folder, is one clear line."""
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(ArticlesError, match="is not a file"):
            read_address_map(path)

import os
from pathlib import Path

import pytest

from retrieval.errors import ArticlesError, UnreadableArticleError
from retrieval.ingest.document.formats import Format
from retrieval.ingest.files import FolderArticles, read_folder

SENTENCE = "It was a long day for all of them."
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89"
NOT_READ = "not a format that can be read"
RUSSIAN = "Съешь же ещё этих мягких французских булок, да выпей чаю."


def names(folder: FolderArticles) -> list[str]:
    """The articles' names."""
    return [article.source.id for article in folder.articles]


def write(folder: Path, *files: str) -> None:
    """Articles of one sentence in `files` below `folder`."""
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(SENTENCE, encoding="utf-8")


def skipped(folder: Path) -> str:
    """The problem of the one file that is skipped beside a readable article."""
    write(folder, "good.txt")
    read = read_folder(folder)
    (error,) = read.skipped
    assert names(read) == ["good.txt"]
    return error.problem


def refused(folder: Path) -> str:
    """The problem for which a folder is refused."""
    with pytest.raises(ArticlesError) as caught:
        read_folder(folder)
    assert not isinstance(caught.value, UnreadableArticleError)
    assert caught.value.hint
    return caught.value.problem


def test_formats(tmp_path: Path) -> None:
    """Article files are read, whatever the case of their ending; the others are counted, one line a kind."""
    write(tmp_path, "a.txt", "b.TXT", "c.text", "d.md", "e.Markdown", "f.rst", "g", "h.txt.bak", "txt")
    read = read_folder(tmp_path)
    assert names(read) == ["a.txt", "b.TXT", "c.text", "d.md", "e.Markdown", "f.rst"]
    assert read.notes == ("2 files without an extension: not a format that can be read", f"1 .bak file: {NOT_READ}")
    assert read.skipped == ()


def test_nested(tmp_path: Path) -> None:
    """Folders in the folder are read, too; an article is named by its path with slashes, in order."""
    write(tmp_path, "b.txt", "a/z.txt", "a/b/c.md", "Ä/é.txt")
    assert names(read_folder(tmp_path)) == ["a/b/c.md", "a/z.txt", "b.txt", "Ä/é.txt"]


def test_hidden(tmp_path: Path) -> None:
    """Hidden files and folders are left out, and counted in one line with pictures and the like."""
    write(tmp_path, ".a.txt", ".git/b.txt", "c/.d/e.txt", "f.txt")
    read = read_folder(tmp_path)
    assert names(read) == ["f.txt"]
    assert read.skipped == ()
    assert read.notes == ("3 other files (hidden)",)


def test_folder_named_like_an_article(tmp_path: Path) -> None:
    """A folder named like an article is a folder like any other."""
    write(tmp_path, "x.txt/y.txt")
    assert names(read_folder(tmp_path)) == ["x.txt/y.txt"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "`x.txt` is empty"),
        (b" \r\n", "`x.txt` is empty"),
        (PNG, "`x.txt` is a picture, which cannot be read"),
        ("Více než".encode("iso8859-2"), "`x.txt` does not say its encoding, which may be Windows-1250 or ISO-8859-2"),
        (RUSSIAN.encode()[:-2], "`x.txt` is in no known encoding: byte 100 is not UTF-8"),
    ],
    ids=["empty", "blank", "binary", "two encodings", "cut"],
)
def test_unreadable(tmp_path: Path, data: bytes, problem: str) -> None:
    """A file that is empty, binary or in no known encoding is skipped with one line, and the others are read."""
    (tmp_path / "x.txt").write_bytes(data)
    assert skipped(tmp_path) == problem


def test_too_large(tmp_path: Path) -> None:
    """A file of 50 MB is skipped by its size alone."""
    with (tmp_path / "x.txt").open("wb") as file:
        file.truncate(50_000_000)
    assert skipped(tmp_path) == "`x.txt` has 50 MB, and an article may have 10 MB"


def test_largest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of exactly the largest size is read, one of a byte more is not."""
    monkeypatch.setattr(Format.TEXT, "spec", Format.TEXT.spec._replace(max_bytes=len(SENTENCE)))
    write(tmp_path, "a.txt")
    (tmp_path / "b.txt").write_text(f"{SENTENCE}\n", encoding="utf-8")
    read = read_folder(tmp_path)
    assert names(read) == ["a.txt"]
    assert len(read.skipped) == 1


def test_windows_1252(tmp_path: Path) -> None:
    """An article in Windows-1252 is read, and noted by its name."""
    (tmp_path / "x.txt").write_bytes("It cost €3 at the café, she said.".encode("cp1252"))
    read = read_folder(tmp_path)
    assert read.articles[0].version.text == "It cost €3 at the café, she said."
    assert read.notes == ("`x.txt` is read as Windows-1252, for it is not UTF-8",)


def test_utf_16(tmp_path: Path) -> None:
    """An article in UTF-16 is read without a note."""
    (tmp_path / "x.txt").write_text("It cost €3, said Zoë.", encoding="utf-16")
    read = read_folder(tmp_path)
    assert read.articles[0].version.text == "It cost €3, said Zoë."
    assert read.notes == ()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["bare", "marked"])
def test_offsets(tmp_path: Path, mark: bytes) -> None:
    """Offsets are those of the decoded file, line ends and byte order mark included."""
    data = mark + f"A Day in May\r\n\r\n{SENTENCE}\r\n".encode()
    (tmp_path / "x.txt").write_bytes(data)
    (article,) = read_folder(tmp_path).articles
    (span,) = article.version.quotable
    assert data.decode()[span.start : span.end] == SENTENCE
    assert article.source.title == "A Day in May"


def test_dangling_link(tmp_path: Path) -> None:
    """A link to nothing is skipped with one line."""
    (tmp_path / "x.txt").symlink_to(tmp_path / "nowhere.txt")
    assert skipped(tmp_path) == "`x.txt` is not a regular file"


def test_link_to_itself(tmp_path: Path) -> None:
    """A link that leads in circles is skipped with one line."""
    (tmp_path / "x.txt").symlink_to("x.txt")
    assert skipped(tmp_path).startswith("`x.txt` ")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipe(tmp_path: Path) -> None:
    """A named pipe is skipped, not waited for."""
    os.mkfifo(tmp_path / "x.txt")
    assert skipped(tmp_path) == "`x.txt` is not a regular file"


def test_all_unreadable(tmp_path: Path) -> None:
    """Where no file can be read, each says why, and no article is there."""
    (tmp_path / "a.txt").touch()
    (tmp_path / "b.txt").write_bytes(PNG)
    read = read_folder(tmp_path)
    assert read.articles == ()
    assert [error.problem for error in read.skipped] == [
        "`a.txt` is empty",
        "`b.txt` is a picture, which cannot be read",
    ]


def test_missing(tmp_path: Path) -> None:
    """A folder that does not exist is an error that names it."""
    assert refused(tmp_path / "none") == f"`{tmp_path / 'none'}` does not exist"


def test_file(tmp_path: Path) -> None:
    """A file in place of a folder is an error that names it."""
    write(tmp_path, "a.txt")
    assert refused(tmp_path / "a.txt") == f"`{tmp_path / 'a.txt'}` is a file, not a folder"


def test_empty(tmp_path: Path) -> None:
    """A folder without article files is an error that names it."""
    assert refused(tmp_path) == f"`{tmp_path}` holds no articles"
    write(tmp_path, "a.xyz")
    assert refused(tmp_path) == f"`{tmp_path}` holds no articles: 1 .xyz file: {NOT_READ}"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is unreadable to this user")
def test_no_permission(tmp_path: Path) -> None:
    """A file or subfolder that may not be read is skipped with a line, and the others are read."""
    write(tmp_path, "a.txt", "closed/b.txt")
    (tmp_path / "a.txt").chmod(0)
    assert [error.problem for error in read_folder(tmp_path).skipped] == ["`a.txt` cannot be read: Permission denied"]
    (tmp_path / "closed").chmod(0)
    write(tmp_path, "c.txt")
    read = read_folder(tmp_path)
    (tmp_path / "closed").chmod(0o700)
    assert names(read) == ["c.txt"]
    assert [error.problem for error in read.skipped][1:] == ["`closed` cannot be read: Permission denied"]

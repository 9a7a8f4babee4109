from pathlib import Path

import pytest

from retrieval.errors import ArticlesError
from retrieval.ingest.document.formats import Format, FormatSpec
from retrieval.ingest.folder import folder_files
from retrieval.ingest.inputs import find_with_notes

DISCORD = '{"guild": {"id": "1", "name": "g"}, "channel": {"id": "2", "name": "c"}, "messages": []}'


def fill(folder: Path, *names: str, text: str = "It was a long day for all of them.") -> Path:
    """Files with these names in `folder`, which is returned."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_one_line_for_each_extension(tmp_path: Path) -> None:
    """Files in formats that cannot be read are counted, one line for each extension, the most frequent first."""
    fill(tmp_path, "a.txt", "b.doc", "c.xyz", "d/e.XYZ", "README")
    assert folder_files(tmp_path).notes == (
        "2 .xyz files: not a format that can be read",
        "1 .doc file: a document of Word 97–2003, which cannot be read (hint: save it as .docx)",
        "1 file without an extension: not a format that can be read",
    )


def test_pictures_and_hidden_files_are_one_line(tmp_path: Path) -> None:
    """What stands beside articles is counted in one line that names the most frequent extensions."""
    fill(tmp_path, "a.txt", *(f"p{number}.png" for number in range(9)), "x.css", "y.css", ".hidden", ".git/z.txt")
    assert folder_files(tmp_path).notes == ("13 other files (.png, .css, hidden)",)
    fill(tmp_path, "a.js", "a.svg", "a.woff")
    assert folder_files(tmp_path).notes == ("16 other files (.png, .css, hidden, .js, …)",)


def test_every_file_is_an_article_or_counted(tmp_path: Path) -> None:
    """No file is left out in silence."""
    names = ["a.txt", "b.rst", "c.adoc", "d.csv", "e.mdx", "f.zip", "g.yaml", "h.q", "i", "j.json", "k.xml", "l.png"]
    found = folder_files(fill(tmp_path, *names))
    counted = sum(int(note.split()[0]) for note in found.notes)
    assert len(found.articles) + counted == len(names)
    assert [path.name for path in found.articles] == names[:5]


def test_json_and_xml_by_their_beginning(tmp_path: Path) -> None:
    """Of files called .json and .xml, those that are exports are read, and the others are counted."""
    fill(tmp_path, "package.json", text='{"name": "x"}')
    fill(tmp_path, "channel.json", text=DISCORD)
    fill(tmp_path, "feed.xml", text="<rss></rss>")
    fill(tmp_path, "pom.xml", text="<project/>")
    found = folder_files(tmp_path)
    assert [path.name for path in found.articles] == ["channel.json", "feed.xml"]
    assert [note.split(":")[0] for note in found.notes] == ["1 .json file", "1 .xml file"]


def test_missing_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a part of the installation is missing, its files are counted with the command that installs it."""
    monkeypatch.setattr(FormatSpec, "is_installed", property(lambda spec: not spec.extra))
    found = folder_files(fill(tmp_path, "a.txt", "b.odt", "c.odt"))
    assert [path.name for path in found.articles] == ["a.txt"]
    assert found.notes == ("2 .odt files: the reader is not installed (hint: pip install 'pullquote[documents]')",)


def test_nothing_but_others(tmp_path: Path) -> None:
    """A folder without an article is refused with what is in it."""
    with pytest.raises(ArticlesError, match=r"holds no articles: 1 \.xyz file: not a format"):
        folder_files(fill(tmp_path, "a.xyz"))


def test_several_folders_are_named(tmp_path: Path) -> None:
    """Where a pattern matches several folders, each line names its folder."""
    fill(tmp_path, "one/a.txt", "one/a.xyz", "two/b.txt")
    assert find_with_notes(str(tmp_path / "*")).notes == ("`one`: 1 .xyz file: not a format that can be read",)
    assert find_with_notes(str(tmp_path / "one")).notes == ("1 .xyz file: not a format that can be read",)


def test_every_suffix_is_listed(tmp_path: Path) -> None:
    """A file of each suffix of each format is an article of a folder, except what only its content can show."""
    for document_format in Format:
        for suffix in document_format.spec.suffixes:
            fill(tmp_path, f"a{suffix}")
    found = {path.suffix for path in folder_files(tmp_path).articles}
    assert found == {suffix for each in Format for suffix in each.spec.suffixes} - {".json", ".xml"}

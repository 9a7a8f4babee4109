"""Documents that pandoc reads, made by hand or by pandoc itself."""

import os
import subprocess
from importlib.resources import files
from io import BytesIO
from zipfile import ZipFile

import pytest

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.pandoc import run
from retrieval.ingest.read import read
from retrieval.ingest.sandbox.parent import Worker
from retrieval.records import BlockKind, Setting
from tests.retrieval.ingest.reading import article_in, blocks_in, settings_in, shown_in

GATE = "The north gate opens at seven in the morning."
RULES = f"""---
title: Garden rules
author: Jane Doe
date: 2024-05-22
lang: en
---

# The gate

{GATE} Run `rm -rf /` ~~always~~ never.[^1]

[^1]: A note.

1. First

   - Deeper

> Quoted.

| plot  | fee |
|-------|-----|
| small | 40  |

```python
x = 1
```
"""


def converted(to: str, source: str = RULES) -> bytes:
    """The Markdown as another format."""
    program = str(files("pypandoc").joinpath("files", run.PROGRAM))
    command = [program, "-f", "markdown", "-t", to, "-s", "-o", "-"]
    return subprocess.run(command, input=source.encode(), capture_output=True, check=True).stdout  # noqa: S603 -- our own


@pytest.mark.parametrize(
    ("to", "name"), [("odt", "a.odt"), ("epub", "a.epub"), ("org", "a.org"), ("latex", "a.tex"), ("rtf", "a.rtf")]
)
def test_formats(to: str, name: str) -> None:
    """Heading, sentence, list, quotation and table are the same from each format; nothing struck out is shown."""
    article = article_in(converted(to), name)
    text = article.version.text
    assert GATE in article.version.quoted
    assert "always" not in text
    assert "rm -rf /" in text
    kinds = {block.kind for block in article.version.blocks}
    expected = {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW}
    assert expected - ({BlockKind.ITEM} if to == "rtf" else set()) <= kinds  # pandoc writes no lists to RTF
    assert "small\t40" in text


def test_metadata() -> None:
    """Title, author, day and language are those that the document states."""
    article = article_in(converted("epub"), "a.epub")
    assert (article.source.title, article.author, str(article.source.published)) == (
        "Garden rules",
        "Jane Doe",
        "2024-05-22",
    )


def test_structure() -> None:
    """Levels, numbers, settings and notes are kept."""
    source = (
        "* A\n** B\nText^{2}.\n1. One\n   - Deeper\n2. Two\n#+begin_quote\nSaid.\n#+end_quote\n"
        "#+begin_src sh\nls\n#+end_src\n- term :: meaning\n"
    )
    found = [
        (block.kind, block.level, block.marker, block.language, text) for block, text in blocks_in(source, "a.org")
    ]
    assert found == [
        (BlockKind.HEADING, 1, None, None, "A"),
        (BlockKind.HEADING, 2, None, None, "B"),
        (BlockKind.PARAGRAPH, 0, None, None, "Text²."),
        (BlockKind.ITEM, 1, "1.", None, "One"),
        (BlockKind.ITEM, 2, None, None, "Deeper"),
        (BlockKind.ITEM, 1, "2.", None, "Two"),
        (BlockKind.PARAGRAPH, 0, None, None, "Said."),
        (BlockKind.CODE, 0, None, "bash", "ls"),
        (BlockKind.TERM, 0, None, None, "term"),
        (BlockKind.DEFINITION, 0, None, None, "meaning"),
    ]
    assert (Setting.QUOTATION, "Said.") in settings_in(source, "a.org")


def test_textile() -> None:
    """Textile is read."""
    assert shown_in(f"h1. Rules\n\n{GATE} *Never* -ever- alone.\n", "a.textile") == [
        (BlockKind.HEADING, 1, "Rules"),
        (BlockKind.PARAGRAPH, 0, f"{GATE} Never alone."),
    ]


def test_slides() -> None:
    """Each slide of a presentation is a page."""
    article = article_in(
        converted("pptx", f"## One\n\n{GATE}\n\n## Two\n\nThe warden locks it again at dusk.\n"), "a.pptx"
    )
    text = article.version.text
    assert article.source_at(text.index("warden")).page == article.version.page_at(text.index("Two"))
    assert len(article.version.pages) >= 2


@pytest.mark.parametrize("name", ["a.odt", "a.epub", "a.pptx"])
def test_cut_off(name: str) -> None:
    """A document that is cut off, or of which only the archive is whole, is refused by its format."""
    data = converted(name[2:])
    with pytest.raises(UnreadableArticleError, match="`a"):
        read(data[: len(data) // 2], name=name)
    first = ZipFile(BytesIO(data)).infolist()[0].filename
    hollow = BytesIO()
    with ZipFile(hollow, "w") as archive:
        archive.writestr(first, ZipFile(BytesIO(data)).read(first))
        archive.writestr("ppt/slides/slide0.xml", "x")
    with pytest.raises(UnreadableArticleError, match="is no whole"):
        article_in(hollow.getvalue(), name)


def test_bomb() -> None:
    """An archive that would be far larger when unpacked is refused before pandoc sees it."""
    data = BytesIO()
    with ZipFile(data, "w", compression=8) as archive:
        archive.writestr("mimetype", "application/epub+zip", compress_type=0)
        archive.writestr("a.xhtml", b" " * 60_000_000)
    with pytest.raises(UnreadableArticleError, match="is not unpacked"):
        article_in(data.getvalue(), "a.epub")


def test_nothing_is_read_from_elsewhere(tmp_path: "os.PathLike[str]") -> None:
    """A document cannot make pandoc read another file."""
    secret = os.path.join(tmp_path, "secret.tex")  # noqa: PTH118
    with open(secret, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write("The secret word.")
    article = article_in(
        f"\\documentclass{{article}}\\begin{{document}}{GATE} \\input{{{secret}}}\\end{{document}}", "a.tex"
    )
    assert "secret word" not in article.version.text


def test_within_the_reading_process() -> None:
    """Pandoc works within the limits of the process that reads documents."""
    with Worker() as worker:
        document = worker.read(f"* A\n{GATE}\n".encode(), name="a.org")
    assert document.articles[0].version.quoted == GATE


def test_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that takes too long is one line."""
    monkeypatch.setattr(run, "SECONDS", 0.0)
    with pytest.raises(UnreadableArticleError, match="took longer than"):
        article_in(GATE, "a.org")


def test_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pandoc is not installed, one line says how to install it."""

    def nothing(_: str) -> None:
        raise ModuleNotFoundError

    monkeypatch.setattr(run, "files", nothing)
    with pytest.raises(UnreadableArticleError) as caught:
        article_in(GATE, "a.org")
    assert caught.value.problem == "`a.org` is Org, whose reader is not installed"
    assert caught.value.hint == "pip install 'pullquote[documents]'"

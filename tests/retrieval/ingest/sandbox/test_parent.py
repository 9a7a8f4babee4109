import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.formats import Format
from retrieval.ingest.sandbox import parent as worker
from retrieval.ingest.sandbox.parent import Worker
from retrieval.ingest.sandbox.protocol import usual_memory
from tests.retrieval.documents import as_docx, as_html, typed

LONG = "It was a long day for all of them, and it ended as it had begun, with rain on every roof."
GERMAN = "Der Wärter des Leuchtturms schläft am Tag und zündet in der Nacht die Lampe an, sagt er."
ENDLESS = "import time\nwhile True: time.sleep(60)"


@pytest.fixture(scope="module")
def shared() -> Iterator[Worker]:
    """A reader whose process has its libraries loaded after the first test."""
    with Worker() as reader:
        yield reader


def refused(reader: Worker, data: bytes, name: str = "a.html") -> str:
    """The problem for which a document is not read."""
    with pytest.raises(UnreadableArticleError) as caught:
        reader.read(data, name=name)
    assert caught.value.hint
    return caught.value.problem


def read(reader: Worker, kind: Format = Format.TEXT) -> str:
    """The text of a small document: a plain text, for which the process loads no large library, or a page."""
    document = as_html([LONG]) if kind is Format.HTML else LONG.encode()
    return reader.read(document, name=f"a{kind.spec.suffixes[0]}").articles[0].version.text


def running(reader: Worker) -> bool:
    """Whether the parser process is running."""
    return reader._process is not None and reader._process.poll() is None


def test_every_kind(shared: Worker) -> None:
    """One process reads one document after the other."""
    documents = {
        Format.TEXT: LONG.encode(),
        Format.MARKDOWN: LONG.encode(),
        Format.HTML: as_html([LONG]),
        Format.DOCX: as_docx([LONG]),
        Format.PDF: typed([LONG]),
    }
    processes = set()
    for kind, data in documents.items():
        (article,) = shared.read(data, name=f"a{kind.spec.suffixes[0]}").articles
        assert article.version.text == LONG
        processes.add(shared._process)
    assert len(processes) == 1


@pytest.mark.parametrize("kind", [Format.HTML, Format.DOCX])
def test_any_language(shared: Worker, kind: Format) -> None:
    """A document whose language has to be detected is read, although the process can open no file for writing."""
    document = {Format.HTML: as_html, Format.DOCX: as_docx}[kind]([GERMAN] * 4).replace(b' lang="en"', b"")
    (article,) = shared.read(document, name="a").articles
    assert article.language == "de"
    assert GERMAN in article.version.text


def test_starts_late_and_ends() -> None:
    """The process starts with the first document, and is gone at the end."""
    with Worker() as reader:
        assert not running(reader)
        read(reader)
        assert running(reader)
        process = reader._process
    assert process is not None
    assert process.poll() is not None


def test_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that takes longer than it may is killed, the document refused, and the next one read."""
    with Worker(seconds=0.3) as reader, monkeypatch.context() as slow:
        slow.setattr(worker, "PROGRAM", ENDLESS)
        assert refused(reader, as_html([LONG])) == "`a.html` cannot be read: it took longer than 0 seconds"
        assert reader._process is None
        slow.undo()
        reader._seconds = 60
        assert read(reader) == LONG


def test_too_much() -> None:
    """A document that needs more memory than the process may have is refused, and the next one read."""
    page = b"<p>" + b"<b>x</b> " * 900_000
    with Worker(memory=400_000_000) as reader:
        assert "cannot be read" in refused(reader, page)
        assert read(reader, Format.HTML) == LONG


@pytest.mark.parametrize(("pages", "expected"), [(250_000, 600), (500_000, 1_024), (8_000_000, 1_500)])
def test_usual_memory(pages: int, expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process may have half of a small machine's memory, but enough for the libraries, and never all of a large."""
    monkeypatch.setattr(os, "sysconf", {"SC_PAGE_SIZE": 4_096, "SC_PHYS_PAGES": pages}.__getitem__, raising=False)
    assert usual_memory() // 1_000_000 == expected


def test_stated_encoding_of_a_page() -> None:
    """A stated encoding overrules what a page says of itself, and does not matter to a format that is no text."""
    page = f"<html><head><meta charset=utf-8></head><body><p>{GERMAN}</p></body></html>".encode("cp1252")
    with Worker() as reader:
        assert GERMAN in reader.read(page, name="a.html", encoding="cp1252").articles[0].version.text
        assert LONG in reader.read(typed([LONG]), name="a.pdf", encoding="cp1252").articles[0].version.text


def test_dies(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that dies is one line, and the next document is read by another."""
    with Worker() as reader, monkeypatch.context() as dying:
        dying.setattr(worker, "PROGRAM", "import os; os.abort()")
        assert refused(reader, as_html([LONG])) == "`a.html` cannot be read: it made its reader fail"
        dying.undo()
        assert read(reader) == LONG


def test_nonsense(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that says what is no answer is one line as well."""
    monkeypatch.setattr(worker, "PROGRAM", "print('nonsense')")
    with Worker() as reader:
        assert refused(reader, as_html([LONG])) == "`a.html` cannot be read: it made its reader fail"


def test_nested() -> None:
    """Markup that is nested without end is read or refused in time, and the next document is read."""
    with Worker(seconds=30) as reader:
        for page in (b"<div>" * 200_000 + LONG.encode(), b"<ul><li>" * 100_000, b"<b>" * 500_000 + LONG.encode()):
            try:
                reader.read(page, name="a.html")
            except UnreadableArticleError:
                continue
        assert read(reader, Format.HTML) == LONG


@pytest.mark.skipif(os.name != "posix", reason="only there the process can be looked at from outside")
def test_knows_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The process has no environment variables, and so no token, and can write no file."""
    monkeypatch.setenv("DISCORD_TOKEN", "a-secret")
    written = tmp_path / "written"
    spy = f"""
import os, sys
sys.path[:] = {{path!r}}
from retrieval.ingest.sandbox import child
load = child.load_reader
def spying(document_format):
    try:
        with open({str(written)!r}, "w") as file:
            file.write("x")
    except OSError as error:
        raise child.UnreadableArticleError(f"{{{{sorted(os.environ)}}}} {{{{error.errno}}}}", "none")
    return load(document_format)
child.load_reader = spying
child.main()
"""
    monkeypatch.setattr(worker, "PROGRAM", spy)
    with Worker() as reader:
        said = refused(reader, as_html([LONG]))
    assert "TOKEN" not in said
    assert said.endswith("27")  # EFBIG
    assert not written.read_bytes()

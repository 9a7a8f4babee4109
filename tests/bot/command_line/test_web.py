"""Pages, feeds and bad inputs, from a real server on loopback and real files to what a person at a terminal reads."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.ingest.web import fetch
from tests.bot.typed import Run, is_one_line, runner
from tests.retrieval.documents import as_docx, as_html, as_pdf, typed
from tests.retrieval.ingest.readers.test_feed import rss
from tests.retrieval.ingest.word.test_reader import packed
from tests.retrieval.site import LOOPBACK, Page, Site, running
from tests.retrieval.stored import RAIN, SNOW, WIND

RAINING = "Where was it raining?"
ALLOWED = ("--allow-host", LOOPBACK)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process, which pauses between no two pages."""
    monkeypatch.setattr(fetch, "PAUSE", 0.0)
    return runner(monkeypatch, capsys)


@pytest.fixture
def site() -> Iterator[Site]:
    """A site without pages."""
    with running() as site:
        yield site


def page(*paragraphs: str, etag: str = '"1"') -> Page:
    """A web page, its state named by `etag`."""
    return Page(as_html(paragraphs), headers={"Content-Type": "text/html", "ETag": etag})


def standing(run: Run, quote: str) -> str:
    """How the source of a quote stands to it."""
    return str(json.loads(run("quote", quote, "--json").out)["status"])


def outcome(run: Run, *arguments: object) -> dict[str, int]:
    """What became of the addresses, counted."""
    counts = json.loads(run(*arguments, "--json", *ALLOWED).out)["counts"]
    assert isinstance(counts, dict)
    return counts


def test_life_of_a_page(run: Run, site: Site) -> None:
    """A page is added, refreshed, changed, gone, removed and purged, and its old quote says each time what happened."""
    url = site.url("/a", host=LOOPBACK)
    site.pages["/a"] = page(RAIN, SNOW)
    assert outcome(run, "add", url) == {"added": 1}
    answer = json.loads(run("ask", "--json", RAINING).out)["quotes"][0]
    assert answer["article"]["url"] == url
    assert url in run("ask", RAINING).out.replace("\n  ", "")
    quote = answer["id"]

    site.pages["/a"] = Page(status=304)
    assert outcome(run, "refresh", "--all") == {"unchanged": 1}
    assert site.requests[-1][1]["If-None-Match"] == '"1"'
    assert standing(run, quote) == "unchanged"

    site.pages["/a"] = page(WIND, RAIN, etag='"2"')
    assert outcome(run, "refresh", url) == {"changed": 1}
    assert standing(run, quote) == "changed elsewhere"

    site.pages["/a"] = page(RAIN.replace("Bonn", "Kiel"), WIND, etag='"3"')
    assert outcome(run, "refresh", url) == {"changed": 1}
    assert standing(run, quote) == "changed here"
    assert "Kiel" in run("ask", RAINING).out

    del site.pages["/a"]
    assert outcome(run, "refresh", "--all") == {"gone": 1}
    assert standing(run, quote) == "gone"
    assert "· gone" in run("list").out.replace("\n        ", " ")
    assert "Kiel" in run("ask", RAINING).out

    key = run("list").out.split()[0]
    run("remove", url)
    assert run("ask", RAINING).code == 1
    assert standing(run, quote) == "gone"
    assert "Bonn" in run("quote", quote).out
    run("purge", key)
    assert standing(run, quote) == "purged"


def test_feed(run: Run, site: Site) -> None:
    """Each entry of a feed is an article with its own address."""
    url = site.url("/feed", host=LOOPBACK)
    entries = [
        f"<item><title>T{number}</title><link>/{number}</link><description>{text}</description></item>"
        for number, text in enumerate((RAIN, SNOW))
    ]
    feed = rss(*entries).replace("de-at", "en")
    site.pages["/feed"] = Page(feed.encode(), headers={"Content-Type": "application/rss+xml"})
    added = run("add", url, *ALLOWED)
    assert (added.code, added.err.count("\n")) == (0, 1)
    quote = json.loads(run("ask", "--json", RAINING).out)["quotes"][0]
    assert quote["article"]["url"] == site.url("/0", host=LOOPBACK)
    assert quote["article"]["publisher"] == "The Feed"
    assert outcome(run, "add", url) == {"unchanged": 1}


def endless(connection: socket.socket) -> None:
    """A page that never ends."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    try:
        while True:
            connection.sendall(b"<p>x</p>" * 100_000)
    except OSError:
        return


def test_bad_input(run: Run, site: Site, tmp_path: Path) -> None:
    """What is broken, locked, empty, huge or forbidden is one clear line each, and the good inputs are added."""
    pdf = as_pdf([RAIN, SNOW])
    bad = {
        "truncated.pdf": pdf[: len(pdf) // 2],
        "encrypted.pdf": typed([RAIN], password="secret"),  # noqa: S106 -- locks a test
        "scanned.pdf": typed([]),
        "bomb.docx": packed(word_document=b"<w:document>" + b" " * 60_000_000),
        "truncated.docx": as_docx([RAIN])[:2000],
        "picture.txt": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "huge.html": b"<p>x</p>" * 13_000_000,
        "empty.md": b"",
        "broken.rss": b'<?xml version="1.0"?><rss><channel><item><ti',
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(RAIN, encoding="utf-8")
    site.pages["/endless"] = endless
    site.pages["/out"] = Page(status=302, headers={"Location": f"http://127.0.0.2:{site.port}/"})
    site.pages["/good"] = page(SNOW, WIND)
    pages = [site.url(path, host=LOOPBACK) for path in ("/endless", "/out", "/good", "/none")]
    added = run("add", tmp_path, *pages, "ftp://x/a", tmp_path / "vanished.txt", *ALLOWED)
    skipped = added.err.splitlines()
    assert added.code == 2  # some were named
    assert all(line.startswith("skipped: ") and "hint: " in line for line in skipped)
    for what in (*bad, "/endless", "127.0.0.2", "/none", "ftp://x/a", "vanished.txt"):
        assert sum(what in line for line in skipped) == 1, what
    assert len(skipped) == len(bad) + 5
    assert added.out.endswith("2 added, 0 changed, 0 unchanged, 0 joined, 0 gone, 14 skipped\n")


def test_nothing_but_bad_input(run: Run, tmp_path: Path) -> None:
    """Where nothing could be added the exit code is 2, and the library is as it was."""
    (tmp_path / "good.txt").write_text(RAIN, encoding="utf-8")
    run("add", tmp_path / "good.txt")
    before = run("list", "--json").out
    (tmp_path / "cut.pdf").write_bytes(as_pdf([RAIN])[:900])
    outcome = run("add", tmp_path / "cut.pdf")
    assert outcome.code == 2
    assert is_one_line(outcome.err)
    assert run("list", "--json").out == before


def test_private_unless_allowed(run: Run, site: Site) -> None:
    """Without the operator's word no page of a private address is fetched, and the line says how to allow it."""
    site.pages["/a"] = page(RAIN)
    outcome = run("add", site.url("/a", host=LOOPBACK))
    assert outcome.code == 2
    assert "--allow-host" in outcome.err
    assert site.requests == []

import sys
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from retrieval import importer
from retrieval.errors import FetchError, UnreadableArticleError
from retrieval.import_task import ImportResult
from retrieval.importer import add, add_document, add_feed, refresh
from retrieval.ingest import files
from retrieval.ingest.document.document import ParsedDocument
from retrieval.ingest.document.formats import Format
from retrieval.ingest.files import file_bytes
from retrieval.ingest.inputs import address_of
from retrieval.ingest.readers.text import text_article
from retrieval.ingest.web.fetch import FetchedPage, Fetcher
from retrieval.library.articles import remove_articles
from retrieval.library.catalog import source_row as source
from retrieval.library.database import Library
from retrieval.library.feeds import follow_feed
from retrieval.library.passages import change_count
from retrieval.library.quotes import QuoteStatus, record_sent, sent_quote
from retrieval.library.store import StoreOutcome
from tests.retrieval.conftest import SEEDS
from tests.retrieval.stored import PUBLIC, RAIN, SNOW, WIND, assert_whole, counts, listed, retriever, texts, written

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
PAGE = "https://example.org/news"


def taken(library: Library, *arguments: Path | str, into: str = PUBLIC) -> list[ImportResult]:
    """What became of what was to be added."""
    return list(add(library, list(map(str, arguments)), collection=into))


def outcomes(found: Iterator[ImportResult] | list[ImportResult]) -> list[str]:
    """The outcomes by themselves."""
    return [str(each.outcome) for each in found]


def test_seeds_twice(library: Library) -> None:
    """Adding the seeds twice changes nothing the second time, not a byte of the library."""
    assert outcomes(taken(library, SEEDS)) == ["added"] * 5
    before = counts(library), change_count(library, [PUBLIC]), written(library.path)
    assert outcomes(taken(library, SEEDS)) == ["unchanged"] * 5
    assert (counts(library), change_count(library, [PUBLIC]), written(library.path)) == before
    assert_whole(library)


def test_file_and_its_folder(library: Library, tmp_path: Path) -> None:
    """A file that is named twice in one call is read once."""
    (tmp_path / "a.txt").write_text(RAIN, encoding="utf-8")
    assert outcomes(taken(library, tmp_path / "a.txt", tmp_path, tmp_path / "*.txt")) == ["added"]


def test_changed_file(library: Library, tmp_path: Path) -> None:
    """A file that has changed is a new version of its article."""
    (tmp_path / "a.txt").write_text(RAIN, encoding="utf-8")
    (first,) = taken(library, tmp_path)
    (tmp_path / "a.txt").write_text(SNOW, encoding="utf-8")
    (second,) = taken(library, tmp_path)
    assert second == first.model_copy(update={"outcome": StoreOutcome.CHANGED})
    assert texts(library) == [SNOW]


def unreachable(_: Fetcher, url: str, **__: object) -> FetchedPage:
    """No page can be reached."""
    raise FetchError(f"`{url}` cannot be reached", "try again later")


def test_the_others_are_done(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be read is skipped with one clear line each, and the others of the call are added."""
    monkeypatch.setattr(Fetcher, "fetch", unreachable)
    for name, data in {"good.txt": RAIN.encode(), "empty.txt": b"", "picture.txt": PNG, "dots.txt": b"...\n"}.items():
        (tmp_path / name).write_bytes(data)
    found = taken(library, tmp_path / "none.txt", tmp_path, tmp_path / "*.none", "https://example.org/")
    reasons = {Path(each.address).name: each.reason for each in found if each.outcome is StoreOutcome.SKIPPED}
    assert set(reasons) == {"none.txt", "empty.txt", "picture.txt", "dots.txt", "*.none", "example.org"}
    assert all(reason and "hint" in reason and "\n" not in reason for reason in reasons.values())
    assert texts(library) == [RAIN]


def test_vanishes(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that vanishes between being found and being read is skipped."""
    path = tmp_path / "a.txt"
    path.write_text(RAIN, encoding="utf-8")

    def vanishing(*_: object) -> bytes:
        path.unlink()
        return file_bytes(path, "a.txt")

    monkeypatch.setattr(importer, "file_bytes", vanishing)
    assert outcomes(taken(library, path)) == ["skipped"]


def test_notes(library: Library, tmp_path: Path) -> None:
    """What needs a word about an article comes with it."""
    (tmp_path / "a.txt").write_bytes("It cost €3 at the café, she said.".encode("cp1252"))
    (found,) = taken(library, tmp_path)
    assert "Windows-1252" in found.notes[0]


def test_standard_input(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each text from standard input is an article of its own, and the same one is not added twice."""

    def piped(text: str) -> list[str]:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(text.encode()), encoding="utf-8"))
        return outcomes(taken(library, "-"))

    assert [piped(RAIN), piped(SNOW)] == [["added"], ["added"]]
    piped(RAIN)
    assert texts(library) == sorted([RAIN, SNOW])
    assert {entry.file for entry in listed(library).values()} == {None}
    assert list(refresh(library)) == []


def test_too_much_standard_input(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input that is longer than an article may be is skipped, and not read to its end."""
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(RAIN.encode()), encoding="utf-8"))
    assert outcomes(taken(library, "-")) == ["skipped"]


def test_collections(library: Library, tmp_path: Path) -> None:
    """What is added to a collection is there alone."""
    (tmp_path / "a.txt").write_text(RAIN, encoding="utf-8")
    taken(library, tmp_path, into="members")
    assert texts(library) == []
    assert texts(library, "members") == [RAIN]


def test_refresh_files(library: Library, tmp_path: Path) -> None:
    """A refresh reads what has changed, marks what is gone, leaves the rest, and finds again what is back."""
    for name, text in (("a.txt", RAIN), ("b.txt", SNOW), ("c.txt", WIND)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    taken(library, tmp_path)
    (tmp_path / "a.txt").write_text(f"{RAIN} So it goes.", encoding="utf-8")
    (tmp_path / "b.txt").unlink()
    assert outcomes(refresh(library)) == ["changed", "gone", "unchanged"]
    gone = listed(library)[address_of(tmp_path / "b.txt")]
    assert gone.is_gone
    assert SNOW in texts(library)
    assert outcomes(refresh(library)) == ["unchanged", "gone", "unchanged"]
    (tmp_path / "b.txt").write_text(SNOW, encoding="utf-8")
    assert outcomes(refresh(library)) == ["unchanged", "unchanged", "unchanged"]
    assert not listed(library)[address_of(tmp_path / "b.txt")].is_gone
    assert_whole(library)


def test_refresh_some(library: Library, tmp_path: Path) -> None:
    """Only the articles that are named are refreshed."""
    for name, text in (("a.txt", RAIN), ("b.txt", SNOW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    first, _ = taken(library, tmp_path)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).unlink()
    assert outcomes(refresh(library, [first.article or ""])) == ["gone"]


class Web:
    """Pages as a server has them, fetched without a wire; `asked` is what each fetch was asked with."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.failure: FetchError | None = None
        self.asked: list[dict[str, Any]] = []

    def fetch(self, url: str, **asked: Any) -> FetchedPage:  # noqa: ANN401 -- what `fetch` takes
        """The page, unless the asker has it already."""
        self.asked.append(asked)
        if self.failure:
            raise self.failure
        if url not in self.pages:
            raise FetchError(f"`{url}` is gone", gone=True)
        etag = str(hash(self.pages[url]))
        data = None if asked["etag"] == etag else self.pages[url].encode()
        return FetchedPage(data, f"{url}/", "text/plain", etag, "Mon, 01 Jan 2024 00:00:00 GMT")


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    """A web on which pages are plain texts, and those with `;` in them are feeds."""
    web = Web()

    def read(data: bytes, *, name: str, content_type: str, only: Format | None, **_: object) -> ParsedDocument:
        assert content_type == "text/plain"
        parts = data.decode().split(";")
        if only and len(parts) == 1:
            raise UnreadableArticleError(f"`{name}` is no {only}")
        ids = [name] if len(parts) == 1 else [f"{name}#{part[:10]}" for part in parts]
        return ParsedDocument(tuple(text_article(part, file=each) for part, each in zip(parts, ids, strict=True)))

    monkeypatch.setattr(Fetcher, "fetch", lambda _, url, **asked: web.fetch(url, **asked))
    monkeypatch.setattr(importer, "read", read)
    return web


def test_page(library: Library, web: Web) -> None:
    """A page is added, changed, marked as gone, found again and removed, and its quote says what happened."""
    web.pages[PAGE] = RAIN
    assert outcomes(taken(library, PAGE)) == ["added"]
    entry = listed(library)[PAGE]
    assert (entry.url, entry.file) == (f"{PAGE}/", None)
    quote = retriever(library).ask("Where was it raining?").quotes[0]
    record_sent(library, [quote])
    seen = []
    for page in (f"{RAIN} So it goes.", SNOW, None, SNOW):
        web.pages = {PAGE: page} if page else {}
        seen.append((outcomes(refresh(library)), sent_quote(library, quote.id).status))
    assert seen == [
        (["changed"], QuoteStatus.CHANGED_ELSEWHERE),
        (["changed"], QuoteStatus.CHANGED_HERE),
        (["gone"], QuoteStatus.GONE),
        (["unchanged"], QuoteStatus.CHANGED_HERE),
    ]
    assert_whole(library)


def test_conditional(library: Library, web: Web) -> None:
    """A page is asked for with what the server called its state, and is not read when it is the same."""
    web.pages[PAGE] = RAIN
    taken(library, PAGE)
    assert outcomes(refresh(library)) == outcomes(taken(library, PAGE)) == ["unchanged"]
    assert [asked["etag"] for asked in web.asked] == [None, *[str(hash(RAIN))] * 2]
    assert [asked["last_modified"] for asked in web.asked][1] == "Mon, 01 Jan 2024 00:00:00 GMT"


def test_server_fails(library: Library, web: Web) -> None:
    """A server that fails for now leaves the article as it is, and not marked."""
    web.pages[PAGE] = RAIN
    taken(library, PAGE)
    web.failure = FetchError("`example.org` cannot be reached", "try again later")
    (found,) = refresh(library)
    assert found.outcome is StoreOutcome.SKIPPED
    assert "try again later" in (found.reason or "")
    assert not listed(library)[PAGE].is_gone
    assert texts(library) == [RAIN]


def test_page_that_never_was(library: Library, web: Web) -> None:
    """A page that is gone before it was ever read is skipped."""
    assert outcomes(taken(library, PAGE)) == ["skipped"]
    assert web.asked


def test_feed(library: Library, web: Web) -> None:
    """Each entry of a feed is an article, a new entry is added by a refresh, and an old one that is not there stays."""
    web.pages[PAGE] = f"{RAIN};{SNOW}"
    assert outcomes(taken(library, PAGE)) == ["added", "added"]
    web.pages[PAGE] = f"{SNOW};{WIND}"
    assert outcomes(refresh(library)) == ["unchanged", "added"]
    assert texts(library) == sorted([RAIN, SNOW, WIND])
    assert outcomes(refresh(library)) == ["unchanged"]
    assert len(web.asked) == 3


def test_page_and_file_are_one(library: Library, web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same text from a page and from a file is one article with two origins."""
    web.pages[PAGE] = RAIN
    taken(library, PAGE)
    monkeypatch.undo()
    (tmp_path / "a.txt").write_text(RAIN, encoding="utf-8")
    assert outcomes(taken(library, tmp_path)) == ["joined"]
    assert list(listed(library)) == [f"{PAGE} {address_of(tmp_path / 'a.txt')}"]


def test_document(library: Library) -> None:
    """A file that was sent is an article, another of its name replaces it, and it is never asked for again."""
    assert outcomes(add_document(library, RAIN.encode(), name="a.txt", collection=PUBLIC)) == ["added"]
    assert outcomes(add_document(library, RAIN.encode(), name="a.txt", collection=PUBLIC)) == ["unchanged"]
    assert outcomes(add_document(library, SNOW.encode(), name="a.txt", collection=PUBLIC)) == ["changed"]
    assert outcomes(add_document(library, WIND.encode(), name="a.txt", collection="members")) == ["added"]
    assert texts(library) == [SNOW]
    assert [entry.file for entry in listed(library, collection=PUBLIC).values()] == ["a.txt"]
    assert list(refresh(library)) == []


def test_refresh_notes_looks(library: Library, web: Web) -> None:
    """A refresh notes when each address was looked at and what was wrong, and forgets it when all is well again."""
    web.pages[PAGE] = RAIN
    key = taken(library, PAGE)[0].article or ""
    for pages, wrong in (({}, "is gone"), ({PAGE: RAIN}, "")):
        web.pages = pages
        list(refresh(library))
        found = source(library, key, collection=PUBLIC)
        assert found
        assert found.looked_at
        assert wrong in (found.problem or "")
        assert bool(found.problem) == bool(wrong)


def test_refresh_a_collection(library: Library, web: Web) -> None:
    """A refresh of one collection leaves the others alone."""
    web.pages = {PAGE: RAIN, f"{PAGE}/2": SNOW}
    taken(library, PAGE)
    taken(library, f"{PAGE}/2", into="members")
    assert [each.address for each in refresh(library, collection="members")] == [f"{PAGE}/2"]


def test_add_feed(library: Library, web: Web) -> None:
    """The entries of a feed are added, except those whose articles were removed; a page is not taken for a feed."""
    web.pages[PAGE] = RAIN
    (skipped,) = add_feed(library, PAGE, collection=PUBLIC)
    assert "is no feed" in (skipped.reason or "")
    web.pages[PAGE] = f"{RAIN};{SNOW}"
    first, _ = add_feed(library, PAGE, collection=PUBLIC)
    follow_feed(library, PAGE, collection=PUBLIC)
    remove_articles(library, [first.article or ""])
    web.pages[PAGE] = f"{RAIN};{SNOW};{WIND}"
    assert outcomes(add_feed(library, PAGE, collection=PUBLIC)) == ["unchanged", "added"]
    assert texts(library) == sorted([SNOW, WIND])
    remove_articles(library, [entry.id for entry in listed(library).values()])
    web.pages[PAGE] = f"{RAIN};{WIND}"
    assert list(add_feed(library, PAGE, collection=PUBLIC)) == []

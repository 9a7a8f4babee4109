import sys
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from retrieval import importer
from retrieval import reread as again
from retrieval.errors import UnreadableArticleError
from retrieval.import_task import ImportResult
from retrieval.importer import READERS, add, add_document, add_feed, refresh
from retrieval.ingest.document.document import ParsedDocument
from retrieval.ingest.inputs import address_of
from retrieval.ingest.readers.text import text_article
from retrieval.ingest.web.fetch import FetchedPage, Fetcher
from retrieval.library import origins
from retrieval.library.articles import purge_articles, remove_articles
from retrieval.library.database import Library
from retrieval.library.feeds import follow_feed
from retrieval.library.origins import Document, article_document
from retrieval.library.passages import articles_containing
from retrieval.library.quota import UNLIMITED, Quota, usage
from retrieval.library.quotes import QuoteStatus, record_sent, sent_quote
from retrieval.progress import Item
from retrieval.records import Article, Block, BlockKind
from retrieval.reread import has_outdated, reread, reread_and_refresh
from tests.retrieval.stored import PUBLIC, RAIN, SNOW, WIND, assert_whole, counts, listed, retriever, texts

Read = Callable[[str, str], Sequence[Article]]
"""What a document holds: its text and its name → its articles."""

MARKED = RAIN.replace("Bonn", "**Bonn**")


def plain(text: str, name: str) -> Sequence[Article]:
    """The text as it stands, as the first release reads it."""
    return [text_article(text, file=name)]


def rendered(text: str, name: str) -> Sequence[Article]:
    """The text without its stars, as a better release reads it."""
    return plain(text.replace("**", ""), name)


def by_items(text: str, name: str) -> Sequence[Article]:
    """The same text, with a list item for each of its sentences."""
    article = plain(text, name)[0]
    middle = text.index(". ") + 1
    ends = ((0, middle), (middle + 1, len(text)))
    blocks = tuple(Block(start=start, end=end, kind=BlockKind.ITEM, level=1) for start, end in ends)
    return [article.model_copy(update={"version": article.version.model_copy(update={"blocks": blocks})})]


class Release:
    """A release of the program, whose readers read as `read` says, and can be exchanged."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self.documents: list[str] = []
        self.upgrade(plain, READERS)

    def upgrade(self, read: Read, readers: int = READERS + 1) -> None:
        """Read in this way from now on."""

        def read_bytes(data: bytes, *, name: str, **_: object) -> ParsedDocument:
            self.documents.append(name)
            return ParsedDocument(tuple(read(data.decode(), name)))

        self.documents.clear()
        self._monkeypatch.setattr(importer, "read", read_bytes)
        for module in (importer, again):
            self._monkeypatch.setattr(module, "READERS", readers)


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch) -> Release:
    """The first release."""
    return Release(monkeypatch)


def outcomes(found: Iterable[ImportResult]) -> list[str]:
    """The outcomes by themselves."""
    return [str(each.outcome) for each in found]


def write(folder: Path, **named: str) -> None:
    """Write text files."""
    for name, text in named.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def taken(library: Library, *paths: Path, room: Quota = UNLIMITED) -> list[str]:
    """The ids of the articles that files are added as."""
    return [each.article or "" for each in add(library, list(map(str, paths)), collection=PUBLIC, room=room)]


def blocks(library: Library) -> list[tuple[Block, ...]]:
    """The blocks of all articles."""
    return [article.version.blocks for article in articles_containing(library, [PUBLIC], "")]


def test_better_text(library: Library, tmp_path: Path, release: Release) -> None:
    """A better reading is a new version of the article, without its file; a sent quote keeps the old one."""
    write(tmp_path, a=MARKED)
    (key,) = taken(library, tmp_path / "a.txt")
    quote = retriever(library).ask("Where was it raining?").quotes[0]
    record_sent(library, [quote])
    (tmp_path / "a.txt").unlink()
    release.upgrade(rendered)
    assert has_outdated(library)
    (found,) = reread(library, outdated=True)
    assert (found.outcome, found.article) == ("changed", key)
    assert texts(library) == [RAIN]
    assert not has_outdated(library)
    sent = sent_quote(library, quote.id)
    assert (sent.text, sent.status) == (quote.text, QuoteStatus.CHANGED_HERE)
    assert_whole(library)


def test_better_blocks(library: Library, tmp_path: Path, release: Release) -> None:
    """The same text with better blocks has them and the passages that follow, and its quotes are as they were."""
    write(tmp_path, a=RAIN)
    (key,) = taken(library, tmp_path / "a.txt")
    quote = retriever(library).ask("Where was it raining?").quotes[0]
    record_sent(library, [quote])
    release.upgrade(by_items)
    assert outcomes(reread(library, [key])) == ["changed"]
    assert [[block.kind for block in each] for each in blocks(library)] == [[BlockKind.ITEM] * 2]
    assert sent_quote(library, quote.id).status is QuoteStatus.UNCHANGED
    assert_whole(library)


def test_idempotent(library: Library, tmp_path: Path, release: Release) -> None:
    """Reading again once more changes nothing, and a refresh has nothing to do then."""
    write(tmp_path, a=MARKED, b=SNOW, c=WIND)
    taken(library, tmp_path)
    release.upgrade(rendered)
    assert outcomes(reread(library)) == ["changed", "unchanged", "unchanged"]
    before = counts(library), listed(library)
    assert outcomes(reread(library)) == ["unchanged"] * 3
    assert outcomes(refresh(library)) == ["unchanged"] * 3
    assert (counts(library), listed(library)) == before
    assert outcomes(reread(library, outdated=True)) == []


def test_two_readings_of_one_text(library: Library, tmp_path: Path, release: Release) -> None:
    """Where two files have the same text and are read with other blocks, the older one decides, each time."""
    write(tmp_path, a=RAIN, b=RAIN)
    taken(library, tmp_path)
    release.upgrade(lambda text, name: (by_items if name == "a.txt" else plain)(text, name))
    assert outcomes(reread(library)) == ["changed", "unchanged"]
    assert outcomes(reread(library)) == ["unchanged"] * 2
    assert [len(each) for each in blocks(library)] == [2]
    assert [entry.file for entry in listed(library).values()] == ["a.txt"]


def test_shared_by_two(library: Library, tmp_path: Path, release: Release) -> None:
    """An article of two files whose text both read better stays one article, by the same id."""
    write(tmp_path, a=MARKED, b=MARKED)
    key, _ = taken(library, tmp_path)
    release.upgrade(rendered)
    list(reread(library))
    assert [entry.id for entry in listed(library).values()] == [key]
    assert texts(library) == [RAIN]
    assert_whole(library)


def test_killed(library: Library, tmp_path: Path, release: Release) -> None:
    """What is interrupted goes on where it was."""
    write(tmp_path, a=MARKED, b=SNOW, c=WIND)
    taken(library, tmp_path)

    def killed(text: str, name: str) -> Sequence[Article]:
        if name == "b.txt":
            raise KeyboardInterrupt
        return rendered(text, name)

    release.upgrade(killed)
    with pytest.raises(KeyboardInterrupt):
        list(reread(library, outdated=True))
    assert texts(library) == sorted([RAIN, SNOW, WIND])
    release.upgrade(rendered)
    list(reread(library, outdated=True))
    assert release.documents == ["b.txt", "c.txt"]
    assert_whole(library)


def test_unreadable_now(library: Library, tmp_path: Path, release: Release) -> None:
    """An article that the new readers cannot read stays as it is, with one line, and is not tried at each start."""
    write(tmp_path, a=RAIN)
    taken(library, tmp_path)

    def refuse(_: str, name: str) -> Sequence[Article]:
        raise UnreadableArticleError(f"`{name}` has nothing to quote")

    release.upgrade(refuse)
    (found,) = reread(library, outdated=True)
    assert (found.outcome, found.reason) == ("skipped", "`a.txt` has nothing to quote")
    assert texts(library) == [RAIN]
    assert not has_outdated(library)


@pytest.mark.parametrize("leave", [remove_articles, purge_articles])
def test_leaves_meanwhile(
    library: Library, tmp_path: Path, release: Release, leave: Callable[[Library, Sequence[str]], None]
) -> None:
    """An article that is removed while it is read again does not come back."""
    write(tmp_path, a=MARKED)
    keys = taken(library, tmp_path)

    def slow(text: str, name: str) -> Sequence[Article]:
        leave(library, keys)
        return rendered(text, name)

    release.upgrade(slow)
    assert list(reread(library)) == []
    assert texts(library) == []
    assert counts(library)["documents"] == 0


def test_gone_stays_gone(library: Library, tmp_path: Path, release: Release) -> None:
    """Reading again what was kept says nothing of whether the file is there."""
    write(tmp_path, a=MARKED)
    taken(library, tmp_path)
    (tmp_path / "a.txt").unlink()
    assert outcomes(refresh(library)) == ["gone"]
    release.upgrade(rendered)
    assert outcomes(reread(library)) == ["changed"]
    assert listed(library)[address_of(tmp_path / "a.txt")].is_gone


def test_out_of_reach(library: Library, release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    """What came by standard input or was uploaded is read again as well, each text as its own article."""
    for text in (MARKED, SNOW):
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(text.encode()), encoding="utf-8"))
        list(add(library, ["-"], collection=PUBLIC))
    list(add_document(library, WIND.encode(), name="a.txt", collection=PUBLIC))
    before = {entry.id for entry in listed(library).values()}
    release.upgrade(rendered)
    assert outcomes(reread(library, outdated=True)) == ["changed", "unchanged", "unchanged"]
    assert {each for entry in listed(library).values() for each in [entry.id]} == before
    assert texts(library) == sorted([RAIN, SNOW, WIND])


def test_named_alone(library: Library, tmp_path: Path, release: Release) -> None:
    """Only the articles that are named are read again."""
    write(tmp_path, a=RAIN, b=SNOW)
    _, second = taken(library, tmp_path)
    release.upgrade(plain)
    list(reread(library, [second]))
    assert release.documents == ["b.txt"]


def test_progress(library: Library, tmp_path: Path, release: Release) -> None:
    """The documents are watched."""
    write(tmp_path, a=RAIN, b=SNOW)
    taken(library, tmp_path)
    release.upgrade(plain)
    seen: list[tuple[int, str]] = []

    def watch(items: Sequence[Item], doing: str) -> Sequence[Item]:
        seen.append((len(items), doing))
        return items

    list(reread(library, watch=watch))
    assert seen == [(2, "Reading articles again")]


def test_bytes_as_they_were(library: Library, tmp_path: Path) -> None:
    """The bytes that are kept are those that were read, last."""
    data = "\ufeffIt rained in Bonn, she said.\r\n\r\nNobody came.".encode()
    (tmp_path / "a.txt").write_bytes(b"It is old, she said.")
    taken(library, tmp_path / "a.txt")
    (tmp_path / "a.txt").write_bytes(data)
    (key,) = taken(library, tmp_path / "a.txt")
    assert article_document(library, key) == ("a.txt", Document(data))
    assert counts(library)["documents"] == 1


def test_room(library: Library, tmp_path: Path) -> None:
    """What is kept counts, compressed, and is not kept where there is room for the text alone."""
    write(tmp_path, a=RAIN * 20)
    taken(library, tmp_path / "a.txt")
    ((size,),) = library.rows("SELECT size FROM documents")
    assert 0 < size < len(RAIN) * 10
    assert usage(library, PUBLIC) == Quota(1, len(RAIN) * 20 + size)
    write(tmp_path, b=SNOW)
    room = Quota(bytes=len(RAIN) * 20 + size + len(SNOW) + 10)
    (key,) = taken(library, tmp_path / "b.txt", room=room)
    assert article_document(library, key) is None
    assert usage(library, PUBLIC).bytes == room.bytes - 10


def test_too_large_to_keep(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too large is not kept, and its article is added all the same."""
    monkeypatch.setattr(origins, "MAX_KEPT", 10)
    write(tmp_path, a=RAIN)
    (key,) = taken(library, tmp_path)
    assert article_document(library, key) is None
    assert texts(library) == [RAIN]


def test_leaves_with_its_article(library: Library, tmp_path: Path) -> None:
    """The bytes go when the last address that they were read at goes, and when their article is removed."""
    write(tmp_path, a=RAIN, b=RAIN, c=SNOW)
    first, _, third = taken(library, tmp_path)
    assert counts(library)["documents"] == 3
    remove_articles(library, [third])
    assert counts(library)["documents"] == 2
    remove_articles(library, [first])
    assert counts(library)["documents"] == 0


FEED = "https://example.org/feed"


@pytest.fixture
def feed(monkeypatch: pytest.MonkeyPatch, release: Release) -> dict[str, str]:
    """A followed feed whose entries are parted by `;`; it can be exchanged under its address."""
    pages = {FEED: f"{MARKED};{SNOW}"}

    def fetch(_: Fetcher, url: str, *, etag: str | None, last_modified: str | None) -> FetchedPage:  # noqa: ARG001 -- as `fetch`
        state = str(hash(pages[url]))
        return FetchedPage(None if etag == state else pages[url].encode(), url, "text/plain", state, None)

    monkeypatch.setattr(Fetcher, "fetch", fetch)
    release.upgrade(entries, READERS)
    return pages


def entries(text: str, name: str) -> Sequence[Article]:
    """An article for each entry."""
    return [text_article(each, file=f"{name}#{number}") for number, each in enumerate(text.split(";"))]


def entries_rendered(text: str, name: str) -> Sequence[Article]:
    """The same, without stars."""
    return entries(text.replace("**", ""), name)


def test_feed(library: Library, release: Release, feed: dict[str, str]) -> None:
    """The entries of a feed are read again from what is kept of it once."""
    assert outcomes(add_feed(library, FEED, collection=PUBLIC)) == ["added"] * 2
    assert counts(library)["documents"] == 1
    feed.clear()
    release.upgrade(entries_rendered)
    assert outcomes(reread(library)) == ["changed", "unchanged"]
    assert texts(library) == sorted([RAIN, SNOW])


def test_removed_entry(library: Library, release: Release, feed: dict[str, str]) -> None:
    """Where an entry of a feed was removed, nothing is kept of the feed while it has that entry."""
    first, _ = add_feed(library, FEED, collection=PUBLIC)
    follow_feed(library, FEED, collection=PUBLIC)
    remove_articles(library, [first.article or ""])
    assert counts(library)["documents"] == 0
    release.upgrade(entries_rendered)
    assert outcomes(add_feed(library, FEED, collection=PUBLIC)) == ["unchanged"]
    assert counts(library)["documents"] == 0
    assert outcomes(reread(library)) == []
    assert texts(library) == [SNOW]
    assert feed


def test_refresh_after_an_upgrade(library: Library, release: Release, feed: dict[str, str]) -> None:
    """What earlier readers have read is fetched even where it has not changed, and once."""
    list(add_feed(library, FEED, collection=PUBLIC))
    assert outcomes(refresh(library)) == ["unchanged"]
    release.upgrade(entries_rendered)
    assert outcomes(refresh(library)) == ["changed", "unchanged"]
    assert outcomes(refresh(library)) == ["unchanged"]
    assert feed


def test_reread_and_refresh(library: Library, tmp_path: Path, release: Release) -> None:
    """After an upgrade a refresh reads what is kept first, uploads, too, and each article has one result."""
    write(tmp_path, a=MARKED, b=SNOW)
    taken(library, tmp_path)
    list(add_document(library, f"{MARKED} So it goes.".encode(), name="c.txt", collection=PUBLIC))
    release.upgrade(rendered)
    write(tmp_path, b=WIND)
    assert outcomes(reread_and_refresh(library)) == ["changed"] * 3
    assert texts(library) == sorted([RAIN, WIND, f"{RAIN} So it goes."])
    assert outcomes(reread_and_refresh(library)) == ["unchanged"] * 2


def test_stated_encoding(library: Library, tmp_path: Path) -> None:
    """What was added in a stated encoding is read again in it, and what is UTF-8 all the same as UTF-8."""
    (tmp_path / "a.txt").write_bytes("Více než jedna řeka teče.".encode("iso8859-2"))
    (tmp_path / "b.txt").write_bytes("Žádná řeka neteče nahoru.".encode())
    list(add(library, [str(tmp_path)], collection=PUBLIC, encoding="iso-8859-2"))
    before = texts(library)
    assert before == sorted(["Více než jedna řeka teče.", "Žádná řeka neteče nahoru."])
    assert outcomes(reread(library)) == ["unchanged"] * 2
    assert texts(library) == before

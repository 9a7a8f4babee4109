"""How do articles get into the library, and how are they kept fresh? Addresses → bytes → articles → rows.

Each address is taken in by itself: what cannot be read is skipped with its reason, and the others are taken in. Bytes
that were read before are not read again, so the same call once more does nothing, or what a killed one left to do.
"""

import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from retrieval.errors import ArticlesError, FetchError, NoRoomError, UnreadableArticleError
from retrieval.ingest.document.detect import Format, format_of
from retrieval.ingest.files import file_bytes, stream_bytes
from retrieval.ingest.inputs import STANDARD_INPUT, UPLOADED, Input, Origin, inputs, is_web
from retrieval.ingest.read import read
from retrieval.ingest.sandbox.parent import Worker
from retrieval.ingest.web.fetch import Fetcher
from retrieval.library.database import Library
from retrieval.library.feeds import wanted
from retrieval.library.origins import Known, addresses, known, mark_gone, mark_read, note_look
from retrieval.library.quota import UNBOUNDED, Extent
from retrieval.library.store import Delivery, Outcome, put
from retrieval.progress import Watch, unwatched
from retrieval.records import Article, Record

READERS: Final = b"1"  # part of each digest; another number makes all be read anew, for readers that read more


class Taken(Record):
    """What became of an address: of each of its articles, or of all of it where `article`, an id, is `None`."""

    outcome: Outcome
    address: str
    article: str | None = None
    reason: str | None = None
    notes: tuple[str, ...] = ()


class Means(NamedTuple):
    """What addresses are read with: pages are fetched, and documents read in a process apart; and how much has room."""

    fetcher: Fetcher
    worker: Worker
    room: Extent = UNBOUNDED


class Errand(NamedTuple):
    """An address to read for a collection, with what is known of it; `only` is the one format that is wanted there."""

    input: Input
    collection: str
    before: Known | None
    means: Means
    only: Format | None = None


class Got(NamedTuple):
    """The bytes at an address, `None` when a server says that they are the same; `url` and `type` are a server's."""

    data: bytes | None
    origin: Origin
    url: str | None = None
    type: str | None = None


def add(  # noqa: PLR0913 -- the options are each by itself
    library: Library,
    arguments: Sequence[str],
    *,
    collection: str,
    fetcher: Fetcher | None = None,
    room: Extent = UNBOUNDED,
    watch: Watch = unwatched,
) -> Iterator[Taken]:
    """Take in files, folders, patterns, URLs and standard input, and tell what became of each, one after another."""
    wanted: dict[Input, None] = {}
    for argument in arguments:
        try:
            wanted |= dict.fromkeys(inputs(argument))
        except ArticlesError as error:
            yield Taken(outcome=Outcome.SKIPPED, address=argument, reason=str(error))
    with Worker() as worker:
        means = Means(fetcher or Fetcher(), worker, room)
        for each in watch(list(wanted), "Adding articles"):
            before = known(library, each.address, collection=collection)
            yield from _taken(library, Errand(each, collection, before, means))


def add_feed(
    library: Library, address: str, *, collection: str, fetcher: Fetcher | None = None, room: Extent = UNBOUNDED
) -> Iterator[Taken]:
    """Take in the entries of the feed at a web address, new ones and changed ones, and tell what became of each."""
    with Worker() as worker:
        before = known(library, address, collection=collection)
        means = Means(fetcher or Fetcher(), worker, room)
        yield from _taken(library, Errand(Input(address, address), collection, before, means, Format.FEED))


def add_document(
    library: Library, data: bytes, *, name: str, collection: str, room: Extent = UNBOUNDED
) -> Iterator[Taken]:
    """Take in a file that somebody sent; one of the same name replaces the one before."""
    address = f"{UPLOADED}{name}"
    with Worker() as worker:
        before = known(library, address, collection=collection)
        errand = Errand(Input(address, name), collection, before, Means(Fetcher(), worker, room))
        yield from _taken(library, errand, Got(data, Origin(address=address)))


def refresh(  # noqa: PLR0913 -- as above
    library: Library,
    articles: Sequence[str] | None = None,
    *,
    collection: str | None = None,
    fetcher: Fetcher | None = None,
    room: Extent = UNBOUNDED,
    watch: Watch = unwatched,
) -> Iterator[Taken]:
    """Read the addresses of the articles with these ids, or of all, once more, and tell what became of each.

    Those of `collection` alone, if one is named.
    """
    with Worker() as worker:
        means = Means(fetcher or Fetcher(), worker, room)
        for before in watch(addresses(library, articles, collection=collection), "Refreshing articles"):
            each = Input(before.origin.address, before.name)
            found = list(_taken(library, Errand(each, before.collection, before, means)))
            note_look(library, before, problem=next((taken.reason for taken in found if taken.reason), None))
            yield from found


def _taken(library: Library, errand: Errand, got: Got | None = None) -> Iterator[Taken]:
    """What became of an address; `got` are its bytes where they are at hand."""
    try:
        got = got or _got(errand)
        if errand.before and (got.data is None or _digest(got.data) == errand.before.digest):
            mark_read(library, errand.before, got.origin)
            yield Taken(outcome=Outcome.UNCHANGED, address=errand.input.address)
        else:
            yield from _stored(library, errand, got)
    except (FetchError, UnreadableArticleError, NoRoomError) as error:
        yield _missed(library, errand, error)


def _got(errand: Errand) -> Got:
    address, before = errand.input.address, errand.before
    if is_web(address):
        etag, last_modified = (before.origin.etag, before.origin.last_modified) if before else (None, None)
        page = errand.means.fetcher.fetch(address, etag=etag, last_modified=last_modified)
        origin = Origin(address=address, etag=page.etag, last_modified=page.last_modified)
        return Got(page.data, origin, page.url, page.type)
    data = stream_bytes(sys.stdin.buffer, "standard input") if address == STANDARD_INPUT else _file(errand)
    return Got(data, Origin(address=address))


def _file(errand: Errand) -> bytes:
    address, name = errand.input
    path = Path(address)
    if not path.exists() and not path.is_symlink():
        missing = name if errand.before else address  # who mistyped a path wants to see all of it
        raise FetchError(f"`{missing}` does not exist", "check its path", gone=True)
    return file_bytes(path, name)


def _stored(library: Library, errand: Errand, got: Got) -> Iterator[Taken]:
    data = got.data or b""
    name = got.url or errand.input.name
    if errand.only and format_of(data, name=name, type=got.type) is not errand.only:
        raise UnreadableArticleError(f"`{name}` is no {errand.only}", f"give the address of a {errand.only}")
    reading = read(data, name=name, type=got.type, worker=errand.means.worker)
    entries = _entries(reading.articles, errand, name)
    articles = {entry: _placed(article, errand, got) for entry, article in entries.items()}
    there = wanted(library, articles, errand.input.address, collection=errand.collection)
    if articles and not there:
        return
    articles = {entry: article for entry, article in articles.items() if entry in there}
    delivery = Delivery(got.origin, errand.input.name, _digest(data), articles)
    for position, arrival in enumerate(put(library, delivery, collection=errand.collection, room=errand.means.room)):
        yield Taken(
            outcome=arrival.outcome,
            address=errand.input.address,
            article=arrival.key,
            notes=() if position else reading.notes,
        )


def _entries(articles: Sequence[Article], errand: Errand, name: str) -> dict[str, Article]:
    """The articles of one address by what tells them apart; another text from standard input is another article."""
    if errand.input.address == STANDARD_INPUT:
        return {article.version.id: article for article in articles}
    return {"" if article.source.id == name else article.source.id: article for article in articles}


def _placed(article: Article, errand: Errand, got: Got) -> Article:
    """The article with the place that people find it at: a page has a URL, and a file its name."""
    on_disk = got.url is None and errand.input.address != STANDARD_INPUT
    place = {"file": errand.input.name if on_disk else None, "url": article.source.url or got.url}
    return article.model_copy(update={"source": article.source.model_copy(update=place)})


def _missed(library: Library, errand: Errand, error: ArticlesError) -> Taken:
    is_gone = errand.before is not None and isinstance(error, FetchError) and error.gone
    if errand.before and is_gone:
        mark_gone(library, errand.before)
    outcome = Outcome.GONE if is_gone else Outcome.SKIPPED
    return Taken(outcome=outcome, address=errand.input.address, reason=str(error))


def _digest(data: bytes) -> str:
    return sha256(READERS + data).hexdigest()

"""How do articles get into the library, and how are they kept up to date? Addresses → bytes → articles → rows.

Each address is imported by itself: if it cannot be read, it is skipped with the reason, and the others are imported.
Bytes that have not changed are not parsed again, so repeating a call does nothing, or finishes what was interrupted.
"""

import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from retrieval.errors import ArticlesError, FetchError, NoRoomError, UnreadableArticleError
from retrieval.ingest.document.detect import detect_format
from retrieval.ingest.document.formats import Format
from retrieval.ingest.files import file_bytes, stream_bytes
from retrieval.ingest.inputs import STANDARD_INPUT, UPLOAD_PREFIX, Input, Origin, find_with_notes, is_url
from retrieval.ingest.read import read
from retrieval.ingest.sandbox.parent import Worker
from retrieval.ingest.web.fetch import Fetcher
from retrieval.library.database import Library
from retrieval.library.feeds import wanted_entries
from retrieval.library.origins import (
    KnownAddress,
    known_address,
    readable_addresses,
    record_check,
    record_gone,
    record_unchanged,
)
from retrieval.library.quota import UNLIMITED, Quota
from retrieval.library.store import ReadBatch, StoreOutcome, store_articles
from retrieval.progress import ProgressCallback, no_progress
from retrieval.records import Article, Record

READERS: Final = b"1"  # hashed with the bytes: increase it when readers extract more, so that all is parsed again


class ImportResult(Record):
    """What became of one article, or of a whole address if `article`, an id, is `None`.

    Attributes:
        reason: why it was skipped or is gone.
        notes: problems that did not prevent reading; they are with the first article of an address. The first result
            of all says what else is in the folders that are added, one line for each kind of file.
    """

    outcome: StoreOutcome
    address: str
    article: str | None = None
    reason: str | None = None
    notes: tuple[str, ...] = ()


class ImportDeps(NamedTuple):
    """What every import needs: to fetch pages, to parse documents, and the limits of the library."""

    fetcher: Fetcher
    worker: Worker
    room: Quota = UNLIMITED


class ImportTask(NamedTuple):
    """An address to import into a collection.

    Attributes:
        before: what the library knows of the address; `None` if it is new.
        only: the one format that is accepted; `None` if any is.
    """

    input: Input
    collection: str
    before: KnownAddress | None
    deps: ImportDeps
    only: Format | None = None


class Fetched(NamedTuple):
    """The bytes at an address; `None` if a server says that they have not changed.

    `url`, after redirects, and `content_type` are those of a page; a file has neither.
    """

    data: bytes | None
    origin: Origin
    url: str | None = None
    content_type: str | None = None


def add(  # noqa: PLR0913 -- the options are each by itself
    library: Library,
    arguments: Sequence[str],
    *,
    collection: str,
    fetcher: Fetcher | None = None,
    room: Quota = UNLIMITED,
    watch: ProgressCallback = no_progress,
) -> Iterator[ImportResult]:
    """Import files, folders, patterns, URLs and standard input; yield the results in order, each when it is done."""
    found: dict[Input, None] = {}
    notes: list[str] = []
    for argument in arguments:
        try:
            inputs, left_out = find_with_notes(argument)
        except ArticlesError as error:
            yield ImportResult(outcome=StoreOutcome.SKIPPED, address=argument, reason=str(error))
            continue
        found |= dict.fromkeys(inputs)
        notes += left_out
    with Worker() as worker:
        deps = ImportDeps(fetcher or Fetcher(), worker, room)
        for each in watch(list(found), "Adding articles"):
            before = known_address(library, each.address, collection=collection)
            for result in _import_address(library, ImportTask(each, collection, before, deps)):
                yield result.model_copy(update={"notes": (*result.notes, *notes)})
                notes = []


def add_feed(
    library: Library, address: str, *, collection: str, fetcher: Fetcher | None = None, room: Quota = UNLIMITED
) -> Iterator[ImportResult]:
    """Import the new and changed entries of the feed at a URL; yield their results in the order of the feed."""
    with Worker() as worker:
        before = known_address(library, address, collection=collection)
        deps = ImportDeps(fetcher or Fetcher(), worker, room)
        yield from _import_address(library, ImportTask(Input(address, address), collection, before, deps, Format.FEED))


def add_document(
    library: Library, data: bytes, *, name: str, collection: str, room: Quota = UNLIMITED
) -> Iterator[ImportResult]:
    """Import an uploaded file; it replaces one that was uploaded before under the same name."""
    address = f"{UPLOAD_PREFIX}{name}"
    with Worker() as worker:
        before = known_address(library, address, collection=collection)
        task = ImportTask(Input(address, name), collection, before, ImportDeps(Fetcher(), worker, room))
        yield from _import_address(library, task, Fetched(data, Origin(address=address)))


def refresh(  # noqa: PLR0913 -- as above
    library: Library,
    articles: Sequence[str] | None = None,
    *,
    collection: str | None = None,
    fetcher: Fetcher | None = None,
    room: Quota = UNLIMITED,
    watch: ProgressCallback = no_progress,
) -> Iterator[ImportResult]:
    """Read the addresses of the articles with these ids again, or of all; yield the results address by address.

    If `collection` is given, only addresses in it are read.
    """
    with Worker() as worker:
        deps = ImportDeps(fetcher or Fetcher(), worker, room)
        for before in watch(readable_addresses(library, articles, collection=collection), "Refreshing articles"):
            each = Input(before.origin.address, before.name)
            results = list(_import_address(library, ImportTask(each, before.collection, before, deps)))
            record_check(library, before, problem=next((result.reason for result in results if result.reason), None))
            yield from results


def _import_address(library: Library, task: ImportTask, fetched: Fetched | None = None) -> Iterator[ImportResult]:
    """Import one address; `fetched` are its bytes if they are at hand already."""
    try:
        fetched = fetched or _fetch(task)
        if task.before and (fetched.data is None or _digest(fetched.data) == task.before.digest):
            record_unchanged(library, task.before, fetched.origin)
            yield ImportResult(outcome=StoreOutcome.UNCHANGED, address=task.input.address)
        else:
            yield from _store(library, task, fetched)
    except (FetchError, UnreadableArticleError, NoRoomError) as error:
        yield _record_failure(library, task, error)


def _fetch(task: ImportTask) -> Fetched:
    address, before = task.input.address, task.before
    if is_url(address):
        etag, last_modified = (before.origin.etag, before.origin.last_modified) if before else (None, None)
        page = task.deps.fetcher.fetch(address, etag=etag, last_modified=last_modified)
        origin = Origin(address=address, etag=page.etag, last_modified=page.last_modified)
        return Fetched(page.data, origin, page.url, page.content_type)
    data = stream_bytes(sys.stdin.buffer, "standard input") if address == STANDARD_INPUT else _read_file(task)
    return Fetched(data, Origin(address=address))


def _read_file(task: ImportTask) -> bytes:
    address, name = task.input
    path = Path(address)
    if not path.exists() and not path.is_symlink():
        missing = name if task.before else address  # who mistyped a path wants to see all of it
        raise FetchError(f"`{missing}` does not exist", "check its path", gone=True)
    return file_bytes(path, name)


def _store(library: Library, task: ImportTask, fetched: Fetched) -> Iterator[ImportResult]:
    data = fetched.data or b""
    name = fetched.url or task.input.name
    if task.only and detect_format(data, name=name, content_type=fetched.content_type) is not task.only:
        raise UnreadableArticleError(f"`{name}` is no {task.only}", f"give the address of a {task.only}")
    document = read(data, name=name, content_type=fetched.content_type, worker=task.deps.worker)
    entries = _by_entry(document.articles, task, name)
    articles = {entry: _with_location(article, task, fetched) for entry, article in entries.items()}
    there = wanted_entries(library, articles, task.input.address, collection=task.collection)
    if articles and not there:
        return
    articles = {entry: article for entry, article in articles.items() if entry in there}
    delivery = ReadBatch(fetched.origin, task.input.name, _digest(data), articles)
    for position, arrival in enumerate(
        store_articles(library, delivery, collection=task.collection, room=task.deps.room)
    ):
        yield ImportResult(
            outcome=arrival.outcome,
            address=task.input.address,
            article=arrival.key,
            notes=() if position else document.notes,
        )


def _by_entry(articles: Sequence[Article], task: ImportTask, name: str) -> dict[str, Article]:
    """The articles by what identifies them at their address; each text from standard input is another article."""
    if task.input.address == STANDARD_INPUT:
        return {article.version.id: article for article in articles}
    return {"" if article.source.id == name else article.source.id: article for article in articles}


def _with_location(article: Article, task: ImportTask, fetched: Fetched) -> Article:
    """The article with the location that quotes show: the URL of a page, the name of a file."""
    is_file = fetched.url is None and task.input.address != STANDARD_INPUT
    location = {"file": task.input.name if is_file else None, "url": article.source.url or fetched.url}
    return article.model_copy(update={"source": article.source.model_copy(update=location)})


def _record_failure(library: Library, task: ImportTask, error: ArticlesError) -> ImportResult:
    is_gone = task.before is not None and isinstance(error, FetchError) and error.gone
    if task.before and is_gone:
        record_gone(library, task.before)
    outcome = StoreOutcome.GONE if is_gone else StoreOutcome.SKIPPED
    return ImportResult(outcome=outcome, address=task.input.address, reason=str(error))


def _digest(data: bytes) -> str:
    return sha256(READERS + data).hexdigest()

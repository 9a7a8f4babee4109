"""How do articles get into the library, and how are they kept up to date? Addresses → bytes → articles → rows.

Each address is imported by itself: if it cannot be read, it is skipped with the reason, and the others are imported.
Bytes that have not changed are not parsed again, so repeating a call does nothing, or finishes what was interrupted.
"""

import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from retrieval.errors import ArticlesError, FetchError, NoRoomError, UnreadableArticleError
from retrieval.import_location import find_pages_of, with_location
from retrieval.import_task import Fetched, ImportDeps, ImportResult, ImportTask
from retrieval.ingest.document.detect import with_charset
from retrieval.ingest.document.document import ParsedDocument
from retrieval.ingest.document.formats import Format
from retrieval.ingest.encoding.decode import is_utf_8
from retrieval.ingest.files import display_name, file_bytes, is_text, name_error, stream_bytes
from retrieval.ingest.inputs import STANDARD_INPUT, UPLOAD_PREFIX, Input, Origin, find_with_notes, is_url
from retrieval.ingest.read import read
from retrieval.ingest.sandbox.parent import Worker
from retrieval.ingest.site.find import BY_CONFIGURATION, SiteOptions
from retrieval.ingest.site.page import SitePage
from retrieval.ingest.web.fetch import Fetcher
from retrieval.library.database import Library
from retrieval.library.feeds import wanted_entries
from retrieval.library.origins import (
    Document,
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
from retrieval.records import Article

READERS: Final = 2  # the version of all readers: increase it when they extract more, so that all is parsed again


def add(  # noqa: PLR0913 -- the options are each by itself
    library: Library,
    arguments: Sequence[str],
    *,
    collection: str,
    fetcher: Fetcher | None = None,
    room: Quota = UNLIMITED,
    encoding: str | None = None,
    site: SiteOptions = BY_CONFIGURATION,
    follow: bool = False,
    watch: ProgressCallback = no_progress,
) -> Iterator[ImportResult]:
    """Import files, folders, patterns, URLs and standard input; yield the results in order, each when it is done.

    `encoding` is that of the texts that are not Unicode; if it is `None`, it is detected. `site` says at which
    addresses the files of folders are published, beyond what the configurations of their generators state. With
    `follow`, links that lead out of their folder are read, too.
    """
    found: dict[Input, bool] = {}
    pages: dict[str, SitePage] = {}
    notes: list[str] = []
    for argument in arguments:
        try:
            inputs, left_out, is_named = find_with_notes(argument, follow=follow)
        except ArticlesError as error:
            shown = display_name(argument)
            yield ImportResult(outcome=StoreOutcome.SKIPPED, address=shown, reason=str(error), is_named=True)
            continue
        found |= {each: is_named or found.get(each, False) for each in inputs}
        published = find_pages_of(argument, inputs, site)
        pages |= published.pages
        notes += [*left_out, *published.notes]
    with Worker() as worker:
        deps = ImportDeps(fetcher or Fetcher(), worker, room, encoding)
        for each in watch(list(found), "Adding articles"):
            for result in _import_input(library, each, collection, deps, pages.get(each.address)):
                yield result.model_copy(update={"notes": (*result.notes, *notes), "is_named": found[each]})
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
    encoding: str | None = None,
    watch: ProgressCallback = no_progress,
) -> Iterator[ImportResult]:
    """Read the addresses of the articles with these ids again, or of all; yield the results address by address.

    If `collection` is given, only addresses in it are read.
    """
    with Worker() as worker:
        deps = ImportDeps(fetcher or Fetcher(), worker, room, encoding)
        for before in watch(readable_addresses(library, articles, collection=collection), "Refreshing articles"):
            each = Input(before.origin.address, before.name)
            task = ImportTask(each, before.collection, before, deps, page=before.page)
            results = list(_import_address(library, task))
            record_check(library, before, problem=next((result.reason for result in results if result.reason), None))
            yield from results


def _import_input(
    library: Library, each: Input, collection: str, deps: ImportDeps, page: SitePage | None
) -> Iterator[ImportResult]:
    """Import one address; a file that was a page of a site stays one, unless it is another now."""
    if not is_text(each.address):
        shown, reason = display_name(each.address), str(name_error(each.name))
        yield ImportResult(outcome=StoreOutcome.SKIPPED, address=shown, reason=reason)
        return
    before = known_address(library, each.address, collection=collection)
    page = page or (before.page if before else None)
    yield from _import_address(library, ImportTask(each, collection, before, deps, page=page))


def _import_address(library: Library, task: ImportTask, fetched: Fetched | None = None) -> Iterator[ImportResult]:
    """Import one address; `fetched` are its bytes if they are at hand already."""
    try:
        fetched = fetched or _fetch(task)
        if task.before and _is_unchanged(fetched, task.before, task):
            record_unchanged(library, task.before, fetched.origin)
            yield ImportResult(outcome=StoreOutcome.UNCHANGED, address=task.input.address)
        else:
            yield from store_fetched(library, task, fetched)
    except (FetchError, UnreadableArticleError, NoRoomError) as error:
        yield _record_failure(library, task, error)


def _fetch(task: ImportTask) -> Fetched:
    address, before = task.input.address, task.before
    if is_url(address):
        is_current = before is not None and before.readers == READERS
        etag, last_modified = (
            (before.origin.etag, before.origin.last_modified) if before and is_current else (None, None)
        )
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


def store_fetched(library: Library, task: ImportTask, fetched: Fetched) -> Iterator[ImportResult]:
    """Read the bytes and store their articles; yield what became of each.

    Raises:
        UnreadableArticleError: there is nothing to quote in them.
        NoRoomError: the collection would exceed its quota.
    """
    document = read(
        fetched.data or b"",
        name=fetched.url or task.input.name,
        content_type=fetched.content_type,
        encoding=task.deps.encoding,
        only=task.only,
        worker=task.deps.worker,
    )
    batch = _batch(library, task, fetched, document)
    if batch is None:
        return
    for position, arrival in enumerate(store_articles(library, batch, collection=task.collection, room=task.deps.room)):
        yield ImportResult(
            outcome=arrival.outcome,
            address=task.input.address,
            article=arrival.key,
            notes=() if position else document.notes,
        )


def _batch(library: Library, task: ImportTask, fetched: Fetched, document: ParsedDocument) -> ReadBatch | None:
    """What is to be stored of a document; `None` where all its articles were removed before."""
    ids = _entry_ids(document.articles, task, fetched.url or task.input.name)
    articles = {
        entry: with_location(article, task, fetched, document.address_keys)
        for entry, article in zip(ids, document.articles, strict=True)
    }
    wanted = wanted_entries(library, articles, task.input.address, collection=task.collection)
    if articles and not wanted:
        return None
    has_removed = len(wanted) < len(articles)  # articles of which no bytes are to be kept
    return ReadBatch(
        origin=fetched.origin,
        name=task.input.name,
        digest=_digest(fetched.data or b""),
        articles={entry: article for entry, article in articles.items() if entry in wanted},
        passages=dict(zip(ids, document.passages, strict=False)),  # none where a document is not split yet
        readers=READERS,
        document=_document(fetched, task.deps.encoding) if fetched.kept is None and not has_removed else None,
        kept=fetched.kept,
        page=task.page,
    )


def _document(fetched: Fetched, encoding: str | None) -> Document:
    """The bytes to keep; an `encoding` that a person has stated is kept as the charset of their `Content-Type`."""
    data, content_type = fetched.data or b"", fetched.content_type
    if encoding:
        content_type = with_charset(content_type, "utf-8" if is_utf_8(data) else encoding)
    return Document(data, fetched.url, content_type)


def _entry_ids(articles: Sequence[Article], task: ImportTask, name: str) -> Sequence[str]:
    """What identifies each article at its address; each text from standard input is another article.

    Raises:
        UnreadableArticleError: what standard input held is another number of articles than before.
    """
    if task.input.address == STANDARD_INPUT and task.entries:
        if len(task.entries) != len(articles):
            problem = f"standard input held {len(task.entries)} articles, and is read as {len(articles)} now"
            raise UnreadableArticleError(problem, "add it again")
        return task.entries
    return [_entry_id(article, task, name) for article in articles]


def _entry_id(article: Article, task: ImportTask, name: str) -> str:
    if task.input.address == STANDARD_INPUT:
        return article.version.id
    return "" if article.source.id == name else article.source.id


def _record_failure(library: Library, task: ImportTask, error: ArticlesError) -> ImportResult:
    is_gone = task.before is not None and isinstance(error, FetchError) and error.gone
    if task.before and is_gone:
        record_gone(library, task.before)
    outcome = StoreOutcome.GONE if is_gone else StoreOutcome.SKIPPED
    return ImportResult(outcome=outcome, address=task.input.address, reason=str(error))


def _is_unchanged(fetched: Fetched, before: KnownAddress, task: ImportTask) -> bool:
    """Whether reading would give what the library has.

    With a stated encoding, the same bytes may be another text, and another page of a site has another address.
    """
    is_same = not task.deps.encoding and task.page == before.page
    return fetched.data is None or (is_same and _digest(fetched.data) == before.digest)


def _digest(data: bytes) -> str:
    return sha256(str(READERS).encode() + data).hexdigest()

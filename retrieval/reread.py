"""How do articles get better when the readers do? The bytes that were read are kept, and are read again.

A better reading is a new version of the same article, or the same text with better blocks. Each document is stored by
itself, so what was interrupted goes on where it was; nothing is fetched.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from retrieval.errors import NoRoomError, UnreadableArticleError
from retrieval.import_task import Fetched, ImportDeps, ImportResult, ImportTask
from retrieval.importer import READERS, refresh, store_fetched
from retrieval.ingest.inputs import Input
from retrieval.ingest.sandbox.parent import Worker
from retrieval.ingest.web.fetch import Fetcher
from retrieval.library.database import Library
from retrieval.library.origins import KeptDocument, has_documents, kept_documents, read_document, record_unreadable
from retrieval.library.store import StoreOutcome
from retrieval.progress import ProgressCallback, no_progress

UNCHANGED: Final = StoreOutcome.UNCHANGED


def reread(
    library: Library,
    articles: Sequence[str] | None = None,
    *,
    outdated: bool = False,
    watch: ProgressCallback = no_progress,
) -> Iterator[ImportResult]:
    """Read the kept bytes of the articles with these ids again, or of all; yield what became of each.

    With `outdated`, only those that were read by the readers of an earlier release. An article whose bytes cannot be
    read any more stays as it is.
    """
    found = kept_documents(library, articles, readers=READERS if outdated else None)
    with Worker() as worker:
        deps = ImportDeps(Fetcher(), worker)  # nothing is fetched, and there is no limit for what is there already
        for each in watch(found, "Reading articles again"):
            yield from _reread_document(library, each, deps)


def reread_and_refresh(
    library: Library,
    articles: Sequence[str] | None = None,
    *,
    fetcher: Fetcher | None = None,
    encoding: str | None = None,
    watch: ProgressCallback = no_progress,
) -> Iterator[ImportResult]:
    """Read the kept bytes that earlier readers have read, then the addresses of the articles with these ids, or of all.

    So nothing is fetched again only because the readers are better. What both left unchanged is yielded once.
    """
    before = [each for each in reread(library, articles, outdated=True, watch=watch) if each.outcome is not UNCHANGED]
    yield from before
    done = {each.address for each in before}
    for each in refresh(library, articles, fetcher=fetcher, encoding=encoding, watch=watch):
        if each.outcome is not UNCHANGED or each.address not in done:
            yield each


def has_outdated(library: Library) -> bool:
    """Whether kept bytes wait to be read by the readers of this release."""
    return has_documents(library, before=READERS)


def _reread_document(library: Library, kept: KeptDocument, deps: ImportDeps) -> Iterator[ImportResult]:
    document = read_document(library, kept.row)
    if document is None:  # its articles have left meanwhile, or were read from other bytes
        return
    known = kept.known
    each = Input(known.origin.address, known.name)
    task = ImportTask(each, known.collection, known, deps, entries=kept.entries, page=known.page)
    fetched = Fetched(document.data, known.origin, document.url, document.content_type, kept.row)
    try:
        yield from store_fetched(library, task, fetched)
    except (UnreadableArticleError, NoRoomError) as error:
        record_unreadable(library, kept.row, readers=READERS)
        yield ImportResult(outcome=StoreOutcome.SKIPPED, address=each.address, reason=str(error))

"""What is known of an address that is imported, what was fetched from it, and what became of it?"""

from collections.abc import Sequence
from typing import NamedTuple

from retrieval.ingest.document.formats import Format
from retrieval.ingest.inputs import Input, Origin
from retrieval.ingest.sandbox.parent import Worker
from retrieval.ingest.site.page import SitePage
from retrieval.ingest.web.fetch import Fetcher
from retrieval.library.origins import KnownAddress
from retrieval.library.quota import UNLIMITED, Quota
from retrieval.library.store import StoreOutcome
from retrieval.records import Record


class ImportResult(Record):
    """What became of one article, or of a whole address if `article`, an id, is `None`.

    Attributes:
        reason: why it was skipped or is gone.
        is_named: whether a person named it, rather than a folder or pattern that it is in.
        notes: problems that did not prevent reading; they are with the first article of an address. The first result
            of all says what else is in the folders that are added, one line for each kind of file.
    """

    outcome: StoreOutcome
    address: str
    article: str | None = None
    reason: str | None = None
    notes: tuple[str, ...] = ()
    is_named: bool = False


class ImportDeps(NamedTuple):
    """What every import needs: to fetch pages, to read documents, and the limits of the library.

    Attributes:
        encoding: that of texts that are not Unicode, as a person states it; `None` where it is detected.
    """

    fetcher: Fetcher
    worker: Worker
    room: Quota = UNLIMITED
    encoding: str | None = None


class ImportTask(NamedTuple):
    """An address to import into a collection.

    Attributes:
        before: what the library knows of the address; `None` if it is new.
        only: the one format that is accepted; `None` if any is.
        entries: what standard input was stored as, if it is read again.
        page: of a site, if the file is one.
    """

    input: Input
    collection: str
    before: KnownAddress | None
    deps: ImportDeps
    only: Format | None = None
    entries: Sequence[str] = ()
    page: SitePage | None = None


class Fetched(NamedTuple):
    """The bytes at an address; `None` if a server says that they have not changed.

    Attributes:
        url: that of a page, after redirects; a file has none.
        content_type: that of a page; a file has none.
        kept: the row id of the document, if the bytes are those that the library keeps.
    """

    data: bytes | None
    origin: Origin
    url: str | None = None
    content_type: str | None = None
    kept: int | None = None

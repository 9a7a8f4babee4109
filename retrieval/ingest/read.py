"""Which articles are in these bytes? The entry point of ingest: the bytes of a file or page → its articles."""

from retrieval.ingest.document.document import ParsedDocument
from retrieval.ingest.document.formats import Format
from retrieval.ingest.sandbox.parent import Worker


def read(  # noqa: PLR0913 -- what is known of a document is each by itself
    data: bytes,
    *,
    name: str,
    content_type: str | None = None,
    encoding: str | None = None,
    only: Format | None = None,
    worker: Worker | None = None,
) -> ParsedDocument:
    """The articles in `data`, split into passages, read by `worker` or by one that is started for this document alone.

    Args:
        data: the bytes of a document.
        name: the file or URL that they are from.
        content_type: what a server states.
        encoding: the encoding of a text that is not Unicode, as a person states it.
        only: the one format that is accepted; `None` if any is.
        worker: the process that reads.

    Raises:
        UnreadableArticleError: there is nothing to quote in `data`.
    """
    if worker:
        return worker.read(data, name=name, content_type=content_type, encoding=encoding, only=only)
    with Worker() as own:
        return own.read(data, name=name, content_type=content_type, encoding=encoding, only=only)

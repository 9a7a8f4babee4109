"""Which articles are in these bytes? The entry point of ingest: the bytes of a file or page → its articles."""

from retrieval.ingest.document.detect import detect_format
from retrieval.ingest.document.document import ParsedDocument
from retrieval.ingest.readers.loader import load_reader
from retrieval.ingest.sandbox.parent import Worker


def read(data: bytes, *, name: str, content_type: str | None = None, worker: Worker | None = None) -> ParsedDocument:
    """The articles in `data`, read from the file or URL `name`; `content_type` is what a server states.

    Formats that a large library parses are read by `worker`, or by one that is started for this document alone.

    Raises:
        UnreadableArticleError: there is nothing to quote in `data`.
    """
    document_format = detect_format(data, name=name, content_type=content_type)
    if not document_format.spec.is_sandboxed:
        return load_reader(document_format)(data, name=name, content_type=content_type)
    if worker:
        return worker.read(data, document_format=document_format, name=name, content_type=content_type)
    with Worker() as own:
        return own.read(data, document_format=document_format, name=name, content_type=content_type)

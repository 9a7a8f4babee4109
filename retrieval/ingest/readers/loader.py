"""Which function reads this format? The one that the format's entry names, imported when it is first needed."""

from importlib import import_module
from typing import Protocol

from retrieval.ingest.document.document import ParsedDocument
from retrieval.ingest.document.formats import Format


class Reader(Protocol):
    """Reads the documents of one format: every reader has this signature."""

    def __call__(self, data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:
        """The articles in `data`, read from the file or URL `name`; `content_type` is what a server states.

        Raises:
            UnreadableArticleError: there is nothing to quote in `data`.
        """


def load_reader(document_format: Format) -> Reader:
    """The reader of a format; its parsing library is imported with it, which may take a second."""
    module, _, function = document_format.spec.reader.partition(":")
    reader: Reader = getattr(import_module(module), function)
    return reader

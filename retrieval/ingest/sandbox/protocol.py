"""What do the program and the process that parses documents for it say to each other? One line of JSON each way.

{"document_format", "name", "size", …}, then `size` bytes  →  {"articles", "notes"} or {"problem", "hint"}
"""

from retrieval.ingest.document.formats import Format
from retrieval.records import Article, Record

MEMORY = 1_500_000_000  # bytes of address space, libraries included


class ReadRequest(Record):
    """A document to read: `size` bytes follow.

    It may take `seconds` of processor time and `memory` bytes of address space.
    """

    document_format: Format
    name: str
    content_type: str | None
    size: int
    seconds: float
    memory: int


class ReadResponse(Record):
    """What was read; or the `problem`, one line for a person, and a hint how to solve it."""

    articles: tuple[Article, ...] = ()
    notes: tuple[str, ...] = ()
    problem: str | None = None
    hint: str = ""

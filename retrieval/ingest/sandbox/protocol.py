"""What passes between the program and the process that reads a document for it? One line of JSON each way.

{"kind", "name", "type", "size", …} and as many bytes  →  {"articles", "notes"} or {"problem", "hint"}
"""

from retrieval.ingest.document.detect import Format
from retrieval.records import Article, Record

MEMORY = 1_500_000_000  # bytes of address space, libraries and all


class Request(Record):
    """A document to read: `size` bytes follow."""

    kind: Format
    name: str
    type: str | None
    size: int
    seconds: float
    memory: int


class Outcome(Record):
    """What was read; or the `problem`, one line for a person, and what to do about it."""

    articles: tuple[Article, ...] = ()
    notes: tuple[str, ...] = ()
    problem: str | None = None
    hint: str = ""

"""What do the program and the process that reads documents for it say to each other? One line of JSON each way.

{"document_format", "name", "size", …}, then `size` bytes  →  {"articles", "passages", …} or {"problem", "hint"}
"""

import os
from collections.abc import Sequence
from typing import NamedTuple

from pydantic import Field

from retrieval.ingest.document.formats import Format
from retrieval.records import Article, Passage, Record, Span

MOST_MEMORY = 1_500_000_000  # bytes of address space, libraries included
LEAST_MEMORY = 600_000_000  # the libraries take 420 MB, most of them for the language of a text


class ReadRequest(Record):
    """A document to read: `size` bytes follow.

    It may take `seconds` of processor time and `memory` bytes of address space.

    Attributes:
        only: the one format that is accepted; `None` if any is.
        encoding: the encoding of text that is not Unicode, as a person states it.
    """

    only: Format | None
    name: str
    content_type: str | None
    encoding: str | None
    size: int
    seconds: float
    memory: int


Ranges = tuple[tuple[int, int], ...]
"""Half-open ranges of a version's code points."""


class SplitPassage(NamedTuple):
    """A passage without its article, which would be sent with each of them."""

    sentences: Ranges
    section: tuple[str, ...]
    lead_in: Ranges

    def of(self, article: Article) -> Passage:
        """The passage of its article."""
        sentences, lead_in = _spans(self.sentences), _spans(self.lead_in)
        return Passage.model_construct(article=article, sentences=sentences, section=self.section, lead_in=lead_in)


def split_passage(passage: Passage) -> SplitPassage:
    """A passage without its article."""
    return SplitPassage(_ranges(passage.sentences), passage.section, _ranges(passage.lead_in))


def _ranges(spans: Sequence[Span]) -> Ranges:
    return tuple((span.start, span.end) for span in spans)


def _spans(ranges: Ranges) -> tuple[Span, ...]:
    return tuple(Span(start=start, end=end) for start, end in ranges)


class ReadResponse(Record):
    """What was read; or the `problem`, one line for a person, and a hint how to solve it.

    Attributes:
        passages: those of each article.
        address_keys: what front matter says of the page's address.
    """

    articles: tuple[Article, ...] = ()
    passages: tuple[tuple[SplitPassage, ...], ...] = ()
    notes: tuple[str, ...] = ()
    address_keys: dict[str, str] = Field(default_factory=dict)
    problem: str | None = None
    hint: str = ""


def usual_memory() -> int:
    """How many bytes of address space the reading process may have: half of what the machine has, within bounds."""
    try:
        physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # Windows has no such function
        return MOST_MEMORY
    return max(LEAST_MEMORY, min(MOST_MEMORY, physical // 2))

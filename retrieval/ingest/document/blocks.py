"""How do the paragraphs of a document become an article? Parted by blank lines they are the version that is quoted.

For formats whose own bytes no reader sees (HTML, PDF, Word, feeds): the offsets are those of the text made here.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.boilerplate import own_words
from retrieval.ingest.document.header import read_head
from retrieval.ingest.document.stated import Stated, article_of
from retrieval.records import Article, Span, Version

GAP = "\n\n"


class Block(NamedTuple):
    """A paragraph of a document, and what its format says of it.

    `pages` are the offsets in `text` at which pages begin.
    """

    text: str
    is_heading: bool = False
    is_note: bool = False  # a caption, a credit, a footnote
    pages: tuple[int, ...] = ()


def compose(blocks: Sequence[Block], stated: Stated, *, name: str) -> Article:
    """The article that `blocks`, none of them blank, make; what is `stated` goes before what the text's head says.

    Raises:
        UnreadableArticleError: none of the blocks may be quoted.
    """
    text = GAP.join(block.text for block in blocks)
    starts = _starts(blocks)
    head = read_head(text)
    version = Version(
        text=text,
        quotable=_quotable(text, blocks, starts, head.body[0].start if head.body else len(text)),
        pages=tuple(start + page for start, block in zip(starts, blocks, strict=True) for page in block.pages),
    )
    if not version.quotable:
        raise UnreadableArticleError(f"`{name}` holds no text that could be quoted", "give an article of sentences")
    heading = Stated(title=next((_line(block) for block in blocks if block.is_heading), None))
    return article_of(version, stated.or_else(heading).or_else(head.stated), name=name)


def _starts(blocks: Sequence[Block]) -> list[int]:
    starts, at = [], 0
    for block in blocks:
        starts.append(at)
        at += len(block.text) + len(GAP)
    return starts


def _quotable(text: str, blocks: Sequence[Block], starts: Sequence[int], begin: int) -> tuple[Span, ...]:
    """The blocks from `begin` on that are the article's own words."""
    placed = [(span, block) for span, block in _from(begin, blocks, starts) if not block.is_note]
    headings = {span.start for span, block in placed if block.is_heading}
    return tuple(span for span in own_words(text, [span for span, _ in placed]) if span.start not in headings)


def _from(begin: int, blocks: Sequence[Block], starts: Sequence[int]) -> Iterator[tuple[Span, Block]]:
    for start, block in zip(starts, blocks, strict=True):
        if start + len(block.text) > begin:
            yield Span(start=max(start, begin), end=start + len(block.text)), block


def _line(block: Block) -> str:
    return " ".join(block.text.split())

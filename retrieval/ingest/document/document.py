"""How do the paragraphs of a document become an article? Parted by blank lines they are the version that is quoted.

For formats whose own bytes no reader sees (HTML, PDF, Word, feeds): the offsets are those of the text made here.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from retrieval.analysis.language import LANGUAGES, language_of
from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.boilerplate import own_words
from retrieval.ingest.document.header import read_head
from retrieval.ingest.document.metadata import Stated, host
from retrieval.records import Article, Source, Span, Version

GAP = "\n\n"


TELLING = 300  # characters of a text that tell its language better than what is stated of it


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


def article_of(version: Version, stated: Stated, *, name: str) -> Article:
    """The article that `name`, a file or a web address, holds."""
    source = Source(
        id=name,
        version=version.id,
        title=stated.title,
        publisher=stated.publisher,
        published=stated.published,
        url=_address(stated.url, name),
        file=None if host(name) else name,
    )
    language = _language(stated.language, version.quoted)
    return Article(source=source, version=version, author=stated.author, language=language)


def _language(stated: str | None, text: str) -> str:
    """The language that the text shows, for templates often state another; what is stated, where the text is short."""
    if stated and (len(text) < TELLING or stated not in LANGUAGES):
        return stated
    return language_of(text)


def _address(stated: str | None, name: str) -> str | None:
    """The address that quotes link to; a page may speak for its own host only, or it could pass for another's."""
    here = host(name)
    return stated if stated and here in {None, host(stated)} else name if here else None


class Reading(NamedTuple):
    """The articles that were read (a feed gives several), and one line for each thing that needs a word."""

    articles: tuple[Article, ...]
    notes: tuple[str, ...] = ()

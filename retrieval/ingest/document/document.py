"""How do the blocks of a document become an article? Joined by blank lines, they are the version that is quoted.

For formats whose bytes are not what a reader sees (HTML, PDF, Word, feeds): offsets are those of the joined text.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from retrieval.analysis.language import LANGUAGES, language_of
from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.boilerplate import article_paragraphs
from retrieval.ingest.document.header import parse_header
from retrieval.ingest.document.metadata import SourceMetadata, host_of
from retrieval.records import Article, Source, Span, Version

SEPARATOR = "\n\n"
DETECTABLE = 300  # characters from which on the language of a text is detected more reliably than it is stated


class ParsedDocument(NamedTuple):
    """The articles of a file or page (a feed has several), and a note for each problem that did not prevent reading."""

    articles: tuple[Article, ...]
    notes: tuple[str, ...] = ()


class Block(NamedTuple):
    """A paragraph or heading of a document, with what its format marks it as.

    `pages` are the offsets in `text` at which pages begin, in order.
    """

    text: str
    is_heading: bool = False
    is_note: bool = False  # a caption, a credit, a footnote
    pages: tuple[int, ...] = ()


def compose(blocks: Sequence[Block], metadata: SourceMetadata, *, name: str) -> Article:
    """The article that `blocks` make, none of them blank; `metadata` takes precedence over what the text states.

    Raises:
        UnreadableArticleError: none of the blocks can be quoted.
    """
    text = SEPARATOR.join(block.text for block in blocks)
    starts = _starts(blocks)
    header = parse_header(text)
    version = Version(
        text=text,
        quotable=_quotable(text, blocks, starts, header.body[0].start if header.body else len(text)),
        pages=tuple(start + page for start, block in zip(starts, blocks, strict=True) for page in block.pages),
    )
    if not version.quotable:
        raise UnreadableArticleError(f"`{name}` holds no text that could be quoted", "give an article of sentences")
    heading = SourceMetadata(title=next((_one_line(block.text) for block in blocks if block.is_heading), None))
    return build_article(version, metadata.or_else(heading).or_else(header.metadata), name=name)


def build_article(version: Version, metadata: SourceMetadata, *, name: str) -> Article:
    """The article with this version and metadata; `name` is the file or URL that it was read from."""
    source = Source(
        id=name,
        version=version.id,
        title=metadata.title,
        publisher=metadata.publisher,
        published=metadata.published,
        url=_url(metadata.url, name),
        file=None if host_of(name) else name,
    )
    language = _language(metadata.language, version.quoted)
    return Article(source=source, version=version, author=metadata.author, language=language)


def _starts(blocks: Sequence[Block]) -> list[int]:
    """The offset of each block in the joined text."""
    starts, offset = [], 0
    for block in blocks:
        starts.append(offset)
        offset += len(block.text) + len(SEPARATOR)
    return starts


def _quotable(text: str, blocks: Sequence[Block], starts: Sequence[int], body_start: int) -> tuple[Span, ...]:
    """The blocks from `body_start` on that are neither notes nor headings nor boilerplate."""
    body = [(span, block) for span, block in _spans_from(body_start, blocks, starts) if not block.is_note]
    headings = {span.start for span, block in body if block.is_heading}
    return tuple(span for span in article_paragraphs(text, [span for span, _ in body]) if span.start not in headings)


def _spans_from(body_start: int, blocks: Sequence[Block], starts: Sequence[int]) -> Iterator[tuple[Span, Block]]:
    for start, block in zip(starts, blocks, strict=True):
        if start + len(block.text) > body_start:
            yield Span(start=max(start, body_start), end=start + len(block.text)), block


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _language(stated: str | None, text: str) -> str:
    """The detected language, since templates often state a wrong one; the stated one if the text is short.

    A language that cannot be detected is believed.
    """
    if stated and (len(text) < DETECTABLE or stated not in LANGUAGES):
        return stated
    return language_of(text)


def _url(stated: str | None, name: str) -> str | None:
    """The URL that quotes link to; a page may state one of its own host only, or it could pass for another site."""
    own_host = host_of(name)
    if stated and own_host in {None, host_of(stated)}:
        return stated
    return name if own_host else None

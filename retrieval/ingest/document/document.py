"""How do the blocks of a document become an article? Joined by blank lines, they are the text that is quoted.

For formats whose bytes are not what a reader sees (HTML, PDF, Word, feeds): offsets are those of the joined text.
"""

from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from itertools import accumulate
from types import MappingProxyType
from typing import NamedTuple

import regex

from retrieval.analysis.language import LANGUAGES, language_of
from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.boilerplate import article_blocks
from retrieval.ingest.document.header import parse_header
from retrieval.ingest.document.metadata import SourceMetadata, host_of
from retrieval.records import Article, Block, BlockKind, Passage, Setting, Source, Span, Version

SEPARATOR = "\n\n"
ROW_SEPARATOR = "\n"
CELL_SEPARATOR = "\t"
SURROGATE = regex.compile(r"\p{Cs}")  # half of a character, which no encoding can store
DETECTABLE = 300  # characters from which on the language of a text is detected more reliably than it is stated


class ParsedDocument(NamedTuple):
    """The articles of a file or page (a feed has several), and a note for each problem that did not prevent reading.

    Attributes:
        passages: those of each article, in order; empty until the articles are split, which readers do not do.
        address_keys: what front matter says of the page's address, as in `FrontMatter`.
    """

    articles: tuple[Article, ...]
    notes: tuple[str, ...] = ()
    passages: tuple[tuple[Passage, ...], ...] = ()
    address_keys: Mapping[str, str] = MappingProxyType({})


class ParsedBlock(NamedTuple):
    """A block as a reader finds it, before its place in the article's text is known; fields as in `Block`.

    Attributes:
        cells: the cells of a row as half-open ranges of `text`; `row_block` makes them.
        pages: the offsets in `text` at which pages begin, in order.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    setting: Setting | None = None
    anchor: str | None = None
    marker: str | None = None
    language: str | None = None
    cells: tuple[tuple[int, int], ...] = ()
    is_header: bool = False
    pages: tuple[int, ...] = ()

    @property
    def is_heading(self) -> bool:
        """Whether this is a heading."""
        return self.kind is BlockKind.HEADING


def row_block(cells: Sequence[str], *, is_header: bool = False, setting: Setting | None = None) -> ParsedBlock:
    """The row of a table with these cells, each in one line; tabs stand between them."""
    lines = [_one_line(cell) for cell in cells]
    starts = accumulate((len(line) + len(CELL_SEPARATOR) for line in lines[:-1]), initial=0)
    ranges = tuple((start, start + len(line)) for start, line in zip(starts, lines, strict=False))
    return ParsedBlock(CELL_SEPARATOR.join(lines), BlockKind.ROW, cells=ranges, is_header=is_header, setting=setting)


def compose(
    blocks: Sequence[ParsedBlock], metadata: SourceMetadata, *, name: str, marks_headings: bool = True
) -> Article:
    """The article that `blocks` make, none of them blank; `metadata` takes precedence over what the text states.

    Without `marks_headings`, the format has no mark for headings, and what looks like one is taken for one.

    Raises:
        UnreadableArticleError: none of the blocks is prose or the row of a table.
    """
    text, starts = _join(blocks)
    header = parse_header(text, _after_headings(blocks, starts), guesses_title=not marks_headings)
    body = list(_placed_from(header.body[0].start if header.body else len(text), blocks, starts))
    version = Version(
        text=text,
        blocks=article_blocks(text, body, marks_headings=marks_headings),
        pages=tuple(start + page for start, block in zip(starts, blocks, strict=True) for page in block.pages),
    )
    if not version.quotable and not any(block.kind is BlockKind.ROW for block in version.blocks):
        raise UnreadableArticleError(f"`{name}` holds no text that could be quoted", "give an article of sentences")
    titles = (_one_line(block.text) for block in blocks if block.is_heading and block.level <= 1)
    heading = SourceMetadata(title=next(titles, None))
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
    language = _language(metadata.language, _prose(version))
    return Article(source=source, version=version, author=metadata.author, language=language)


def _join(blocks: Sequence[ParsedBlock]) -> tuple[str, list[int]]:
    """The text of the article, and the offset of each block in it."""
    text, starts, before = StringIO(), [], None
    for block in blocks:
        is_next_row = before is not None and before.kind is block.kind is BlockKind.ROW and not block.is_header
        text.write("" if before is None else ROW_SEPARATOR if is_next_row else SEPARATOR)
        starts.append(text.tell())
        text.write(SURROGATE.sub("\ufffd", block.text))
        before = block
    return text.getvalue(), starts


def _after_headings(blocks: Sequence[ParsedBlock], starts: Sequence[int]) -> int:
    """The offset of the first block that is no heading."""
    return next((start for start, block in zip(starts, blocks, strict=True) if not block.is_heading), 0)


def _placed_from(body_start: int, blocks: Sequence[ParsedBlock], starts: Sequence[int]) -> Iterator[Block]:
    """The blocks at their place in the article's text, from `body_start` on, which may be inside one."""
    for start, block in zip(starts, blocks, strict=True):
        end = start + len(block.text)
        if end > body_start or block.is_heading:
            yield Block(
                start=start if block.is_heading else max(start, body_start),
                end=end,
                kind=block.kind,
                level=block.level,
                setting=block.setting,
                anchor=block.anchor,
                marker=block.marker,
                language=block.language,
                cells=tuple(Span(start=start + first, end=start + last) for first, last in block.cells),
                is_header=block.is_header,
            )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _prose(version: Version) -> str:
    """The quotable text without code, whose words are English in any language; with it where there is no other."""
    prose = (block.of(version.text) for block in version.quotable if block.kind is not BlockKind.CODE)
    return "\n".join(prose) or version.quoted


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

"""The words of this project, as frozen records: what flows from an article to an answer.

One word for one thing, everywhere:

    article     a text with a title and an origin
    version     the article's text as read at one time, named by the SHA-256 of that text; never changed
    span        a range of a version's characters
    block       a heading, paragraph, list item, row, piece of code … of a version: a span that knows what it is
    sentence    the smallest span that is quoted
    passage     consecutive whole sentences of a version, the unit that BM25 scores
    term        the normalized form that two words share when they match
    question    what a person asked
    candidate   a passage that shares a term with the question, with its BM25 score
    quote       whole sentences and blocks of a version, as shown: one or more spans, with a short id
    statement   what a sentence says; two are the same when they share a quotation or nearly all their words
    answer      the quotes for a question, best first, or the refusal with its reason

Every offset counts code points, and every range is half-open: `text[start:end]`.
"""

from bisect import bisect_right
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Final

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen, validated record; unknown fields are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Record):
    """A range of a version's code points, half-open."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` in this span."""
        return text[self.start : self.end]

    def within(self, other: "Span") -> bool:
        """Whether this span lies entirely in `other`."""
        return other.start <= self.start and self.end <= other.end


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # of a list
    TERM = "term"  # of a definition list
    DEFINITION = "definition"
    CODE = "code"
    ROW = "row"  # of a table
    CAPTION = "caption"  # of a picture, a table or a listing; also credits and footnotes


class Setting(StrEnum):
    """What a block stands in, where that is more than the running text."""

    ADMONITION = "admonition"  # a note, tip or warning that is set apart
    QUOTATION = "quotation"
    ASIDE = "aside"  # beside the article's text


NEVER_QUOTED: Final = frozenset((BlockKind.HEADING, BlockKind.CAPTION))
"""The kinds of blocks that are no answer; a heading is named with the quotes below it."""


class Block(Span):
    """A span of a version that is one heading, paragraph, list item, row or piece of code.

    A list item with several paragraphs is several blocks: an item, then paragraphs of the same `level`.

    Attributes:
        level: of a heading, 1 to 6; of any other block, the number of lists that it stands in.
        anchor: the fragment of a URL that leads to the block, without "#".
        marker: the number of a list item as shown, such as "3."; `None` in a list without numbers.
        language: the programming language of code, as its source states it.
        cells: the cells of a row, in order; empty ones are empty spans.
        is_header: whether a row holds the names of the columns.
    """

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    setting: Setting | None = None
    anchor: str | None = None
    marker: str | None = None
    language: str | None = None
    cells: tuple[Span, ...] = ()
    is_header: bool = False

    @property
    def is_quotable(self) -> bool:
        """Whether its sentences, or the whole of it, may be quoted."""
        return self.kind not in NEVER_QUOTED and self.setting is not Setting.ASIDE


class Version(Record):
    """An article's text as read at one time, and its structure.

    Attributes:
        blocks: in order and disjoint; text outside of them, such as boilerplate, is no part of the article.
        pages: the offset at which each page begins; empty where the article has no pages.
    """

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[int, ...] = ()

    @property
    def quotable(self) -> tuple[Block, ...]:
        """The blocks that may be quoted."""
        return tuple(block for block in self.blocks if block.is_quotable)

    @property
    def quoted(self) -> str:
        """The quotable text, one paragraph a line."""
        return "\n".join(span.of(self.text) for span in self.quotable)

    @property
    def id(self) -> str:
        """The SHA-256 of the text in UTF-8, in hexadecimal."""
        return sha256(self.text.encode()).hexdigest()

    def page_at(self, offset: int) -> int | None:
        """The page that the character at `offset` is on, counted from 1; `None` where there are no pages."""
        return bisect_right(self.pages, offset) or None


class Source(Record):
    """Where a quote comes from, as the article states it; `None` where it does not state it."""

    id: str
    version: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    file: str | None = None
    page: int | None = None


class Article(Record):
    """A text with its source, its author if stated, and its language as an ISO 639-1 code.

    `also_at` are the names of the other files and pages with the same text.
    """

    source: Source
    version: Version
    author: str | None = None
    language: str = "en"
    also_at: tuple[str, ...] = ()

    def source_at(self, offset: int) -> Source:
        """The source, with the page that the character at `offset` is on."""
        page = self.version.page_at(offset)
        return self.source.model_copy(update={"page": page}) if page else self.source


class Passage(Record):
    """Consecutive whole sentences, rows or pieces of code of one section of an article, in order.

    Attributes:
        section: the headings above it, the outermost first.
        lead_in: what announces its first sentence, and the names of a table's columns, where they stand before it.
    """

    article: Article
    sentences: tuple[Span, ...]
    section: tuple[str, ...] = ()
    lead_in: tuple[Span, ...] = ()

    @property
    def span(self) -> Span:
        """The span from the first sentence's start to the last one's end."""
        return Span(start=self.sentences[0].start, end=self.sentences[-1].end)

    @property
    def text(self) -> str:
        """The characters of the passage, exactly as in the article."""
        return self.article.version.text[self.sentences[0].start : self.sentences[-1].end]

    @property
    def lead_in_text(self) -> str:
        """The characters of what announces the passage."""
        return " ".join(span.of(self.article.version.text) for span in self.lead_in)

    @property
    def section_below_title(self) -> tuple[str, ...]:
        """The headings above it without the article's title, if that is the first of them."""
        return self.section[1:] if self.section[:1] == (self.article.source.title,) else self.section


class Candidate(Record):
    """A passage that shares a term with the question; `score` is its BM25 score, greater than 0."""

    passage: Passage
    score: float

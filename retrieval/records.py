"""The words of this project, as frozen records: what flows from article to answer.

One word for one thing, everywhere:

    article     a text with a title and an origin
    version     the article's text as read at one time, named by the SHA-256 of that text
    sentence    the smallest stretch of a version that is ever quoted
    passage     a run of whole sentences of a version, the unit that BM25 scores
    term        what two words have in common when they count as the same word
    question    what a person asked
    candidate   a passage that shares a term with the question, with its BM25 score
    quote       the run of whole sentences of a version that is shown
    statement   what a sentence says; two are the same when they share a quotation or nearly all their words
    answer      the quotes for a question, best first, or the refusal with its reason

Every offset counts code points, and every stretch is half-open: `text[start:end]`.
"""

from base64 import b32encode
from bisect import bisect_right
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

ID_LENGTH: Final = 8  # characters of base32 in a quote's id: a trillion of ids


class Record(BaseModel):
    """A frozen record that knows no other fields than its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Record):
    """A stretch of a version, in code points, half-open."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` in this stretch."""
        return text[self.start : self.end]

    def within(self, other: "Span") -> bool:
        """Whether `other` holds all of this stretch."""
        return other.start <= self.start and self.end <= other.end


class Version(Record):
    """An article's text as read at one time, and which stretches of it may be quoted.

    `quotable` is in order and without overlap: one stretch a paragraph, page furniture, credits and headings left out.
    `pages` are the offsets at which the pages begin, none where the article has no pages.
    """

    text: str
    quotable: tuple[Span, ...]
    pages: tuple[int, ...] = ()

    @property
    def quoted(self) -> str:
        """All that may be quoted, a paragraph a line."""
        return "\n".join(span.of(self.text) for span in self.quotable)

    @property
    def id(self) -> str:
        """The SHA-256 of the text (UTF-8), in hexadecimal."""
        return sha256(self.text.encode()).hexdigest()

    def page_at(self, offset: int) -> int | None:
        """The page, counted from 1, that the character at `offset` stands on; `None` where there are no pages."""
        return bisect_right(self.pages, offset) or None


class Source(Record):
    """Where a quote comes from: what the article states of itself, `None` where it states nothing."""

    id: str
    version: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    file: str | None = None
    page: int | None = None


class Article(Record):
    """A text with its source, its author where it states one, and its language, as in ISO 639-1."""

    source: Source
    version: Version
    author: str | None = None
    language: str = "en"

    def source_at(self, offset: int) -> Source:
        """The source with the page that the character at `offset` stands on."""
        page = self.version.page_at(offset)
        return self.source.model_copy(update={"page": page}) if page else self.source


class Passage(Record):
    """A run of whole sentences of one article, in order."""

    article: Article
    sentences: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """From the first sentence's start to the last one's end."""
        return Span(start=self.sentences[0].start, end=self.sentences[-1].end)

    @property
    def text(self) -> str:
        """The passage's characters, as they stand in the article."""
        return self.article.version.text[self.sentences[0].start : self.sentences[-1].end]


class Candidate(Record):
    """A passage that shares a term with the question; `score` is its BM25 score, above 0."""

    passage: Passage
    score: float


class AlsoIn(Record):
    """Where else a quote's statement stands."""

    start: int
    end: int
    article: Source


class Quote(Record):
    """Whole sentences, exactly as they stand in `article`; `highlight` is the sentence that answers."""

    id: str
    text: str
    start: int
    end: int
    highlight: tuple[int, int]
    article: Source
    also_in: tuple[AlsoIn, ...] = ()


def quote_id(version: str, start: int, end: int) -> str:
    """The id of the quote that is this stretch of a version, always the same."""
    key = sha256(f"{version}:{start}:{end}".encode()).digest()
    return b32encode(key).decode()[:ID_LENGTH]


class Refusal(StrEnum):
    """Why there are no quotes."""

    NOT_A_QUESTION = "not a question"  # a greeting, thanks, or talk to the bot itself
    NOT_FOUND = "not found"  # the articles do not hold the answer


class Answer(Record):
    """The quotes for a question, best first; or none, and the reason.

    `searched_for` is the question as mended, or as continued from the one before, `None` when it was searched for as
    asked. `known_terms` and `unknown_terms` are the question's own words, in its order, by whether any article has
    them. `read_as` are those of the unknown ones that were read as words that the articles have, with these words, or
    with nothing where they only ask. `suggestions` are words of the articles that are near the others.
    """

    question: str
    answered: bool
    quotes: tuple[Quote, ...] = ()
    searched_for: str | None = None
    known_terms: tuple[str, ...] = ()
    unknown_terms: tuple[str, ...] = ()
    refusal: Refusal | None = Field(default=None, exclude=True)
    read_as: tuple[tuple[str, str], ...] = Field(default=(), exclude=True)
    suggestions: tuple[str, ...] = Field(default=(), exclude=True)

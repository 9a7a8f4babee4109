"""What is an answer? Quotes, each the spans of one version with a short id; or the refusal, with its reason.

Like `records.py`, frozen records: those of articles stand there, with the words of all.
"""

from base64 import b32encode
from collections.abc import Sequence
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise
from typing import Any, Final, Self
from urllib.parse import quote as percent_encoded

from pydantic import Field, model_validator

from retrieval.records import Block, Record, Source, Span

ID_LENGTH: Final = 8  # characters of base32 in a quote's id: 2^40, a trillion ids

_IN_FRAGMENT = "!$&'()*+,;=:@/?"


class AlsoIn(Record):
    """Another sentence that makes a quote's statement, by its span and article."""

    start: int
    end: int
    article: Source


class QuoteSpan(Span):
    """A span of a quote with its text, exactly as in the version.

    `touches` is whether only white space separates it from the span before; between others, text is left out.
    """

    text: str
    touches: bool = Field(default=False, exclude=True)


def section_link(source: Source, anchor: str | None = None) -> str | None:
    """The address of a source's page in a PDF, or of its section, whose heading has the `anchor`; `None` without a URL.

    A fragment that the URL has already stays, unless a page is named (RFC 8118, section 3).
    """
    if not source.url:
        return None
    address, _, fragment = source.url.partition("#")
    if source.page:
        return f"{address}#page={source.page}"
    fragment = fragment or percent_encoded(anchor or "", safe=_IN_FRAGMENT)
    return f"{address}#{fragment}" if fragment else address


def _only_span(fields: dict[str, Any]) -> tuple[QuoteSpan, ...]:
    return (QuoteSpan(start=fields["start"], end=fields["end"], text=fields["text"]),)


def _page_link(fields: dict[str, Any]) -> str | None:
    return section_link(fields["article"])


class Quote(Record):
    """Whole sentences and blocks, exactly as in one version of `article`.

    Attributes:
        text, start, end: the span that answers.
        highlight: the offsets of the sentence in it that answers, half-open.
        section: the headings above it, the outermost first, without the article's title.
        spans: all that is shown, in order and disjoint; if not given, nothing but the span that answers.
        link: the address of its section, or of its page in a PDF; `None` where the article has no URL. If not given,
            that of the article or page.
        blocks: the blocks of the version that the spans are in, where they are known, so that code is shown as code.
    """

    id: str
    text: str
    start: int
    end: int
    highlight: tuple[int, int]
    article: Source
    section: tuple[str, ...] = ()
    spans: tuple[QuoteSpan, ...] = Field(default_factory=_only_span)
    also_in: tuple[AlsoIn, ...] = ()
    link: str | None = Field(default_factory=_page_link)
    blocks: tuple[Block, ...] = Field(default=(), exclude=True)

    @model_validator(mode="after")
    def _check_spans(self) -> Self:
        if not any(map(self.is_answering, self.spans)):
            raise ValueError("the span that answers is none of the quote's spans")
        if any(before.end > after.start for before, after in pairwise(self.spans)):
            raise ValueError("the spans of a quote are not in order, or they overlap")
        return self

    def is_answering(self, span: QuoteSpan) -> bool:
        """Whether `span`, one of the quote's, is the one that answers."""
        return (span.start, span.end, span.text) == (self.start, self.end, self.text)

    def is_exact(self, text: str) -> bool:
        """Whether `text`, a version's, has exactly the quote's characters at its offsets."""
        return text[self.start : self.end] == self.text and all(span.of(text) == span.text for span in self.spans)


def quote_spans(text: str, spans: Sequence[Span]) -> tuple[QuoteSpan, ...]:
    """These spans of a version's `text`, in order and disjoint, as a quote shows them."""
    ends = [None, *(span.end for span in spans)]
    return tuple(
        QuoteSpan(
            start=span.start,
            end=span.end,
            text=span.of(text),
            touches=end is not None and not text[end : span.start].strip(),
        )
        for end, span in zip(ends, spans, strict=False)
    )


def blocks_with(blocks: Sequence[Block], spans: Sequence[Span]) -> tuple[Block, ...]:
    """Those of a version's blocks that one of the spans reaches into, in order."""
    return tuple(block for block in blocks if any(span.start < block.end and block.start < span.end for span in spans))


def quote_id(version: str, spans: Sequence[Span | AlsoIn]) -> str:
    """The id of a quote, a function of its version and spans alone: 8 characters of base32 of their SHA-256."""
    offsets = ",".join(f"{span.start}:{span.end}" for span in spans)
    key = sha256(f"{version}:{offsets}".encode()).digest()
    return b32encode(key).decode()[:ID_LENGTH]


class Refusal(StrEnum):
    """Why there are no quotes."""

    NOT_A_QUESTION = "not a question"  # a greeting, thanks, or talk to the bot itself
    NOT_FOUND = "not found"  # the articles do not hold the answer


class Answer(Record):
    """The quotes for a question, best first; or none, and the reason.

    Attributes:
        question: the message with the question, on one line.
        asked: what is asked in it, without courtesies and what a chat puts in; empty where it is the whole message.
        further: questions of the message that were not answered, for one is answered at a time.
        nearest: of a refusal, what comes nearest, best first, if that was asked for; it may not answer the question.
        searched_for: the question with its spelling corrected or its context added; `None` when searched for as asked.
        known_terms: the words of the question that some article has, in its order.
        unknown_terms: the words of the question that no article has, in its order.
        read_as: pairs of an unknown word as asked and its correction, which is empty when it is a stop word.
        suggestions: words of the articles that are spelt like the unknown words without a correction.
        has_nearest: whether the question is refused although a passage shares words with it: what `nearest` would have.
    """

    question: str
    answered: bool
    quotes: tuple[Quote, ...] = ()
    nearest: tuple[Quote, ...] = ()
    searched_for: str | None = None
    known_terms: tuple[str, ...] = ()
    unknown_terms: tuple[str, ...] = ()
    asked: str = Field(default="", exclude=True)
    further: tuple[str, ...] = Field(default=(), exclude=True)
    refusal: Refusal | None = Field(default=None, exclude=True)
    read_as: tuple[tuple[str, str], ...] = Field(default=(), exclude=True)
    suggestions: tuple[str, ...] = Field(default=(), exclude=True)
    has_nearest: bool = Field(default=False, exclude=True)

    @property
    def shown(self) -> tuple[Quote, ...]:
        """All quotes that are shown: those that answer, else what comes nearest."""
        return self.quotes or self.nearest

    @property
    def asked_text(self) -> str:
        """What was asked, in the words of the message."""
        return self.asked or self.question

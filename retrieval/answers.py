"""What is an answer? Quotes, each the spans of one version with a short id; or the refusal, with its reason.

Like `records.py`, frozen records: those of articles stand there, with the words of all.
"""

from base64 import b32encode
from collections.abc import Sequence
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise
from typing import Any, Final, Self

from pydantic import Field, model_validator

from retrieval.records import Record, Source, Span

ID_LENGTH: Final = 8  # characters of base32 in a quote's id: 2^40, a trillion ids


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


def _only_span(fields: dict[str, Any]) -> tuple[QuoteSpan, ...]:
    return (QuoteSpan(start=fields["start"], end=fields["end"], text=fields["text"]),)


class Quote(Record):
    """Whole sentences and blocks, exactly as in one version of `article`.

    Attributes:
        text, start, end: the span that answers.
        highlight: the offsets of the sentence in it that answers, half-open.
        section: the headings above it, the outermost first, without the article's title.
        spans: all that is shown, in order and disjoint; if not given, nothing but the span that answers.
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
        searched_for: the question with its spelling corrected or its context added; `None` when searched for as asked.
        known_terms: the words of the question that some article has, in its order.
        unknown_terms: the words of the question that no article has, in its order.
        read_as: pairs of an unknown word as asked and its correction, which is empty when it is a stop word.
        suggestions: words of the articles that are spelt like the unknown words without a correction.
    """

    question: str
    answered: bool
    quotes: tuple[Quote, ...] = ()
    searched_for: str | None = None
    known_terms: tuple[str, ...] = ()
    unknown_terms: tuple[str, ...] = ()
    asked: str = Field(default="", exclude=True)
    further: tuple[str, ...] = Field(default=(), exclude=True)
    refusal: Refusal | None = Field(default=None, exclude=True)
    read_as: tuple[tuple[str, str], ...] = Field(default=(), exclude=True)
    suggestions: tuple[str, ...] = Field(default=(), exclude=True)

    @property
    def asked_text(self) -> str:
        """What was asked, in the words of the message."""
        return self.asked or self.question

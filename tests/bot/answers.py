"""Answers made up for the tests of what is written about them."""

from collections.abc import Sequence
from itertools import accumulate

from bot.rendering.elements import OMISSION
from bot.rendering.message import Part
from retrieval.answers import AlsoIn, Answer, Quote, Refusal, quote_spans
from retrieval.records import Source, Span
from tests.bot.reader import seen


def source(**stated: object) -> Source:
    """A source that states this of itself."""
    return Source.model_validate({"id": "a", "version": "v", **stated})


def quote(text: str, answers: str | None = None, *, also_in: int = 0, **stated: object) -> Quote:
    """A quote of `text` whose sentence `answers` is the answering one, found in `also_in` further articles."""
    sentence = text if answers is None else answers
    start = 7 + text.index(sentence)
    other = AlsoIn(start=0, end=1, article=source(title="Another", file="b.txt"))
    return Quote(
        id="JZMP7ZWQ",
        text=text,
        start=7,
        end=7 + len(text),
        highlight=(start, start + len(sentence)),
        article=source(**stated),
        also_in=(other,) * also_in,
    )


def spread(found: Quote, before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> Quote:
    """The quote with further spans before and after the one that answers, given as pairs of a gap and a text.

    A gap stands before its text; the first one stands before the whole quote.
    """
    (only,) = found.spans
    gaps, texts = zip(*before, (" ", only.text), *after, strict=True)
    text = "".join(gap + each for gap, each in zip(gaps, texts, strict=True))
    ends = list(accumulate(len(gap) + len(each) for gap, each in zip(gaps, texts, strict=True)))
    spans = [Span(start=end - len(each), end=end) for end, each in zip(ends, texts, strict=True)]
    shown = quote_spans(text, spans)
    here = shown[len(before)]
    highlight = tuple(offset - only.start + here.start for offset in found.highlight)
    return Quote.model_validate(
        {**dict(found), "start": here.start, "end": here.end, "highlight": highlight, "spans": shown}
    )


def whole(found: Quote) -> str:
    """All that is shown of a quote, with `[…]` where text is left out."""
    first, *others = found.spans
    return first.text + "".join(f"{'' if span.touches else OMISSION}{span.text}" for span in others)


def answer(*quotes: Quote, question: str = "Who was there?", searched_for: str | None = None) -> Answer:
    """An answer with these quotes."""
    return Answer(question=question, answered=True, quotes=quotes, searched_for=searched_for)


def refused(reason: Refusal, **words: tuple[str, ...]) -> Answer:
    """A refusal."""
    return Answer.model_validate({"question": "Who?", "answered": False, "refusal": reason, **words})


def bare(text: str) -> str:
    """The characters that are not white space."""
    return "".join(text.split())


def read(message: list[Part]) -> str:
    """What a reader sees of the message, white space left out."""
    return "".join(bare(seen(part.text).text) for part in message)

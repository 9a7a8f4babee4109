"""What around the answering sentence is quoted with it? A unit of a passage → spans of whole units.

A sentence that refers back to the one before it ("She", "But", "The bill") is quoted with that one, a row with the
names of its columns, what was announced with what announces it. Then the other units of the passage are added, first
those after it and then those before it, while the quote stays short.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import regex

from retrieval.analysis.lead_ins import announces, block_at, lead_ins
from retrieval.answers import Quote, quote_id, quote_spans
from retrieval.records import Passage, Span

MAX_LENGTH = 500  # characters of a quote after the other sentences of its paragraph were added
MAX_IN_SECTION = 900  # characters of a quote below a heading, where all that stands around it belongs to the subject
MAX_WITH_ANTECEDENTS = 1_000  # characters of a quote after what the answer cannot be understood without was added
MAX_ANTECEDENTS = 2  # sentences: the one referred to, and the one that this one refers to in turn
BACKWARD_REFERENCE = regex.compile(
    r"\P{L}*(?:he|she|it|they|him|his|her|hers|its|their|theirs|this|that|these|those|both|such|another|but|and|or|so|yet"
    r"|however|instead|also|then|still|later|afterwards?|therefore|meanwhile|in addition|as a result|for example)\b"
    r"|\P{L}*the (?-i:\p{Ll})",
    regex.IGNORECASE,
)


class QuotedSpans(NamedTuple):
    """The spans of a quote, in order and disjoint, and which of them has the answering sentence."""

    spans: tuple[Span, ...]
    answering: Span


def with_context(passage: Passage, sentence: Span) -> QuotedSpans:
    """The answering unit `sentence` with what it cannot be understood without and what stands around it.

    The former is what it refers back to; the lead-in of a list, a table or code, and the names of the columns; and
    after a sentence that ends in a colon, what it announces.
    """
    text, units = passage.article.version.text, passage.sentences
    window = _with_antecedents(text, units, units.index(sentence))
    window = _with_announced(text, units, window)
    apart = lead_ins(passage.article.version, units[: window.start + 1], passage.lead_in)[-1]
    within = [span for span in apart if span in units]
    first = min((units.index(span) for span in within), default=window.start)
    if _length(units, range(first, window.stop)) <= MAX_WITH_ANTECEDENTS:
        window = range(first, window.stop)
        apart = tuple(span for span in apart if span not in within)
    room = (MAX_IN_SECTION if passage.section else MAX_LENGTH) - sum(span.end - span.start for span in apart)
    window = _grown(passage, window, room)
    spans = [*apart, *_merged(text, [units[number] for number in window])]
    return QuotedSpans(tuple(spans), next(span for span in spans if sentence.within(span)))


def _with_antecedents(text: str, units: Sequence[Span], at: int) -> range:
    first = at
    for _ in range(MAX_ANTECEDENTS):
        is_needed = first > 0 and _needs_previous(text, units, first)
        if is_needed and units[at].end - units[first - 1].start <= MAX_WITH_ANTECEDENTS:
            first -= 1
    return range(first, at + 1)


def _with_announced(text: str, units: Sequence[Span], window: range) -> range:
    """The window with the unit that its last one announces, if it does."""
    last = window.stop - 1
    while last + 1 < len(units) and announces(units[last].of(text)):
        last += 1
        if units[last].end - units[window.start].start > MAX_WITH_ANTECEDENTS:
            break
    return range(window.start, last + 1)


def _grown(passage: Passage, window: range, room: int) -> range:
    """The window with the units around it while it fits: first those of the same block, then of the section."""
    units, version = passage.sentences, passage.article.version
    block = block_at(version, units[window.stop - 1])
    for is_wanted in (lambda unit: unit.within(block), lambda _: bool(passage.section)):
        while window.stop < len(units) and is_wanted(units[window.stop]):
            if _length(units, range(window.start, window.stop + 1)) > room:
                break
            window = range(window.start, window.stop + 1)
        while window.start > 0 and is_wanted(units[window.start - 1]):
            if _length(units, range(window.start - 1, window.stop)) > room:
                break
            window = range(window.start - 1, window.stop)
    return window


def _length(units: Sequence[Span], window: range) -> int:
    return units[window.stop - 1].end - units[window.start].start


def _merged(text: str, units: Sequence[Span]) -> list[Span]:
    """The units as spans: one span where only white space stands between them."""
    spans = [units[0]]
    for unit in units[1:]:
        if are_adjacent(text, spans[-1], unit):
            spans[-1] = Span(start=spans[-1].start, end=unit.end)
        else:
            spans.append(unit)
    return spans


def refers_back(sentence: str) -> bool:
    """Whether the sentence begins with a pronoun, a conjunction, or "the" before a word in lower case."""
    return BACKWARD_REFERENCE.match(sentence) is not None


def are_adjacent(text: str, before: Span, after: Span) -> bool:
    """Whether only white space separates two sentences of `text`, so that one span can quote both."""
    return not text[before.end : after.start].strip()


def widened(quote: Quote, text: str, sentences: Sequence[Span], *, by: int) -> Quote:
    """The quote with up to `by` more sentences on each side of the span that answers, as far as they may be quoted.

    `text` is that of the quote's version, `sentences` are all of the version's quotable sentences, in order. A span
    that does not begin and end where sentences do, as an earlier release may have sent one, is not widened.
    """
    starts = [sentence.start for sentence in sentences]
    first, last = bisect_left(starts, quote.start), bisect_left(starts, quote.end) - 1
    if not 0 <= first <= last or sentences[first].start != quote.start or sentences[last].end != quote.end:
        return quote
    for _ in range(by):
        if first > 0 and are_adjacent(text, sentences[first - 1], sentences[first]):
            first -= 1
        if last + 1 < len(sentences) and are_adjacent(text, sentences[last], sentences[last + 1]):
            last += 1
    return _with_answering_span(quote, text, Span(start=sentences[first].start, end=sentences[last].end))


def _with_answering_span(quote: Quote, text: str, wide: Span) -> Quote:
    """The quote with `wide` in place of the span that answers and of the others that it reaches into."""
    reached = [span for span in quote.spans if span.start < wide.end and wide.start < span.end]
    whole = Span(start=min(wide.start, reached[0].start), end=max(wide.end, reached[-1].end))
    others = [span for span in quote.spans if span not in reached]
    spans = quote_spans(text, sorted([*others, whole], key=lambda span: span.start))
    answering = {"text": whole.of(text), "start": whole.start, "end": whole.end}
    return quote.model_copy(update={"id": quote_id(quote.article.version, spans), "spans": spans, **answering})


def _needs_previous(text: str, sentences: Sequence[Span], index: int) -> bool:
    """Whether the sentence at `index` refers back to the one before it, and that one is adjacent."""
    return refers_back(sentences[index].of(text)) and are_adjacent(text, sentences[index - 1], sentences[index])

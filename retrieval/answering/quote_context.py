"""Which sentences around the answering one are quoted with it? A sentence of a passage → a span of whole sentences.

A sentence that refers back to the one before it ("She", "But", "The bill") is quoted with that one. Then the other
sentences of the paragraph are added, first those after it and then those before it, while the quote stays short.
"""

from bisect import bisect_left
from collections.abc import Sequence

import regex

from retrieval.records import Passage, Quote, Span, quote_id, quote_spans

MAX_WITH_PARAGRAPH = 500  # characters of a quote after sentences of the same paragraph were added
MAX_WITH_ANTECEDENTS = 2 * MAX_WITH_PARAGRAPH  # characters of a quote after sentences that are referred to were added
MAX_ANTECEDENTS = 2  # sentences: the one referred to, and the one that this one refers to in turn
BACKWARD_REFERENCE = regex.compile(
    r"\P{L}*(?:he|she|it|they|him|his|her|hers|its|their|theirs|this|that|these|those|both|such|another|but|and|or|so|yet"
    r"|however|instead|also|then|still|later|afterwards?|therefore|meanwhile|in addition|as a result|for example)\b"
    r"|\P{L}*the (?-i:\p{Ll})",
    regex.IGNORECASE,
)


def with_context(passage: Passage, sentence: Span) -> Span:
    """The span of the answering `sentence` with those it refers back to and those around it in its paragraph."""
    text = passage.article.version.text
    sentences = passage.sentences
    first = last = sentences.index(sentence)
    for _ in range(MAX_ANTECEDENTS):
        if first > 0 and _needs_previous(text, sentences, first):
            length = sentence.end - sentences[first - 1].start
            if length <= MAX_WITH_ANTECEDENTS:
                first -= 1
    paragraph = next(span for span in passage.article.version.quotable if sentence.within(span))
    while last + 1 < len(sentences) and _fits(sentences[first], sentences[last + 1], sentences[last + 1], paragraph):
        last += 1
    while first > 0 and _fits(sentences[first - 1], sentences[last], sentences[first - 1], paragraph):
        first -= 1
    return Span(start=sentences[first].start, end=sentences[last].end)


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


def _fits(first: Span, last: Span, added: Span, paragraph: Span) -> bool:
    """Whether the `added` sentence is in the paragraph, and the quote from `first` to `last` is short enough."""
    return added.within(paragraph) and last.end - first.start <= MAX_WITH_PARAGRAPH

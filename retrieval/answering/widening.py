"""What does a quote look like with more around it? A quote → the same with more sentences on each side."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from retrieval.answering.quote_context import are_adjacent
from retrieval.answering.table_cells import by_cell
from retrieval.answers import Quote, blocks_with, quote_id, quote_spans
from retrieval.records import Block, Span


def widened(quote: Quote, text: str, sentences: Sequence[Span], blocks: Sequence[Block] = (), *, by: int) -> Quote:
    """The quote with up to `by` more sentences on each side of the span that answers, as far as they may be quoted.

    `text` and `blocks` are those of the quote's version, `sentences` all of its quotable sentences, in order. The cells
    of a table that are shown beside each other are widened together. A span that does not begin and end where
    sentences do, as an earlier release may have sent one, is not widened.
    """
    run = _run(quote, text, sentences)
    if by <= 0 or run is None:
        return quote
    first, last = run.start, run.stop - 1
    for _ in range(by):
        if first > 0 and are_adjacent(text, sentences[first - 1], sentences[first]):
            first -= 1
        if last + 1 < len(sentences) and are_adjacent(text, sentences[last], sentences[last + 1]):
            last += 1
    wide = Span(start=sentences[first].start, end=sentences[last].end)
    return _with_answering_span(quote, text, blocks, wide)


def _run(quote: Quote, text: str, sentences: Sequence[Span]) -> range | None:
    """The sentences in the spans that touch the one that answers; `None` where the spans are no whole sentences."""
    starts = [sentence.start for sentence in sentences]
    numbers = [_sentences_in(span, text, sentences, starts) for span in quote.spans]
    at = next(number for number, span in enumerate(quote.spans) if quote.is_answering(span))
    found = numbers[at]
    if found is None:
        return None
    first, last = at, at
    while quote.spans[first].touches and (before := numbers[first - 1]) is not None:
        found, first = range(before.start, found.stop), first - 1
    while last + 1 < len(numbers) and quote.spans[last + 1].touches and (after := numbers[last + 1]) is not None:
        found, last = range(found.start, after.stop), last + 1
    return found


def _sentences_in(span: Span, text: str, sentences: Sequence[Span], starts: Sequence[int]) -> range | None:
    """The sentences that a span covers; for a cell, its row."""
    first, last = bisect_right(starts, span.start) - 1, bisect_left(starts, span.end) - 1
    if not 0 <= first <= last:
        return None
    starts_there = span.start == sentences[first].start or text[span.start - 1] == "\t"
    ends_there = span.end == sentences[last].end or text[span.end : span.end + 1] == "\t"
    is_inside = span.within(Span(start=sentences[first].start, end=sentences[last].end))
    return range(first, last + 1) if starts_there and ends_there and is_inside else None


def _with_answering_span(quote: Quote, text: str, blocks: Sequence[Block], wide: Span) -> Quote:
    """The quote with `wide` in place of the span that answers and of the others that it reaches into."""
    reached = [span for span in quote.spans if span.start < wide.end and wide.start < span.end]
    whole = Span(start=min(wide.start, reached[0].start), end=max(wide.end, reached[-1].end))
    others = [span for span in quote.spans if span not in reached]
    there = blocks_with(blocks, [*others, whole])
    spans = quote_spans(text, by_cell(text, there, sorted([*others, whole], key=lambda span: span.start)))
    answers = next(span for span in spans if span.start <= quote.highlight[0] < span.end)
    changed = {"text": answers.text, "start": answers.start, "end": answers.end, "blocks": there}
    return quote.model_copy(update={"id": quote_id(quote.article.version, spans), "spans": spans, **changed})

"""What stands around a quote? The quote with more of its article's sentences on each side, as far as they adjoin."""

from bisect import bisect_left
from collections.abc import Sequence

from retrieval.answering.quote_context import adjoin
from retrieval.records import Quote, Span, quote_id


def widened(quote: Quote, text: str, sentences: Sequence[Span], *, by: int) -> Quote:
    """The quote with `by` further sentences on each side, or as many as adjoin it.

    `text` is its version, `sentences` are the version's in order. It goes no further where anything that is not to be
    quoted stands between two sentences.
    """
    starts = [sentence.start for sentence in sentences]
    first, last = bisect_left(starts, quote.start), bisect_left(starts, quote.end) - 1
    if not 0 <= first <= last or sentences[first].start != quote.start or sentences[last].end != quote.end:
        return quote  # sent by a release that took other stretches for sentences
    for _ in range(by):
        first -= first > 0 and adjoin(text, sentences[first - 1], sentences[first])
        last += last + 1 < len(sentences) and adjoin(text, sentences[last], sentences[last + 1])
    start, end = sentences[first].start, sentences[last].end
    wide = {"id": quote_id(quote.article.version, start, end), "text": text[start:end], "start": start, "end": end}
    return quote.model_copy(update=wide)

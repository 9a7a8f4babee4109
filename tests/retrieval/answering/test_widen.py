"""A quote is widened by whole sentences that adjoin it."""

from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.passages import passages
from retrieval.answering.widen import widened
from retrieval.errors import UnreadableArticleError
from retrieval.ingest.readers.text import text_article
from retrieval.records import Quote, Span, quote_id

words = st.sampled_from(
    ["Rain fell.", "Bo was there!", "雨が降った。", "It was 5.30 p.m.", "\n\n", "\n", " ", "e\u0301."]
)


def all_sentences(text: str) -> list[Span]:
    """The sentences of a text, in order."""
    return [span for passage in passages(text_article(text, file="a.txt")) for span in passage.sentences]


def quote_of(text: str, span: Span) -> Quote:
    """A quote of one sentence."""
    source = text_article(text, file="a.txt").source
    own = quote_id(source.version, span.start, span.end)
    stretch = {"start": span.start, "end": span.end, "highlight": (span.start, span.end)}
    return Quote.model_validate({"id": own, "text": span.of(text), "article": source, **stretch})


def test_each_side() -> None:
    """Each step brings one sentence on each side, over the ends of lines, and none at the text's own ends."""
    text = "One is here. Two is here.\nThree is here.\n\nFour is here. Five is here."
    found = all_sentences(text)
    middle = quote_of(text, found[2])
    stretches = [widened(middle, text, found, by=steps).text for steps in range(4)]
    assert stretches == [
        "Three is here.",
        "Two is here.\nThree is here.\n\nFour is here.",
        text,
        text,
    ]
    assert widened(quote_of(text, found[0]), text, found, by=1).text == "One is here. Two is here."


def test_not_over_a_gap() -> None:
    """What is not to be quoted is not quoted by what stands around it."""
    text = "One is here. Two is here. Three is here."
    first, _, last = all_sentences(text)
    assert widened(quote_of(text, first), text, [first, last], by=5).text == "One is here."


def test_other_sentences() -> None:
    """A quote whose ends are no sentence's ends stays as it is."""
    text = "One is here. Two is here."
    odd = quote_of(text, Span(start=4, end=12))
    assert widened(odd, text, all_sentences(text), by=1) == odd


@given(st.lists(words, min_size=1, max_size=12).map("".join), st.integers(0, 11), st.integers(0, 5))
def test_always_a_quote(text: str, which: int, steps: int) -> None:
    """A widened quote is what its version says, holds the quote, and has the id of its own stretch."""
    try:
        found = all_sentences(text)
    except UnreadableArticleError:
        return
    if not found:
        return
    quote = quote_of(text, found[which % len(found)])
    wide = widened(quote, text, found, by=steps)
    assert wide.text == text[wide.start : wide.end]
    assert wide.start <= quote.start < quote.end <= wide.end
    assert wide.highlight == quote.highlight
    assert wide.id == quote_id(quote.article.version, wide.start, wide.end)
    assert widened(wide, text, found, by=0) == wide

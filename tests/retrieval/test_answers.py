"""What holds of the records by themselves."""

from base64 import b32encode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from retrieval.answers import Quote, QuoteSpan, quote_id, quote_spans, section_link
from retrieval.records import Source, Span

TEXT = "Take these:\n\nOne.\n\nTwo.\n\nThree."
LEAD, ONE, TWO, THREE = (Span(start=start, end=end) for start, end in ((0, 11), (13, 17), (19, 23), (25, 31)))
SOURCE = Source(id="a", version="v")


def quote(*spans: QuoteSpan, answers: QuoteSpan) -> Quote:
    """A quote of these spans."""
    fields = {"text": answers.text, "start": answers.start, "end": answers.end}
    return Quote.model_validate({"id": "", **fields, "highlight": (0, 1), "article": SOURCE, "spans": spans})


def test_id_of_one_span() -> None:
    """The id of a quote of one span is what it was before quotes had several."""
    expected = b32encode(sha256(b"v:0:11").digest()).decode()[:8]
    assert quote_id("v", [LEAD]) == quote_id("v", quote_spans(TEXT, [LEAD])) == expected


def test_id_of_several_spans() -> None:
    """The id of a quote depends on each of its spans."""
    ids = {quote_id("v", spans) for spans in ([LEAD], [LEAD, ONE], [LEAD, TWO], [LEAD, ONE, TWO], [ONE, TWO])}
    assert len(ids) == 5


def test_spans() -> None:
    """The spans of a quote have exactly their text, and say whether only white space separates them."""
    spans = quote_spans(TEXT, [LEAD, ONE, THREE])
    assert [span.text for span in spans] == ["Take these:", "One.", "Three."]
    assert [span.touches for span in spans] == [False, True, False]
    assert spans[1].model_dump() == {"start": 13, "end": 17, "text": "One."}


def test_one_span() -> None:
    """A quote that is given no spans has the one that answers."""
    found = Quote(id="", text="One.", start=13, end=17, highlight=(13, 17), article=SOURCE)
    assert found.spans == quote_spans(TEXT, [ONE])


def test_no_quote() -> None:
    """Spans that overlap, are not in order, or lack the one that answers are an error."""
    lead, one, two = quote_spans(TEXT, [LEAD, ONE, TWO])
    assert quote(lead, two, answers=two).spans == (lead, two)
    for spans, answers in (((lead, one), two), ((two, lead), two), ((lead, lead), lead), ((), one)):
        with pytest.raises(ValidationError):
            quote(*spans, answers=answers)


@given(st.sampled_from([0, 2]), st.sampled_from(["text", "start"]))
def test_exact(which: int, field: str) -> None:
    """A quote is exact only while each of its spans is."""
    spans = quote_spans(TEXT, [LEAD, ONE, THREE])
    assert quote(*spans, answers=spans[1]).is_exact(TEXT)
    forged = spans[which].model_copy(update={field: "Five." if field == "text" else spans[which].start + 1})
    changed = (*spans[:which], forged, *spans[which + 1 :])
    assert not quote(*changed, answers=spans[1]).is_exact(TEXT)
    assert not quote(*spans, answers=spans[1]).is_exact(TEXT.replace("Three", "Seven"))


@pytest.mark.parametrize(
    ("url", "page", "anchor", "link"),
    [
        (None, None, "a", None),
        ("https://e.x/a", None, None, "https://e.x/a"),
        ("https://e.x/a", None, "set-up", "https://e.x/a#set-up"),
        ("https://e.x/a", None, "日 本", "https://e.x/a#%E6%97%A5%20%E6%9C%AC"),
        ("https://e.x/#/a", None, "set-up", "https://e.x/#/a"),
        ("https://e.x/a.pdf#x", 3, "set-up", "https://e.x/a.pdf#page=3"),
    ],
)
def test_section_link(url: str | None, page: int | None, anchor: str | None, link: str | None) -> None:
    """A link leads to the section, unless the address has a fragment of its own or the article has pages."""
    assert section_link(Source(id="a", version="v", url=url, page=page), anchor) == link

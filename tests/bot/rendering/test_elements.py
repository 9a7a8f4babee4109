from hypothesis import given

from bot.rendering.elements import quote_lines
from retrieval.records import Span
from tests.bot.hostile import hostile

TABLE = "The fees are:\n\nPart\tFee\nValve\t40 euros\nLever\t9 euros\n\nPay at\nthe gate."


def lines(text: str, whole: str = "") -> list[str]:
    """The lines of a text, in which `whole` is not cut, each on one line."""
    start = text.index(whole)
    spans = quote_lines(text, Span(start=start, end=start + len(whole)))
    return [" ".join(span.of(text).split()) for span in spans]


def test_rows_and_paragraphs() -> None:
    """Each row and each paragraph is a line; a paragraph that was wrapped is one."""
    expected = ["The fees are:", "Part Fee", "Valve 40 euros", "Lever 9 euros", "Pay at the gate."]
    assert list(filter(None, lines(TABLE))) == expected


def test_what_is_whole() -> None:
    """The sentence that answers stays on one line."""
    whole = "40 euros\nLever"
    assert "Valve 40 euros Lever 9 euros" in lines(TABLE, whole)


@given(hostile)
def test_all_of_the_text(text: str) -> None:
    """The lines are adjacent, and together they are the text."""
    spans = list(quote_lines(text))
    assert "".join(span.of(text) for span in spans) == text
    assert all(span.start <= span.end for span in spans)

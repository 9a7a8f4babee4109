import pytest

from retrieval.analysis.passages import passages
from retrieval.answering.quote_context import AROUND, leans_back, with_context
from tests.retrieval.samples import article

FILL = "It is a long day and nothing of note takes place in all of it. " * 8


def quoted(text: str, sentence: str) -> str:
    """The quote around a sentence."""
    found = ((passage, span) for passage in passages(article(text)) for span in passage.sentences)
    passage, span = next((passage, span) for passage, span in found if span.of(text) == sentence)
    return with_context(passage, span).of(text)


@pytest.mark.parametrize(
    "sentence",
    ["She left.", "“But no,” Kim said.", "The bill died.", "And Kim?", "This was it.", "In addition, Kim left."],
)
def test_leans(sentence: str) -> None:
    """A pronoun, a conjunction or "the" before no name points back."""
    assert leans_back(sentence)


@pytest.mark.parametrize("sentence", ["Kim left.", "The White House spoke.", "Thirty left.", "Sheila left.", "👍", ""])
def test_stands_alone(sentence: str) -> None:
    """Everything else stands alone."""
    assert not leans_back(sentence)


def test_brings_the_one_before() -> None:
    """A sentence that leans brings the one before, from another paragraph, too, and that one brings its own."""
    assert quoted("Kim left.\n\nShe was late.", "She was late.") == "Kim left.\n\nShe was late."
    assert quoted("Kim left.\n\nNobody came.", "Nobody came.") == "Nobody came."
    assert (
        quoted("Kim left.\n\nShe ran.\n\nBut it rained.", "But it rained.") == "Kim left.\n\nShe ran.\n\nBut it rained."
    )


def test_fills_the_paragraph() -> None:
    """What fits of the paragraph stands around the sentence, whole sentences only."""
    assert quoted("Kim left. Nobody came. Biden spoke.", "Nobody came.") == "Kim left. Nobody came. Biden spoke."
    found = quoted(f"{FILL}Kim left. {FILL}", "Kim left.")
    assert "Kim left. It is" in found
    assert len("Kim left.") < len(found) <= AROUND

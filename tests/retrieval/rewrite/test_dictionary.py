import pytest

from retrieval.rewrite.dictionary import american_spelling, is_english, is_in_dictionary


@pytest.mark.parametrize(
    "word", ["pardon", "Recidivism", "COLOUR", "favourite", "organisations", "theatre", "travelled"]
)
def test_right(word: str) -> None:
    """English words are right in whatever case, in American and in British spelling."""
    assert is_in_dictionary(word)


@pytest.mark.parametrize("word", ["pardn", "Kardashain", "recidivisim", "wich", ""])
def test_wrong(word: str) -> None:
    """A misspelled word is not in the dictionary."""
    assert not is_in_dictionary(word)


@pytest.mark.parametrize(
    ("british", "expected"),
    [
        ("Colour", "color"),
        ("centres", "centers"),
        ("realised", "realized"),
        ("dialogue", "dialog"),
        ("defence", "defense"),
    ],
)
def test_american(british: str, expected: str) -> None:
    """British spelling becomes American."""
    assert american_spelling(british) == expected


def test_english() -> None:
    """A text is English if half of its words are in the dictionary."""
    assert is_english("Who is Kardashain?")
    assert is_english("the rull")
    assert not is_english("Wer ist denn Kardashain?")
    assert not is_english("Kardashain")


def test_english_with_slips() -> None:
    """Small words with two letters swapped count as English, but for those so short that other languages have them."""
    assert is_english("Waht about thta?")
    assert is_english("whne?")
    assert not is_english("nad")
    assert not is_english("Wre ist dneen Kardashain?")

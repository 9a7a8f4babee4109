import pytest

from retrieval.ingest.document.boilerplate import is_boilerplate, is_credit, is_heading


@pytest.mark.parametrize(
    "line",
    [
        "Oops!",
        "Something went wrong.",
        "Please try again later.",
        "Oops! Something went wrong. Please try again later.",
        "Oops!\n  Something went wrong.",
        "ADVERTISEMENT",
        "Story continues below",
        "Read more: The best cakes",
        "Sign up for our newsletter",
        "Share this article",
        "Click here to subscribe",
        "Skip to main content",
        "Accept all cookies",
        "All rights reserved",
        "12 Comments",
        "Loading…",
    ],
)
def test_furniture(line: str) -> None:
    """A paragraph that is all of the page is furniture, however it is written."""
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Oops! Harris said.",
        "Something went wrong with the rocket.",
        "Please try again later to reach the court, he said.",
        "She reads more.",
        "Comments were made by both.",
        "Share prices fell.",
        "Subscribe to the theory, as most of the people who have been working on it for years do, he said once.",
    ],
)
def test_not_furniture(line: str) -> None:
    """A sentence that only begins like furniture is the article's."""
    assert not is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "©GettyImages",
        "© 2024 The Times",
        "CHIP SOMODEVILLA/GETTY",
        "(Photo by Jane Doe)",
        "Photo: Jane Doe",
        "Credit: NASA",
        "Courtesy of NASA",
        "Jane Doe via Reuters",
        "(AP Photo/Jane Doe) AP",
    ],
)
def test_credit(line: str) -> None:
    """A paragraph that names who made a picture is a credit."""
    assert is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "The photo won a prize",
        "He sued Getty.",
        "Photo: he took it home.",
        "Illustration by whom?",
        "She works for Reuters!",
        "Is it from AP?",
        "Pictures were shown",
        "After years in which the agency had refused to say anything about the photographs it sold at last to Getty",
    ],
)
def test_not_credit(line: str) -> None:
    """A sentence, a long line and one that only speaks of pictures are no credits."""
    assert not is_credit(line)


@pytest.mark.parametrize(
    "line", ["Empowering Voices", "Kardashian’s Impact on Reform", "2024 in brief", "Ok", "第一章"]
)
def test_heading(line: str) -> None:
    """A short line that does not end like a sentence could be a heading."""
    assert is_heading(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "A",
        "It ended.",
        "It ended.”",
        "He asked: “Why?”",
        "The items are:",
        "first words small",
        "“Quoted”",
        "Two\nLines",
        "word " * 13,
        "W" * 121,
        "终于。",
        "اخیر۔",
    ],
    ids=lambda line: repr(line[:20]),
)
def test_not_heading(line: str) -> None:
    """What ends like a sentence, begins small, or is long, empty or of two lines is no heading."""
    assert not is_heading(line)


def test_heading_words() -> None:
    """A heading has at most as many words as allowed."""
    assert is_heading("Word " * 11 + "Word")
    assert not is_heading("Word " * 12 + "Word")
    assert is_heading("Word " * 12 + "Word", max_words=13)


@pytest.mark.parametrize("line", ["a" * 100_000, "read more: " * 10_000, "x " * 50_000, "\u0301", "👍", "שלום"])
def test_awkward(line: str) -> None:
    """Awkward lines, very long ones too, are the article's words."""
    assert not is_boilerplate(line)
    assert not is_credit(line)

import pytest
from hypothesis import given

from retrieval.ingest.readers.text import text_article
from tests.retrieval.samples import AWKWARD, assert_well_formed, documents, quotable, some

ONE = "It was a long day for all of them."
TWO = "Nobody was there to see it end."


def test_text_unchanged() -> None:
    """The version is the file's text to the last character, and the source is named by the file."""
    text = f"\ufeff  A Day\r\n\r\nOops!\r\n\r\n{ONE}\r\n"
    article = text_article(text, file="b/a.txt")
    assert article.version.text == text
    assert article.source.id == article.source.file == "b/a.txt"
    assert article.source.version == article.version.id


def test_version() -> None:
    """A version is named by the SHA-256 of its text, whatever the file's name."""
    assert (
        text_article("abc", file="x").version.id == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


def test_unstated() -> None:
    """What a text does not state is unknown."""
    source = text_article(ONE, file="a.txt").source
    assert [source.title, source.publisher, source.published, source.url, source.page] == [None] * 5


def test_furniture() -> None:
    """Page furniture and credits are not quotable, wherever they stand."""
    text = f"{ONE}\n\n  • Oops!\n    Please try again later.\n\n©GettyImages\n\n{TWO}\n\nJ DOE/AFP"
    assert quotable(text) == [ONE, TWO]


def test_heading() -> None:
    """A heading between paragraphs is not quotable."""
    assert quotable(f"{ONE}\n\nThe Second Half\n\n{TWO}") == [ONE, TWO]


def test_last_line() -> None:
    """A line that looks like a heading but stands over nothing is text."""
    assert quotable(f"{ONE}\n\nThe Second Half") == [ONE, "The Second Half"]


def test_list() -> None:
    """Items that look like headings one after the other are a list, and quotable."""
    assert quotable(f"{ONE}\n\nApples\nPears\nPlums\n\n{TWO}") == [ONE, "Apples", "Pears", "Plums", TWO]


def test_bulleted_item() -> None:
    """A single item with a bullet is no heading."""
    assert quotable(f"{ONE}\n\n• Apples\n\n{TWO}") == [ONE, "Apples", TWO]


def test_byte_order_mark() -> None:
    """A byte order mark does not hide a title."""
    assert text_article(f"\ufeffA Day in May\n\n{ONE}", file="a.txt").source.title == "A Day in May"


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: repr(text[:20]))
def test_awkward(text: str) -> None:
    """Awkward texts have well-formed quotable stretches."""
    assert_well_formed(text_article(text, file="a.txt"))


@some
@given(documents)
def test_any_text(text: str) -> None:
    """Any text has well-formed quotable stretches."""
    assert_well_formed(text_article(text, file="a.txt"))

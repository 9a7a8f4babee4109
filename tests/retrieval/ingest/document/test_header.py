from datetime import date

import pytest
from hypothesis import given

from retrieval.ingest.document.header import Header, parse_header
from tests.retrieval.samples import AWKWARD, documents, some

BODY = "It was a long day for all of them, and it ended as it had begun."


def body(text: str) -> list[str]:
    """The paragraphs after the head."""
    return [span.of(text) for span in parse_header(text).body]


@pytest.mark.parametrize(
    "title", ["A Day in May", "Who Was There?", "Kim meets VP Harris, Advocates for Justice", "第一章"]
)
def test_title(title: str) -> None:
    """A first line that does not end like a sentence, or asks, is the title of the text under it."""
    head = parse_header(f"{title}\n\n{BODY}")
    assert head.title == title
    assert body(f"{title}\n\n{BODY}") == [BODY]


@pytest.mark.parametrize(
    "first",
    [
        "It ended.",
        "and so it went",
        "• A list's item",
        "1. A list's item",
        "“Quoted”",
        "Word " * 21,
        "A very long line indeed, with far more characters than any title has, for it goes on and on and on, to 121"
        * 2,
    ],
    ids=lambda line: repr(line[:20]),
)
def test_no_title(first: str) -> None:
    """A sentence, a list's item, a quotation and a long line are no titles, and stay in the body."""
    text = f"{first}\n\n{BODY}"
    assert parse_header(text).title is None
    assert len(body(text)) == 2


def test_only_line() -> None:
    """A line with no text under it is text."""
    assert parse_header("A Day in May").title is None
    assert body("A Day in May") == ["A Day in May"]


def test_one_title() -> None:
    """The title is the first line that could be one; the next is a heading in the body."""
    text = f"A Day in May\n\nThe Morning\n\n{BODY}"
    assert parse_header(text).title == "A Day in May"
    assert body(text) == ["The Morning", BODY]


def test_labels() -> None:
    """Labelled lines state what their labels say, and nothing of them is quoted."""
    text = f"""Title: A Day in May
By Jane Doe
Source: The Daily Planet
Author: Jane Doe
Published on: May 22, 2024
URL: https://example.com/a
---

{BODY}"""
    assert parse_header(text)._replace(body=()) == Header(
        "A Day in May", "The Daily Planet", date(2024, 5, 22), "https://example.com/a", ()
    )
    assert body(text) == [BODY]


def test_address_as_source() -> None:
    """A source that is an address is one, not a publisher."""
    head = parse_header(f"Source: https://example.com/a\n\n{BODY}")
    assert head.url == "https://example.com/a"
    assert head.publisher is None


def test_first_statement() -> None:
    """What is stated twice counts as stated first."""
    head = parse_header(f"Title: One\nTitle: Two\n2024-05-22\n2024-05-23\n\n{BODY}")
    assert head.title == "One"
    assert head.published == date(2024, 5, 22)


@pytest.mark.parametrize("prefix", [" date 2024-04-26 ", "2024-04-26 ", "Published: 2024-04-26 "])
def test_leading_date(prefix: str) -> None:
    """A date in front of the first sentence is the article's, and not of the sentence."""
    assert parse_header(prefix + BODY).published == date(2024, 4, 26)
    assert body(prefix + BODY) == [BODY]


@pytest.mark.parametrize("day", ["2024-04-26", "Friday, April 26, 2024", "date 2024-04-26", "Date: April 26, 2024"])
def test_date_line(day: str) -> None:
    """A line that is a date is the article's date, above the title or under it."""
    for text in (f"{day}\n\nA Day in May\n\n{BODY}", f"A Day in May\n\n{day}\n\n{BODY}"):
        assert parse_header(text).published == date(2024, 4, 26)
        assert parse_header(text).title == "A Day in May"
        assert body(text) == [BODY]


@pytest.mark.parametrize("day", ["Thursday, April 25", "Updated: noon", "2024-02-30"])
def test_no_date(day: str) -> None:
    """A date that is half or impossible is not completed."""
    assert parse_header(f"A Day in May\n\n{day}\n\n{BODY}").published is None


def test_late_labels() -> None:
    """A label after the body has begun is part of it."""
    text = f"{BODY}\n\nTitle: A Day in May"
    assert parse_header(text).title is None
    assert body(text) == [BODY, "Title: A Day in May"]


def test_furniture_before_title() -> None:
    """Page furniture and credits at the beginning are passed over."""
    text = f"Skip to content\n©GettyImages\nA Day in May\n\n{BODY}"
    assert parse_header(text).title == "A Day in May"
    assert body(text) == [BODY]


def test_marked_title() -> None:
    """A Markdown heading in plain text is its title, without the marks."""
    assert parse_header(f"# A day. In May #\n\n{BODY}").title == "A day. In May"


@pytest.mark.parametrize("value", ["[[[[", "[ [a", "{{ page.title }}", "…"])
def test_no_title_in_broken_front_matter(value: str) -> None:
    """A line of front matter that could not be parsed, or whose value has no word, states no title."""
    assert parse_header(f"title: {value}\n\n{BODY}").title is None
    assert body(f"title: {value}\n\n{BODY}") == [BODY]


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: repr(text[:20]))
def test_awkward(text: str) -> None:
    """Awkward texts state no publisher, date or address."""
    assert parse_header(text)[1:4] == (None, None, None)


@some
@given(documents)
def test_nothing_invented(text: str) -> None:
    """Title and publisher are characters of the text."""
    head = parse_header(text)
    assert (head.title or "") in text
    assert (head.publisher or "") in text

from datetime import date

import pytest
from hypothesis import given

from retrieval.ingest.readers.markdown import markdown_article
from tests.retrieval.samples import AWKWARD, assert_well_formed, documents, some

PAGE = """---
title: Front
date: 2024-05-22
---

# A *Day* in `May`

First **bold** sentence
goes on here.

## The Morning

- An item, [linked](https://e.x).
- Another item
  goes on.

  1. A nested one.

> A quotation of it.

```
code is not quoted
```

    nor is this

| a | b |
|---|---|
| c | d |

<div>
nor HTML
</div>

Setext
------

Please try again later.

![](a.png)

Last one.
"""
QUOTABLE = [
    "First **bold** sentence\ngoes on here.",
    "An item, [linked](https://e.x).",
    "Another item\n  goes on.",
    "A nested one.",
    "A quotation of it.",
    "Last one.",
]


def quotable(text: str) -> list[str]:
    """The paragraphs of a Markdown text that may be quoted."""
    return [span.of(text) for span in markdown_article(text, file="a.md").version.quotable]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=repr)
def test_paragraphs(end: str) -> None:
    """Paragraphs are quotable wherever they stand; headings, code, tables, HTML and furniture are not."""
    assert quotable(PAGE.replace("\n", end)) == [paragraph.replace("\n", end) for paragraph in QUOTABLE]


def test_text_unchanged() -> None:
    """The version is the file's text, markup included."""
    article = markdown_article(PAGE, file="a.md")
    assert article.version.text == PAGE
    assert article.source.file == "a.md"


def test_title() -> None:
    """The first heading is the title, without its markup."""
    assert markdown_article(PAGE, file="a.md").source.title == "A Day in May"


def test_front_matter() -> None:
    """Without a heading the front matter states the title; it always may state the date."""
    source = markdown_article("---\ntitle: Front\ndate: 2024-05-22\n---\n\nA sentence of it.\n", file="a.md").source
    assert source.title == "Front"
    assert source.published == date(2024, 5, 22)
    assert markdown_article(PAGE, file="a.md").source.published == date(2024, 5, 22)


def test_front_matter_is_not_quoted() -> None:
    """Nothing of the front matter is quotable, even what no label names."""
    assert quotable("---\ntags: one, two\n\nlayout: post\n---\n\nA sentence of it.\n") == ["A sentence of it."]


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=repr)
def test_byte_order_mark(end: str) -> None:
    """A byte order mark hides neither a heading nor front matter."""
    assert quotable("\ufeff" + PAGE.replace("\n", end)) == [paragraph.replace("\n", end) for paragraph in QUOTABLE]
    assert markdown_article("\ufeff# A Day\n\nIt was.\n", file="a.md").source.title == "A Day"
    assert quotable("\ufeffIt was.\n") == ["It was."]


def test_no_heading() -> None:
    """A text of paragraphs alone has no title."""
    assert markdown_article("It was a day.\n\nIt ended.\n", file="a.md").source.title is None


@pytest.mark.parametrize("blank", ["\u2028", "\x85", "\x1c", "\u3000"], ids=repr)
def test_blank_for_python_only(blank: str) -> None:
    """A line of white space that CommonMark takes for text is neither quoted nor the beginning of a quote."""
    assert quotable(f"It was.\n\n{blank}\n\nIt ended.\n\n{blank}\nIt began.\n") == ["It was.", "It ended.", "It began."]


def test_repeated_line() -> None:
    """A paragraph is found where it stands, though the same words stand before it."""
    text = "A day.\n\n- A day.\n\n  > A day.\n"
    starts = [span.start for span in markdown_article(text, file="a.md").version.quotable]
    assert starts == [0, 10, 22]


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: repr(text[:20]))
def test_awkward(text: str) -> None:
    """Awkward texts have well-formed quotable stretches."""
    assert_well_formed(markdown_article(text, file="a.md"))


@some
@given(documents)
def test_any_text(text: str) -> None:
    """Any text has well-formed quotable stretches."""
    assert_well_formed(markdown_article(text, file="a.md"))


@pytest.mark.parametrize(
    "aside",
    [
        "[^1]: A footnote that goes on for a while.\n    It has two lines.",
        "[^a-b]: One note of them.\n[^c]: And another one.",
        "![The mill in the snow.](mill.png)",
        "![One](a.png)\n[![Two of them.](b.png)](https://example.org/)",
        "*Photo: Jane Doe*",
    ],
)
def test_asides(aside: str) -> None:
    """Footnotes, pictures and credits are not quotable; the marks of footnotes stay where they are."""
    text = f"The mill[^1] is old.\n\n{aside}\n\nIt stands ![so](so.png) by the river."
    quotable = [span.of(text) for span in markdown_article(text, file="a.md").version.quotable]
    assert quotable == ["The mill[^1] is old.", "It stands ![so](so.png) by the river."]

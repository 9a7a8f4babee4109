from datetime import date

import pytest
from hypothesis import given

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.boilerplate import is_boilerplate, is_credit
from retrieval.ingest.document.header import parse_header
from retrieval.ingest.markdown.blocks import markdown_blocks
from retrieval.ingest.markdown.reader import markdown_article
from retrieval.records import NEVER_QUOTED, Setting
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
code is verbatim
```

    and so is this

| a | b |
|---|---|
| c | d |

<div>
and HTML
</div>

Setext
------

Please try again later.

![](a.png)

Last one.
"""
QUOTABLE = [
    "First bold sentence goes on here.",
    "An item, linked.",
    "Another item goes on.",
    "A nested one.",
    "A quotation of it.",
    "code is verbatim",
    "and so is this",
    "a\tb",
    "c\td",
    "and HTML",
    "Last one.",
]


def quotable(text: str) -> list[str]:
    """The paragraphs of a Markdown text that may be quoted."""
    version = markdown_article(text, file="a.md").version
    return [span.of(version.text) for span in version.quotable]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=repr)
def test_paragraphs(end: str) -> None:
    """Paragraphs, code and rows are quotable wherever they stand, in HTML too; headings and boilerplate are not."""
    assert quotable(PAGE.replace("\n", end)) == QUOTABLE


def test_text() -> None:
    """The version is what a reader of the rendered page sees, in order, with code as it stands."""
    article = markdown_article(PAGE, file="a.md")
    assert article.version.text.startswith(
        "A Day in May\n\nFirst bold sentence goes on here.\n\nThe Morning\n\nAn item"
    )
    assert "code is verbatim\n\nand so is this\n\na\tb\nc\td\n\n" in article.version.text
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
    assert quotable("\ufeff" + PAGE.replace("\n", end)) == QUOTABLE
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
    version = markdown_article("A day.\n\n- A day.\n\n  > A day.\n", file="a.md").version
    assert [span.start for span in version.quotable] == [0, 8, 16]


def assert_readable(text: str) -> None:
    """The property: well-formed quotable stretches, or a refusal where no block is prose."""
    try:
        assert_well_formed(markdown_article(text, file="a.md"))
    except UnreadableArticleError:
        kept = [block for block in markdown_blocks(text) if block.kind not in NEVER_QUOTED]
        assert all(block.setting is Setting.ASIDE or _is_unquotable(block.text) for block in kept)


def _is_unquotable(line: str) -> bool:
    return is_boilerplate(line) or is_credit(line) or bool(parse_header(line, guesses_title=False).body) is False


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: repr(text[:20]))
def test_awkward(text: str) -> None:
    """Awkward texts have well-formed quotable stretches, or are refused."""
    assert_readable(text)


@some
@given(documents)
def test_any_text(text: str) -> None:
    """Any text has well-formed quotable stretches, or is refused."""
    assert_readable(text)


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
    """Footnotes, pictures and credits are not quotable; a mark of a footnote is no text."""
    text = f"The mill[^1] is old.\n\n{aside}\n\nIt stands ![so](so.png) by the river.\n\n[^1]: See there."
    assert quotable(text) == ["The mill is old.", "It stands by the river."]

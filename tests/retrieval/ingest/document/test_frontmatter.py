from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.ingest.document.frontmatter import FrontMatter, parse_front_matter
from retrieval.ingest.document.metadata import SourceMetadata
from retrieval.ingest.markdown.reader import markdown_article
from retrieval.ingest.readers.text import text_article
from tests.retrieval.samples import assert_well_formed, some

BODY = "The mill was built in 1820 by the river. It burned down in 1901."
YAML = """---
title: "The Old Mill: a history"
authors: [Jane Doe, John Roe]
date: 2023-05-06 10:00
source: The Post
lang: de-AT
canonical_url: https://example.org/mill
---
"""
TOML = """+++
title = "The Old Mill: a history"
authors = ["Jane Doe", "John Roe"]
date = 2023-05-06T10:00:00Z
source = "The Post"
lang = "de-AT"
canonical_url = "https://example.org/mill"
[extra]
weight = 3
+++
"""
STATED = SourceMetadata(
    "The Old Mill: a history", "Jane Doe, John Roe", "The Post", date(2023, 5, 6), "https://example.org/mill", "de"
)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("head", [YAML, TOML], ids=["YAML", "TOML"])
def test_head(head: str, mark: str, end: str) -> None:
    """A head states title, authors, publisher, day, address and language; the text after it is what is quoted."""
    text = f"{mark}{head}\n{BODY}\n".replace("\n", end)
    for article in (text_article(text, file="a.txt"), markdown_article(text, file="a.md")):
        source = article.source
        stated = (source.title, article.author, source.publisher, source.published, source.url, article.language)
        assert stated == STATED
        assert [span.of(article.version.text) for span in article.version.quotable] == [BODY]


@pytest.mark.parametrize(
    "head",
    ["---\ntitle: [oops\n---\n", "+++\ntitle = \n+++\n", "---\na: &a [*a, *b]\n---\n"],
    ids=["YAML", "TOML", "alias"],
)
def test_broken(head: str) -> None:
    """Front matter that cannot be parsed is reported, and never quoted."""
    text = f"{head}\n{BODY}"
    assert parse_front_matter(text).problem
    article = markdown_article(text, file="a.md")
    assert [span.of(article.version.text) for span in article.version.quotable] == [BODY]


@pytest.mark.parametrize("text", [f"---\n\n{BODY}", f"{BODY}\n---\n{BODY}\n---\n", "----\na: b\n----\n", "---\na: b\n"])
def test_none(text: str) -> None:
    """A rule is no head, nor is what is not at the beginning, nor what has no end."""
    assert parse_front_matter(text) == FrontMatter()


def test_two_rules() -> None:
    """Words between two rules are no head, and no problem."""
    assert parse_front_matter(f"---\n{BODY}\n---\n").problem is None


def test_laughs() -> None:
    """A head whose aliases would grow without bound states nothing, and takes no time."""
    rows = "".join(f"l{n + 1}: &l{n + 1} [{', '.join([f'*l{n}'] * 9)}]\n" for n in range(9))
    found = parse_front_matter(f"---\nl0: &l0 ha\n{rows}title: *l9\n---\n{BODY}")
    assert found.metadata.title is None


def test_no_objects() -> None:
    """A head makes no objects: it is words, lists and mappings."""
    assert parse_front_matter("---\ntitle: !!python/object/apply:os.getcwd []\n---\n").metadata.title != "[]"


@some
@given(st.lists(st.one_of(st.sampled_from(["---", "+++", "a: b", "title: x", "[", "{", "&a", "*a", "- x"]), st.text())))
def test_any_head(lines: list[str]) -> None:
    """Any head leaves well-formed quotable stretches."""
    text = "\n".join(["---", *(line.replace("\0", "") for line in lines), "---", "", BODY])
    assert_well_formed(text_article(text, file="a.txt"))
    assert_well_formed(markdown_article(text, file="a.md"))

"""The reader for plain text."""

from collections.abc import Sequence

from retrieval.ingest.document.boilerplate import is_credit, is_furniture, is_heading
from retrieval.ingest.document.frontmatter import front_matter
from retrieval.ingest.document.header import read_head
from retrieval.ingest.document.paragraphs import is_bulleted
from retrieval.ingest.document.stated import article_of
from retrieval.records import Article, Span, Version


def read_text(text: str, *, file: str) -> Article:
    """The article that a plain text file holds; its version is the file's text, unchanged."""
    front = front_matter(text)
    head = read_head(text, front.end if front.is_read else 0)
    version = Version(text=text, quotable=own_words(text, head.body))
    return article_of(version, front.stated.or_else(head.stated), name=file)


def own_words(text: str, body: Sequence[Span]) -> tuple[Span, ...]:
    """The paragraphs that are the article's own words."""
    lines = [paragraph.of(text) for paragraph in body]
    heading_like = [is_heading(line) and not is_bulleted(text, at) for line, at in zip(lines, body, strict=True)]
    return tuple(
        paragraph
        for position, (paragraph, line) in enumerate(zip(body, lines, strict=True))
        if not (is_furniture(line) or is_credit(line) or _stands_over_text(heading_like, position))
    )


def _stands_over_text(heading_like: Sequence[bool], position: int) -> bool:
    """Whether the paragraph is a heading: it looks like one, and text follows; in a list its neighbours look alike."""
    before, after = heading_like[max(position - 1, 0) : position], heading_like[position + 1 : position + 2]
    return heading_like[position] and after == [False] and before != [True]

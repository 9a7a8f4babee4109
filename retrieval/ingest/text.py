"""The reader for plain text."""

from collections.abc import Sequence

from retrieval.ingest.furniture import is_credit, is_furniture, is_heading
from retrieval.ingest.head import read_head
from retrieval.ingest.paragraphs import is_bulleted
from retrieval.language import language_of
from retrieval.records import Article, Source, Span, Version


def read_text(text: str, *, file: str) -> Article:
    """The article that a plain text file holds; its version is the file's text, unchanged."""
    head = read_head(text)
    version = Version(text=text, quotable=_quotable(text, head.body))
    source = Source(
        id=file,
        version=version.id,
        title=head.title,
        publisher=head.publisher,
        published=head.published,
        url=head.url,
        file=file,
    )
    return Article(source=source, version=version, language=language_of(version.quoted))


def _quotable(text: str, body: Sequence[Span]) -> tuple[Span, ...]:
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

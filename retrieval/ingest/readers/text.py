"""The reader for plain text."""

from retrieval.ingest.document.boilerplate import own_words
from retrieval.ingest.document.document import article_of
from retrieval.ingest.document.frontmatter import front_matter
from retrieval.ingest.document.header import read_head
from retrieval.records import Article, Version


def read_text(text: str, *, file: str) -> Article:
    """The article that a plain text file holds; its version is the file's text, unchanged."""
    front = front_matter(text)
    head = read_head(text, front.end if front.is_read else 0)
    version = Version(text=text, quotable=own_words(text, head.body))
    return article_of(version, front.stated.or_else(head.stated), name=file)

"""The reader for plain text: the file's own characters are quoted, and offsets are those of the decoded file."""

from retrieval.ingest.document.boilerplate import article_blocks
from retrieval.ingest.document.document import ParsedDocument, build_article
from retrieval.ingest.document.frontmatter import parse_front_matter
from retrieval.ingest.document.header import parse_header
from retrieval.ingest.encoding.text_file import decode_text, text_notes
from retrieval.records import Article, Block, Version


def read_text(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:
    """The article that a plain text file holds.

    Raises:
        UnreadableArticleError: the file is blank, binary, or in no known encoding.
    """
    decoded = decode_text(data, name=name, content_type=content_type)
    return ParsedDocument((text_article(decoded.text, file=name),), text_notes(decoded, name=name))


def text_article(text: str, *, file: str) -> Article:
    """The article that the text of a file holds; its version is the text, unchanged."""
    front = parse_front_matter(text)
    header = parse_header(text, front.end if front.is_parsed else 0)
    body = [Block(start=paragraph.start, end=paragraph.end) for paragraph in header.body]
    version = Version(text=text, blocks=article_blocks(text, body, marks_headings=False))
    return build_article(version, front.metadata.or_else(header.metadata), name=file)

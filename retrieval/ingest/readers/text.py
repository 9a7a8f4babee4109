"""The reader for plain text: the file's own characters are quoted, and offsets are those of the decoded file."""

from collections.abc import Iterator

from retrieval.ingest.document.boilerplate import article_blocks
from retrieval.ingest.document.detect import charset
from retrieval.ingest.document.document import ParsedDocument, build_article
from retrieval.ingest.document.frontmatter import parse_front_matter
from retrieval.ingest.document.header import parse_header
from retrieval.ingest.encoding.decode import Decoded, decode
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


def decode_text(data: bytes, *, name: str, content_type: str | None) -> Decoded:
    """Decode a text file in the encoding that its `Content-Type` states, if it fits.

    Raises:
        UnreadableArticleError: the file is blank, binary, or in no known encoding.
    """
    declared = charset(content_type)
    return decode(data, name=name, declared=(declared,) if declared else ())


def text_notes(decoded: Decoded, *, name: str) -> tuple[str, ...]:
    """The notes about a text file: a guessed encoding, and front matter that could not be parsed."""
    return tuple(_notes(decoded, name))


def _notes(decoded: Decoded, name: str) -> Iterator[str]:
    if decoded.guessed_encoding:
        yield f"`{name}` is read as {decoded.guessed_encoding}, for it is not UTF-8"
    if problem := parse_front_matter(decoded.text).problem:
        yield f"`{name}`: {problem}, and is ignored"

"""The reader for Markdown: CommonMark defines the paragraphs, and the file's own characters are quoted."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import regex
from markdown_it import MarkdownIt
from markdown_it.token import Token

from retrieval.ingest.document.boilerplate import article_blocks, is_credit
from retrieval.ingest.document.document import ParsedDocument, build_article
from retrieval.ingest.document.frontmatter import parse_front_matter
from retrieval.ingest.document.header import BYTE_ORDER_MARK, parse_header
from retrieval.ingest.document.metadata import SourceMetadata
from retrieval.ingest.readers.text import decode_text, text_notes
from retrieval.records import Article, Block, Span, Version

FOOTNOTE = regex.compile(r"\[\^[^\]\s]+\]:")  # an extension of CommonMark, but a common one
LINE_END = regex.compile(r"\r\n?|\n")


def read_markdown(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:
    """The article that a Markdown file holds.

    Raises:
        UnreadableArticleError: the file is blank, binary, or in no known encoding.
    """
    decoded = decode_text(data, name=name, content_type=content_type)
    return ParsedDocument((markdown_article(decoded.text, file=name),), text_notes(decoded, name=name))


def markdown_article(text: str, *, file: str) -> Article:
    """The article that the text of a Markdown file holds; its paragraphs are quotable, except footnotes and credits.

    Its version is the text, markup included, so offsets are those of the file.
    """
    front = parse_front_matter(text)
    header = parse_header(text, front.end if front.is_parsed else 0)
    tokens = MarkdownIt("commonmark").enable("table").parse(_blank_out(text, front.end))
    body_start = header.body[0].start if header.body else len(text)
    body = list(_clip(_paragraphs(text, tokens), body_start))
    blocks = [Block(start=span.start, end=span.end) for span in body]
    version = Version(text=text, blocks=article_blocks(text, blocks, marks_headings=False))
    main_heading = SourceMetadata(title=_heading(tokens, "h1"))
    any_heading = SourceMetadata(title=_heading(tokens))
    metadata = main_heading.or_else(front.metadata).or_else(any_heading).or_else(header.metadata)
    return build_article(version, metadata, name=file)


def _blank_out(text: str, end: int) -> str:
    """The text with its first `end` characters replaced by their line breaks, so that line numbers stay the same."""
    return "\n" * len(LINE_END.findall(text, 0, end)) + text[end:].removeprefix(BYTE_ORDER_MARK)


def _clip(spans: Iterable[Span], start: int) -> Iterator[Span]:
    """The spans, without what precedes `start`."""
    return (Span(start=max(span.start, start), end=span.end) for span in spans if span.end > start)


def _heading(tokens: Sequence[Token], tag: str = "") -> str | None:
    """The text of the first heading, or of the first with `tag`, without its markup."""
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and tag in {"", opening.tag}:
            return _plain_text(inline) or None
    return None


def _paragraphs(text: str, tokens: Sequence[Token]) -> Iterator[Span]:
    """The spans of the paragraphs, including those in lists and block quotes."""
    line_starts = [0, *(match.end() for match in LINE_END.finditer(text)), len(text)]
    for opening, inline in pairwise(tokens):
        if opening.type == "paragraph_open" and opening.map and not _is_aside(inline):
            start, end = (line_starts[line] for line in opening.map)
            content = inline.content.strip()
            content_start = max(text.find(LINE_END.split(content)[0], start, end), start)
            if content:
                yield Span(start=content_start, end=start + len(text[start:end].rstrip()))


def _is_aside(inline: Token) -> bool:
    """Whether a paragraph is a footnote, a picture credit, or nothing but pictures."""
    visible = [child for child in inline.children or () if child.content.strip()]
    is_pictures = all(child.type == "image" for child in visible)
    return is_pictures or FOOTNOTE.match(inline.content) is not None or is_credit(_plain_text(inline))


def _plain_text(inline: Token) -> str:
    """The text of a heading or paragraph, without its markup."""
    return "".join(child.content for child in inline.children or ()).strip()

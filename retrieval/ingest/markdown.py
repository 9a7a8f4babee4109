"""The reader for Markdown: CommonMark says where the paragraphs are, and the file's own characters are quoted."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex
from markdown_it import MarkdownIt
from markdown_it.token import Token

from retrieval.ingest.furniture import is_credit, is_furniture
from retrieval.ingest.head import BYTE_ORDER_MARK, read_head
from retrieval.language import language_of
from retrieval.records import Article, Source, Span, Version

FRONT_MATTER = regex.compile(r"\A---\r?\n.*?^---[ \t]*(?=\r?$)", regex.DOTALL | regex.MULTILINE)
LINE_END = regex.compile(r"\r\n?|\n")


def read_markdown(text: str, *, file: str) -> Article:
    """The article that a Markdown file holds; headings, code, tables and HTML are not quotable.

    The version is the file's text, markup included, so that offsets are those of the file.
    """
    head = read_head(text)
    tokens = MarkdownIt("commonmark").enable("table").parse(_without_front_matter(text.removeprefix(BYTE_ORDER_MARK)))
    begin = head.body[0].start if head.body else len(text)
    version = Version(text=text, quotable=tuple(span for span in _quotable(text, tokens) if span.start >= begin))
    source = Source(
        id=file,
        version=version.id,
        title=_first_heading(tokens) or head.title,
        publisher=head.publisher,
        published=head.published,
        url=head.url,
        file=file,
    )
    return Article(source=source, version=version, language=language_of(version.quoted))


def _without_front_matter(text: str) -> str:
    """The text with as many empty lines in place of its front matter, so that line numbers stay."""
    match = FRONT_MATTER.match(text)
    return "\n" * len(LINE_END.findall(match[0])) + text[match.end() :] if match else text


def _first_heading(tokens: Sequence[Token]) -> str | None:
    """The first heading's words, without their markup."""
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            return "".join(child.content for child in inline.children or ()).strip() or None
    return None


def _quotable(text: str, tokens: Sequence[Token]) -> Iterator[Span]:
    """The stretches of the paragraphs, wherever they stand: in lists and block quotes too."""
    line_starts = [0, *(match.end() for match in LINE_END.finditer(text)), len(text)]
    for opening, inline in pairwise(tokens):
        if opening.type == "paragraph_open" and opening.map and not _is_foreign(inline.content):
            start, end = (line_starts[line] for line in opening.map)
            words = inline.content.strip()
            begin = max(text.find(LINE_END.split(words)[0], start, end), start)
            if words:
                yield Span(start=begin, end=start + len(text[start:end].rstrip()))


def _is_foreign(paragraph: str) -> bool:
    return is_furniture(paragraph) or is_credit(paragraph)

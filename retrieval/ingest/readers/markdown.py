"""The reader for Markdown: CommonMark says where the paragraphs are, and the file's own characters are quoted."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import regex
from markdown_it import MarkdownIt
from markdown_it.token import Token

from retrieval.ingest.document.boilerplate import is_credit, own_words
from retrieval.ingest.document.document import article_of
from retrieval.ingest.document.frontmatter import front_matter
from retrieval.ingest.document.header import BYTE_ORDER_MARK, read_head
from retrieval.ingest.document.metadata import Stated
from retrieval.records import Article, Span, Version

FOOTNOTE = regex.compile(r"\[\^[^\]\s]+\]:")  # not CommonMark's, but widely written
LINE_END = regex.compile(r"\r\n?|\n")


def read_markdown(text: str, *, file: str) -> Article:
    """The article that a Markdown file holds; only its paragraphs are quotable, without footnotes and credits.

    The version is the file's text, markup included, so that offsets are those of the file.
    """
    front = front_matter(text)
    head = read_head(text, front.end if front.is_read else 0)
    marked = MarkdownIt("commonmark").enable("table").parse(_without(text, front.end))
    begin = head.body[0].start if head.body else len(text)
    version = Version(text=text, quotable=own_words(text, list(_from(begin, _paragraphs(text, marked)))))
    heading = Stated(title=_heading(marked, "h1"))
    stated = heading.or_else(front.stated).or_else(Stated(title=_heading(marked))).or_else(head.stated)
    return article_of(version, stated, name=file)


def _without(text: str, end: int) -> str:
    """The text with as many empty lines in place of its first `end` characters, so that line numbers stay."""
    return "\n" * len(LINE_END.findall(text, 0, end)) + text[end:].removeprefix(BYTE_ORDER_MARK)


def _from(begin: int, spans: Iterable[Span]) -> Iterator[Span]:
    """The stretches without what stands before `begin`."""
    return (Span(start=max(span.start, begin), end=span.end) for span in spans if span.end > begin)


def _heading(tokens: Sequence[Token], tag: str = "") -> str | None:
    """The words of the first heading, or of the first with `tag`, without their markup."""
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and tag in {"", opening.tag}:
            return _words(inline) or None
    return None


def _paragraphs(text: str, tokens: Sequence[Token]) -> Iterator[Span]:
    """The stretches of the paragraphs, wherever they stand: in lists and block quotes too."""
    line_starts = [0, *(match.end() for match in LINE_END.finditer(text)), len(text)]
    for opening, inline in pairwise(tokens):
        if opening.type == "paragraph_open" and opening.map and not _is_aside(inline):
            start, end = (line_starts[line] for line in opening.map)
            words = inline.content.strip()
            begin = max(text.find(LINE_END.split(words)[0], start, end), start)
            if words:
                yield Span(start=begin, end=start + len(text[start:end].rstrip()))


def _is_aside(inline: Token) -> bool:
    """Whether a paragraph is a footnote, only pictures, or a credit."""
    shown = [child for child in inline.children or () if child.content.strip()]
    is_pictures = all(child.type == "image" for child in shown)
    return is_pictures or FOOTNOTE.match(inline.content) is not None or is_credit(_words(inline))


def _words(inline: Token) -> str:
    """The words of a heading or paragraph without their markup."""
    return "".join(child.content for child in inline.children or ()).strip()

"""Which article does a web page hold? Its bytes → blocks of its main content, and what it states of itself."""

from collections.abc import Iterable, Iterator, Sequence

import regex
from lxml import etree, html
from trafilatura import bare_extraction

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.detect import charset
from retrieval.ingest.document.document import ParsedBlock, ParsedDocument, compose
from retrieval.ingest.document.metadata import clean_language
from retrieval.ingest.encoding.decode import decode
from retrieval.ingest.html.blocks import html_blocks
from retrieval.ingest.html.furniture import is_named_furniture
from retrieval.ingest.html.main_content import main_content
from retrieval.ingest.html.measure import Choice, words
from retrieval.ingest.html.statements import page_metadata, stated_metadata
from retrieval.ingest.html.tree import Element, bounded, parse_html
from retrieval.records import NEVER_QUOTED, BlockKind

META = regex.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", regex.IGNORECASE)
META_WITHIN = 4_096  # bytes
CONTROLS = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")  # lxml refuses what XML does not allow
LITTLE = 0.2  # of the words of a page; where less is read, the reader is warned
LONG = 200  # words of a page of which a note says how few are read


def read_html(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:
    """The article that a web page holds.

    Raises:
        UnreadableArticleError: the page holds no article, or its encoding is not known.
    """
    text = bounded(_decode(data, charset(content_type), name))
    root, page = parse_html(text), _lxml_tree(text)
    if page is None:
        raise UnreadableArticleError(f"`{name}` holds no article: no text that goes on", "give the article's own page")
    stated = stated_metadata(page, name=name)  # before the extraction, which changes the page
    main = main_content(root, Choice(_extracted(page)))
    language = clean_language(root.get("lang")) or "en"
    blocks = html_blocks(main.element, language=language, left_out=main.is_left_out)
    if all(block.kind in NEVER_QUOTED for block in blocks):
        raise UnreadableArticleError(f"`{name}` holds no article: no text that goes on", "give the article's own page")
    metadata = page_metadata(root, stated, [*_titles(blocks), *_titles(_heading_blocks(root, language))])
    return ParsedDocument((compose(blocks, metadata, name=name),), tuple(_notes(blocks, main.page_words, name)))


def fragment_blocks(text: str) -> list[ParsedBlock]:
    """The blocks of a part of a page, such as an entry of a feed: all that readers see of it but menus and the like."""
    return html_blocks(parse_html(text), left_out=is_named_furniture)


def _notes(blocks: Sequence[ParsedBlock], page_words: int, name: str) -> Iterator[str]:
    """A note if little of the page is read, lest a part of it be missing in silence."""
    read = sum(len(words(block.text)) for block in blocks)
    if page_words >= LONG and read < LITTLE * page_words:
        yield f"`{name}`: only {read} of its {page_words} words are read; the others look like menus, links or comments"


def _titles(blocks: Iterable[ParsedBlock]) -> Iterator[str]:
    """The headings that may be the title: those of the highest level."""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    highest = min((heading.level for heading in headings), default=1)
    return (heading.text for heading in headings if heading.level == highest)


def _heading_blocks(root: Element, language: str) -> list[ParsedBlock]:
    headings = [element for element in root.descendants() if element.tag in {"h1", "h2"}]
    return html_blocks(Element("body", children=list(headings)), language=language)


def _lxml_tree(text: str) -> html.HtmlElement | None:
    """The page as trafilatura reads it; `None` where there are no elements."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = html.document_fromstring(CONTROLS.sub(" ", text).encode(), parser=parser)
    except etree.ParserError:
        return None
    for element in tree.iter():
        element.text, element.tail = _without_controls(element.text), _without_controls(element.tail)
        for name, value in element.items():
            if CONTROLS.search(str(value)):
                element.attrib.pop(name)
    return tree


def _without_controls(text: str | None) -> str | None:
    """The text without control characters, which character references such as `&#12;` can make."""
    return CONTROLS.sub(" ", text) if text else text


def _extracted(page: html.HtmlElement) -> list[str]:
    """The paragraphs that trafilatura takes for the article; changes `page`."""
    extracted = bare_extraction(page, include_comments=False)
    return [] if extracted is None or isinstance(extracted, dict) else (extracted.text or "").splitlines()


def _decode(data: bytes, stated: str | None, name: str) -> str:
    """The text of the page, in the encoding that the server states, else in the one that its `<meta>` states."""
    meta = META.search(data[:META_WITHIN])
    declared = (stated, meta[1].decode("ascii", "replace") if meta else None)
    return decode(data, name=name, declared=tuple(filter(None, declared))).text

"""The reader for web pages: trafilatura extracts the article of the page, and its text is quoted."""

import regex
from lxml import etree, html
from trafilatura import bare_extraction
from trafilatura.metadata import extract_metadata

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.detect import charset
from retrieval.ingest.document.document import ParsedDocument, compose
from retrieval.ingest.document.encoding import decode
from retrieval.ingest.document.metadata import (
    SourceMetadata,
    clean_date,
    clean_language,
    clean_text,
    clean_url,
    host_of,
)
from retrieval.ingest.readers.html_blocks import blocks
from retrieval.ingest.readers.html_cleaning import prune

META = regex.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", regex.IGNORECASE)
META_WITHIN = 4_096  # bytes
SPACE = regex.compile(r"[\v\f]")
CONTROLS = regex.compile(r"[\x00-\x1f\x7f\ufffe\uffff--[\t\n\r]]", regex.V1)  # lxml refuses what XML does not allow


def read_html(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:
    """The article that a web page holds.

    Raises:
        UnreadableArticleError: the page holds no article, or its encoding is not known.
    """
    page = parse_html(_decode(data, charset(content_type), name))
    if page is not None:
        metadata = _metadata(page, name)  # before `prune`, which removes some of it
        prune(page)
        extracted = bare_extraction(page, include_comments=False, include_tables=False)
        if extracted is not None and not isinstance(extracted, dict) and (body := list(blocks(extracted.body))):
            return ParsedDocument((compose(body, metadata, name=name, marks_headings=False),))
    raise UnreadableArticleError(f"`{name}` holds no article: no text that goes on", "give the article's own page")


def parse_html(text: str) -> html.HtmlElement | None:
    """The element tree of an HTML text, without comments; `None` where there are no elements."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = html.document_fromstring(text.replace("\0", "").encode(), parser=parser)
    except etree.ParserError:
        return None
    for element in tree.iter():
        _remove_controls(element)
    return tree


def _remove_controls(element: html.HtmlElement) -> None:
    """Remove control characters, which character references (`&#12;`) can make, and attributes that contain them."""
    element.text, element.tail = _without_controls(element.text), _without_controls(element.tail)
    for name, value in element.items():
        if CONTROLS.search(value):
            element.attrib.pop(name)


def _without_controls(text: str | None) -> str | None:
    return CONTROLS.sub("", SPACE.sub(" ", text)) if text else text


def _decode(data: bytes, stated: str | None, name: str) -> str:
    """The text of the page, in the encoding that the server states, else in the one that its `<meta>` states."""
    meta = META.search(data[:META_WITHIN])
    declared = (stated, meta[1].decode("ascii", "replace") if meta else None)
    return decode(data, name=name, declared=tuple(filter(None, declared))).text


def _metadata(page: html.HtmlElement, name: str) -> SourceMetadata:
    stated = extract_metadata(page, default_url=name if host_of(name) else None, extensive=False)
    return SourceMetadata(
        title=clean_text(stated.title),
        author=clean_text(stated.author),
        publisher=clean_text(stated.sitename),
        published=clean_date(stated.date),
        url=clean_url(stated.url),
        language=clean_language(page.get("lang")) or clean_language(stated.language),
    )

"""The reader for web pages: trafilatura says what of a page is its article, and its text is quoted."""

import regex
from lxml import etree, html
from trafilatura import bare_extraction
from trafilatura.metadata import extract_metadata

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.document import compose
from retrieval.ingest.document.encoding import decode
from retrieval.ingest.document.metadata import Stated, as_address, as_day, as_language, as_words, host
from retrieval.ingest.readers.html_blocks import blocks
from retrieval.ingest.readers.html_cleaning import prune
from retrieval.records import Article

META = regex.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", regex.IGNORECASE)
META_WITHIN = 4_096  # bytes
SPACE = regex.compile(r"[\v\f]")
UNSEEN = regex.compile(r"[\x00-\x1f\x7f\ufffe\uffff--[\t\n\r]]", regex.V1)  # no tree takes what is not of XML


def read_html(data: bytes, *, name: str, charset: str | None = None) -> Article:
    """The article that a web page holds; `charset` is the encoding that the server states.

    Raises:
        UnreadableArticleError: the page holds no article, or its encoding is not known.
    """
    page = parsed(_text(data, charset, name))
    stated = _stated(page, name) if page is not None else Stated()
    if page is not None:
        prune(page)
        found = bare_extraction(page, include_comments=False, include_tables=False)
        if found is not None and not isinstance(found, dict) and (paragraphs := list(blocks(found.body))):
            return compose(paragraphs, stated, name=name)
    raise UnreadableArticleError(f"`{name}` holds no article: no text that goes on", "give the article's own page")


def parsed(text: str) -> html.HtmlElement | None:
    """The tree of an HTML text, comments left out; `None` where there is none."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = html.document_fromstring(text.replace("\0", "").encode(), parser=parser)
    except etree.ParserError:
        return None
    for element in tree.iter():
        _drop_unseen(element)
    return tree


def _drop_unseen(element: html.HtmlElement) -> None:
    """Drop control characters, which may also be written as references (`&#12;`), and attributes that have some."""
    element.text, element.tail = _seen(element.text), _seen(element.tail)
    for name, value in element.items():
        if UNSEEN.search(value):
            element.attrib.pop(name)


def _seen(text: str | None) -> str | None:
    return UNSEEN.sub("", SPACE.sub(" ", text)) if text else text


def _text(data: bytes, charset: str | None, name: str) -> str:
    """The page's characters: in the encoding that the server says, else the page itself."""
    meta = META.search(data[:META_WITHIN])
    declared = (charset, meta[1].decode("ascii", "replace") if meta else None)
    return decode(data, name=name, declared=tuple(filter(None, declared))).text


def _stated(page: html.HtmlElement, name: str) -> Stated:
    said = extract_metadata(page, default_url=name if host(name) else None, extensive=False)
    return Stated(
        title=as_words(said.title),
        author=as_words(said.author),
        publisher=as_words(said.sitename),
        published=as_day(said.date),
        url=as_address(said.url),
        language=as_language(page.get("lang")) or as_language(said.language),
    )

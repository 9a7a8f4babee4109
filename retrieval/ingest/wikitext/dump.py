"""The reader for the XML that MediaWiki exports pages as: each page is an article with its own address."""

from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple
from urllib.parse import quote

from lxml import etree

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.document import ParsedDocument, compose
from retrieval.ingest.document.metadata import SourceMetadata, clean_language, clean_text, clean_url
from retrieval.ingest.wikitext.blocks import page_blocks
from retrieval.records import Article

NAMESPACES = frozenset(("0", "4", "12"))  # articles, those about the wiki itself, and help
FIRST_OWN_NAMESPACE = 100  # from here on they are a wiki's own: even ones hold pages, odd ones talk about them
XML = "http://www.w3.org/XML/1998/namespace"
REDIRECTS = ("#redirect", "#weiterleitung", "#redirection", "#redirección", "#перенаправление")


class Wiki(NamedTuple):
    """What a dump states of its wiki."""

    name: str | None = None
    main_page: str | None = None
    language: str | None = None


class Page(NamedTuple):
    """A page with the text of its last version."""

    title: str
    namespace: str
    text: str

    @property
    def is_article(self) -> bool:
        """Whether the page is text for readers: no talk, template, file, category or redirect."""
        is_own = (
            self.namespace.isdigit() and int(self.namespace) >= FIRST_OWN_NAMESPACE and int(self.namespace) % 2 == 0
        )
        is_redirect = self.text.lstrip().lower().startswith(REDIRECTS)
        return (self.namespace in NAMESPACES or is_own) and not is_redirect


def read_dump(data: bytes, *, name: str, content_type: str | None = None) -> ParsedDocument:  # noqa: ARG001 -- as Reader
    """The articles of a dump; redirects, templates, talk and the like are left out.

    Raises:
        UnreadableArticleError: the dump is broken, or no page has text.
    """
    articles: list[Article] = []
    left_out = 0
    try:
        for number, (wiki, page) in enumerate(_pages(data), start=1):
            article = _article(page, wiki, f"{name}#{number}") if page.is_article else None
            articles += [article] if article else []
            left_out += article is None
    except etree.XMLSyntaxError as error:
        raise UnreadableArticleError(
            f"`{name}` is broken: it is no whole dump of MediaWiki", "export it again"
        ) from error
    if not articles:
        raise UnreadableArticleError(f"`{name}` is a dump without a page that has text", "export other pages")
    note = f"`{name}`: {left_out} of its {left_out + len(articles)} pages are left out: redirects, templates, talk"
    return ParsedDocument(tuple(articles), (note,) if left_out else ())


def _article(page: Page, wiki: Wiki, name: str) -> Article | None:
    """The article of a page; `None` if there is nothing to quote in it."""
    metadata = SourceMetadata(
        title=clean_text(page.title), publisher=wiki.name, url=_address(page.title, wiki), language=wiki.language
    )
    try:
        return compose(list(page_blocks(page.text)), metadata, name=metadata.url or name)
    except UnreadableArticleError:
        return None


def _address(title: str, wiki: Wiki) -> str | None:
    """The address of a page, beside that of the wiki's main page."""
    folder, slash, _ = (wiki.main_page or "").rpartition("/")
    return clean_url(f"{folder}/{quote(title.replace(' ', '_'), safe='/:')}") if slash else None


def _pages(data: bytes) -> Iterator[tuple[Wiki, Page]]:
    wiki = Wiki()
    parser = etree.iterparse(BytesIO(data), events=("start", "end"), resolve_entities=False, no_network=True)
    for event, element in parser:
        tag = etree.QName(element).localname
        if event == "start":
            if tag == "mediawiki":
                wiki = wiki._replace(language=clean_language(element.get(f"{{{XML}}}lang")))
        elif tag == "siteinfo":
            wiki = wiki._replace(
                name=clean_text(_text(element, "sitename")), main_page=clean_url(_text(element, "base"))
            )
        elif tag == "page":
            revisions = element.findall("{*}revision")
            text = _text(revisions[-1], "text") if revisions else ""
            yield wiki, Page(_text(element, "title"), _text(element, "ns") or "0", text)
            element.clear()


def _text(element: etree._Element, tag: str) -> str:
    found = element.find(f"{{*}}{tag}")
    return "" if found is None else found.text or ""

"""What in a web page is not the article's text? It is removed, and what is left reads the same."""

from collections.abc import Iterator

import regex
from lxml.html import HtmlElement

from retrieval.ingest.readers.superscripts import lowered, raised

FOREIGN = frozenset(
    "nav aside footer form dialog figcaption caption button select textarea pre code table svg iframe object".split()
)
ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar doc-footnote doc-endnotes"
    " doc-endnote doc-noteref doc-backlink doc-credit doc-credits doc-toc".split()
)
MARKS = regex.compile(
    r"cookies?|consent|gdpr|footnotes?|endnotes?|caption|credits?|breadcrumbs?|newsletter|noprint|reference|references"
    r"|navbox|sidebar|mw-editsection|toc"
)
"""Words of a class or an id that say what an element is, such as "wp-caption-text"."""

WHOLE = frozenset("html body main article".split())
INLINE = ("time", "label", "data", "output", "abbr", "math")  # trafilatura cuts some of these out of sentences


def prune(tree: HtmlElement) -> None:
    """Remove from `tree` what its markup says is not the article's text."""
    for element in list(tree.iter()):
        if element.getparent() is not None and _is_foreign(element):
            element.drop_tree()
    for element in list(tree.iter(*INLINE)):
        element.drop_tag()
    for element in list(tree.iter("sup", "sub")):
        if element.getparent() is not None:  # one within another has gone with it
            _set_in_line(element)


def _is_foreign(element: HtmlElement) -> bool:
    if element.tag in WHOLE:
        return False
    return (
        element.tag in FOREIGN
        or element.get("role", "").strip().lower() in ROLES
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or any(MARKS.fullmatch(word) for word in _named(element))
        or (element.tag == "sup" and any(link.get("href", "").startswith("#") for link in element.iter("a")))
    )


def _named(element: HtmlElement) -> Iterator[str]:
    """The words that the element's classes and id are made of, and these themselves."""
    for name in f"{element.get('class', '')} {element.get('id', '')}".lower().split():
        yield name
        yield from regex.split(r"[-_]+", name)


def _set_in_line(element: HtmlElement) -> None:
    """Write raised and lowered numbers as such, and drop the tag."""
    text = element.text_content()
    written = raised(text) if element.tag == "sup" else lowered(text)
    if written != text:
        for child in list(element):
            child.drop_tree()
        element.text = written
    element.drop_tag()

"""Which elements of a page are not the article's text? They are removed; the rest reads as before."""

from collections.abc import Iterator

import regex
from lxml.html import HtmlElement

from retrieval.ingest.readers.superscripts import subscript, superscript

NON_ARTICLE_TAGS = frozenset(
    "nav aside footer form dialog figcaption caption button select textarea pre code table svg iframe object".split()
)
NON_ARTICLE_ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar doc-footnote doc-endnotes"
    " doc-endnote doc-noteref doc-backlink doc-credit doc-credits doc-toc".split()
)
NON_ARTICLE_WORDS = regex.compile(
    r"cookies?|consent|gdpr|footnotes?|endnotes?|caption|credits?|breadcrumbs?|newsletter|noprint|reference|references"
    r"|navbox|sidebar|mw-editsection|toc"
)
"""Words that mark such an element in its class or id, such as "caption" in "wp-caption-text"."""

CONTAINERS = frozenset("html body main article".split())
INLINE = (
    "time",
    "label",
    "data",
    "output",
    "abbr",
    "math",
)  # trafilatura drops some of these from the middle of sentences


def prune(tree: HtmlElement) -> None:
    """Remove from `tree` the elements that their markup shows not to be the article's text; changes `tree`."""
    for element in list(tree.iter()):
        if element.getparent() is not None and _is_non_article(element):
            element.drop_tree()
    for element in list(tree.iter(*INLINE)):
        element.drop_tag()
    for element in list(tree.iter("sup", "sub")):
        if element.getparent() is not None:  # a nested one was removed with its parent
            _inline_script(element)


def _is_non_article(element: HtmlElement) -> bool:
    if element.tag in CONTAINERS:
        return False
    return (
        element.tag in NON_ARTICLE_TAGS
        or element.get("role", "").strip().lower() in NON_ARTICLE_ROLES
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or any(NON_ARTICLE_WORDS.fullmatch(word) for word in _class_words(element))
        or (element.tag == "sup" and any(link.get("href", "").startswith("#") for link in element.iter("a")))
    )


def _class_words(element: HtmlElement) -> Iterator[str]:
    """The classes and the id of the element, and the words that hyphens and underscores separate in them."""
    for name in f"{element.get('class', '')} {element.get('id', '')}".lower().split():
        yield name
        yield from regex.split(r"[-_]+", name)


def _inline_script(element: HtmlElement) -> None:
    """Replace a superscript or subscript element by its text, in Unicode's characters where it has them."""
    text = element.text_content()
    written = superscript(text) if element.tag == "sup" else subscript(text)
    if written != text:
        for child in list(element):
            child.drop_tree()
        element.text = written
    element.drop_tag()

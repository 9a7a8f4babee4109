"""What does an element stand for, by its tag, role and whole class names? A note, an aside, a caption, a footnote."""

from collections.abc import Iterable
from typing import Final

from retrieval.ingest.html.tree import Element
from retrieval.records import Setting

ADMONITION_CLASSES: Final = frozenset(
    "admonition admonitionblock theme-admonition markdown-alert callout bs-callout docs-callout notecard custom-block"
    " starlight-aside confluence-information-macro hint alert note tip warning caution danger important attention"
    " seealso info-box infobox-note notice sidenote pull-note nota rst-note aside-note tip-box note-box warning-box"
    " deprecated versionadded-box panel-warning panel-danger box-warning message-box callout-block".split()
)
ADMONITION_TAGS: Final = frozenset("div aside section blockquote p details article figure dl dd li".split())
ADMONITION_TITLES: Final = frozenset(
    "admonition-title admonition-heading markdown-alert-title custom-block-title callout-title alert-heading".split()
)
CAPTION_TAGS: Final = frozenset(("figcaption", "caption"))
CAPTION_CLASSES: Final = frozenset(
    "caption wp-caption-text wp-caption-dd image-caption photo-caption figure-caption figcaption caption-text"
    " img-caption"
    " media-caption gallery-caption credit credits photo-credit image-credit photocredit photo-credits thumbcaption"
    " imagecaption image__caption photo__caption media__caption article-image-caption caption-content captiontext"
    " picture-caption slideshow-caption wp-media-credit media-credit story-image-copyright".split()
)
NOTES_CLASSES: Final = frozenset(
    "footnotes footnote footnote-list footnotes-list footnotes-sep endnotes endnote footdef footnote-definition"
    " footnotedef references reflist mw-references-wrap refbegin citation-list easy-footnotes-wrapper".split()
)
NOTES_ROLES: Final = frozenset("doc-footnote doc-endnotes doc-endnote doc-credit doc-credits doc-bibliography".split())
ASIDE_CLASSES: Final = frozenset(("sidebar", "pullquote", "pull-quote", "pullquote-container", "marginnote", "aside"))


def setting_of(element: Element) -> Setting | None:
    """The setting that the element makes for what is in it."""
    classes = element.classes()
    is_note = element.get("role").strip().lower() in {"note", "alert"} or "data-callout" in element.attributes
    if element.tag in ADMONITION_TAGS and (is_note or not classes.isdisjoint(ADMONITION_CLASSES)):
        return Setting.ADMONITION
    if element.tag == "aside" or (element.tag in {"div", "section"} and not classes.isdisjoint(ASIDE_CLASSES)):
        return Setting.ASIDE
    return Setting.QUOTATION if element.tag == "blockquote" else None


def is_caption(element: Element) -> bool:
    """Whether the element explains a picture or a table, or says whose it is."""
    return element.tag in CAPTION_TAGS or _has_name(element, CAPTION_CLASSES)


def is_footnotes(element: Element) -> bool:
    """Whether the element holds footnotes, or is one."""
    return element.get("role").strip().lower() in NOTES_ROLES or _has_name(element, NOTES_CLASSES)


def _has_name(element: Element, names: Iterable[str]) -> bool:
    return not names_of(element).isdisjoint(names)


def names_of(element: Element) -> frozenset[str]:
    """The classes and the id of the element, whole and in lower case."""
    return frozenset(f"{element.get('class')} {element.get('id')}".lower().split())

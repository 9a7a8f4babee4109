"""Which elements does a page consist of? Text → a tree as browsers build it, of bounded depth.

The tree is Lexbor's, which follows the HTML standard; what libxml2 makes of misnested tags, of paragraphs in links
and of text between table cells is not what a browser shows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex
from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_DEPTH = 150  # elements; what is deeper counts as a child of the last one, in order
MAX_OPEN_TAGS = 500  # the same for the parser, whose time grows with the square of the depth
MAX_TAG_LENGTH = 20_000  # characters of a tag that may be written with more than `MAX_ATTRIBUTES` spaces
MAX_ATTRIBUTES = 1_000  # the parser's time grows with the square of their number, too
CONTROLS = regex.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
LONG_TAG = regex.compile(rf"<([a-zA-Z][^\s<>/]{{0,50}})\s[^<>]{{{MAX_TAG_LENGTH},}}+>")
NESTING_TAG = regex.compile(
    r"<(/?)(?:address|article|aside|blockquote|center|details|dialog|dir|div|dl|fieldset|figure|footer|header|hgroup|main"
    r"|menu|nav|ol|pre|listing|section|summary|ul)\b[^<>]*>",
    regex.IGNORECASE,
)


@dataclass(slots=True)
class Element:
    """An element of a page: its tag in lower case, its attributes, and its child elements and texts in order."""

    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)

    def get(self, name: str) -> str:
        """The value of an attribute; "" where there is none."""
        return self.attributes.get(name) or ""

    @property
    def elements(self) -> "list[Element]":
        """The child elements, in order."""
        return [child for child in self.children if isinstance(child, Element)]

    def classes(self) -> frozenset[str]:
        """The classes, in lower case."""
        return frozenset(self.get("class").lower().split())

    def descendants(self) -> Iterator["Element"]:
        """The elements below this one, in document order."""
        stack = self.elements[::-1]
        while stack:
            element = stack.pop()
            yield element
            stack += element.elements[::-1]

    def text(self) -> str:
        """All text below the element, as it is written."""
        pieces: list[str] = []
        stack: list[Element | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                pieces.append(node)
            else:
                stack += node.children[::-1]
        return "".join(pieces)


def parse_html(text: str) -> Element:
    """The `<html>` element of a page or of a part of one; never fails."""
    parser = LexborHTMLParser(bounded(text))
    root = parser.root
    return _copy(root) if root is not None else Element("html")


def find(root: Element, *tags: str) -> Element | None:
    """The first element below `root` with one of these tags."""
    return next((element for element in root.descendants() if element.tag in tags), None)


def bounded(text: str) -> str:
    """The text without what parsers need unbounded time for: tags of countless attributes, endless nesting."""
    text = text.replace("\0", "")
    if LONG_TAG.search(text):
        text = LONG_TAG.sub(_without_attributes, text)
    opened = sum(-1 if match[1] else 1 for match in NESTING_TAG.finditer(text))
    return _without_deep_tags(text) if opened > MAX_OPEN_TAGS else text


def _without_attributes(tag: regex.Match[str]) -> str:
    is_whole = tag[0].count('"') % 2 == tag[0].count("'") % 2 == 0
    return f"<{tag[1]}>" if is_whole and len(tag[0].split()) > MAX_ATTRIBUTES else tag[0]


def _without_deep_tags(text: str) -> str:
    depth = 0

    def keep_shallow(tag: regex.Match[str]) -> str:
        nonlocal depth
        depth = max(0, depth - 1) if tag[1] else depth + 1
        return tag[0] if depth + bool(tag[1]) <= MAX_OPEN_TAGS else " "

    return NESTING_TAG.sub(keep_shallow, text)


def _copy(root: LexborNode) -> Element:
    """The parser's tree as `Element`s."""
    copy = Element(root.tag or "html", dict(root.attributes))
    path = [copy]  # the copies of the node's ancestors
    node, depth = root.first_child, 1
    while node is not None:
        child = _append(node, path[min(depth, MAX_DEPTH) - 1])
        below = node.first_child if child is not None else None
        if child is not None and below is not None:
            del path[depth:]
            path.append(child)
            node, depth = below, depth + 1
            continue
        while node.next is None and depth > 1 and node.parent is not None:
            node, depth = node.parent, depth - 1
        node = node.next
    return copy


def _append(node: LexborNode, parent: Element) -> Element | None:
    """Append a copy of `node` without its children to `parent`; returns it if it is an element."""
    if node.is_text_node:
        parent.children.append(CONTROLS.sub("", node.text_content or ""))
    elif node.is_element_node and node.tag is not None:
        element = Element(node.tag.lower(), node.attributes)
        parent.children.append(element)
        return element
    return None

"""What does HTML within Markdown say? A piece of it → its blocks, and which boxes it leaves open for what follows."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import regex
from lxml import etree, html

from retrieval.ingest.document.document import ParsedBlock
from retrieval.ingest.readers.html_blocks import blocks
from retrieval.ingest.readers.markdown_directives import ADMONITIONS
from retrieval.records import BlockKind, Setting

COMMENT: Final = regex.compile(r"<!--(?:-?>|(?:(?!-->).)*+(?:-->|\Z))", regex.DOTALL)
DECLARATION: Final = regex.compile(r"<[?!][^>]*>")
CONTROLS: Final = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
TAG: Final = regex.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][\w.:-]*+)(?P<rest>[^<>]*+)>")
CLASSES: Final = regex.compile(r"\b(?:class|className|type|role|variant)\s*=\s*[\"']?([^\"'>]*)", regex.IGNORECASE)
TITLE: Final = regex.compile(r"\btitle\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
HIDDEN: Final = regex.compile(r"\shidden(?=[\s=/>]|$)|display:\s*none", regex.IGNORECASE)
HIDDEN_TAGS: Final = frozenset("script style template head title noscript textarea select".split())
REMOVED: Final = HIDDEN_TAGS | {"svg", "iframe", "object", "del", "s", "strike"}
OPENABLE: Final = frozenset("div section aside blockquote details figure template nav span p center".split())


class OpenTag(NamedTuple):
    """An element that is open: its name, what it makes of the text in it, and whether that is hidden."""

    name: str
    setting: Setting | None
    is_hidden: bool


class OpenTags:
    """The elements that tags have opened and not closed, where they make a difference to the text in them."""

    def __init__(self) -> None:
        self._stack: list[OpenTag] = []

    @property
    def setting(self) -> Setting | None:
        """What the text stands in now."""
        settings = [each.setting for each in self._stack if each.setting]
        return Setting.ASIDE if Setting.ASIDE in settings else settings[-1] if settings else None

    @property
    def is_hidden(self) -> bool:
        """Whether readers do not see the text now."""
        return any(each.is_hidden for each in self._stack)

    def feed(self, markup: str) -> str:
        """Follow the tags of a piece of HTML; the title of the box that it opens, if one is stated."""
        title = ""
        for tag in TAG.finditer(COMMENT.sub("", markup)):
            name, rest = tag["name"], tag["rest"]
            if tag["close"]:
                self._close(name)
            elif not rest.endswith("/") and (name.lower() in OPENABLE or name[0].isupper()):
                opened = _opened(name, rest)
                self._stack.append(opened)
                stated = TITLE.search(rest) if opened.setting is Setting.ADMONITION and name[0].isupper() else None
                title = (stated[1] or stated[2] or "").strip() if stated else title
        return title

    def _close(self, name: str) -> None:
        for depth in range(len(self._stack) - 1, max(len(self._stack) - 100, 0) - 1, -1):
            if self._stack[depth].name == name:
                del self._stack[depth:]
                return


def _opened(name: str, rest: str) -> OpenTag:
    classes = CLASSES.findall(rest)
    words = {word for value in classes for word in value.lower().split()}
    is_box = bool(words & ADMONITIONS) or any("admonition" in word or "callout" in word for word in words)
    is_component_box = name[0].isupper() and name.lower() in ADMONITIONS
    setting = (
        Setting.ADMONITION
        if is_box or is_component_box
        else {"aside": Setting.ASIDE, "nav": Setting.ASIDE, "blockquote": Setting.QUOTATION}.get(name)
    )
    return OpenTag(name, setting, is_hidden=HIDDEN.search(rest) is not None)


def blocks_of_html(fragment: str) -> Iterator[ParsedBlock]:
    """The blocks that a piece of HTML shows, which may be cut off at both ends."""
    visible = DECLARATION.sub("", CONTROLS.sub("", COMMENT.sub("", fragment)))
    if not visible.strip():
        return
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = html.document_fromstring(f"<div>{visible}</div>".encode(), parser=parser)
    except etree.ParserError:
        return
    for element in list(root.iter(*REMOVED)):
        element.drop_tree()
    for element in list(root.iter()):
        if element.getparent() is not None and (element.get("hidden") is not None or element.tag == "a"):
            element.drop_tag() if element.get("hidden") is None else element.drop_tree()
    yield from (block for block in blocks(root) if block.text.strip() and block.kind is not BlockKind.CAPTION)

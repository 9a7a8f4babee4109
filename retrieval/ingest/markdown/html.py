"""What does HTML within Markdown say? A piece of it → its blocks, and which boxes it leaves open for what follows."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import regex

from retrieval.ingest.document.document import ParsedBlock
from retrieval.ingest.html.blocks import html_blocks
from retrieval.ingest.html.tree import parse_html
from retrieval.ingest.markdown.contexts import inner_setting
from retrieval.ingest.markdown.directives import ADMONITIONS, stated_title
from retrieval.records import Setting

COMMENT: Final = regex.compile(r"<!--(?:-?>|(?:(?!-->).)*+(?:-->|\Z))", regex.DOTALL)
DECLARATION: Final = regex.compile(r"<[?!][^>]*+(?P<end>>?)")
CONTROLS: Final = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
TAG: Final = regex.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][\w.:-]*+)(?P<rest>[^<>]*+)>")
CLASSES: Final = regex.compile(r"\b(?:class|className|type|role|variant)\s*=\s*[\"']?([^\"'>]*)", regex.IGNORECASE)
FIRST_TAG: Final = regex.compile(r"\s*+<[^<>]*+>")
HIDDEN: Final = regex.compile(r"\shidden(?=[\s=/>]|$)|display:\s*none", regex.IGNORECASE)
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
        return self._stack[-1].setting if self._stack else None

    @property
    def is_hidden(self) -> bool:
        """Whether readers do not see the text now."""
        return bool(self._stack) and self._stack[-1].is_hidden

    def feed(self, markup: str) -> str:
        """Follow the tags of a piece of HTML; the title of the box that it opens, if one is stated."""
        title = ""
        for tag in TAG.finditer(COMMENT.sub("", markup)):
            name, rest = tag["name"], tag["rest"]
            if tag["close"]:
                self._close(name)
            elif not rest.endswith("/") and (name.lower() in OPENABLE or name[0].isupper()):
                own = _setting(name, rest)
                self._stack.append(
                    OpenTag(
                        name,
                        inner_setting(self.setting, own),
                        is_hidden=self.is_hidden or HIDDEN.search(rest) is not None,
                    )
                )
                title = stated_title(rest) or title if own is Setting.ADMONITION and name[0].isupper() else title
        return title

    def _close(self, name: str) -> None:
        for depth in range(len(self._stack) - 1, max(len(self._stack) - 100, 0) - 1, -1):
            if self._stack[depth].name == name:
                del self._stack[depth:]
                return


def setting_within(markup: str) -> Setting | None:
    """What the text of a piece of HTML stands in, by its first tag."""
    tags = OpenTags()
    if first := FIRST_TAG.match(markup):
        tags.feed(first[0])
    return tags.setting


def _setting(name: str, rest: str) -> Setting | None:
    """What an element makes of its text, by its name and by its classes."""
    words = {word for value in CLASSES.findall(rest) for word in value.lower().split()}
    is_box = bool(words & ADMONITIONS) or any("admonition" in word or "callout" in word for word in words)
    if is_box or (name[0].isupper() and name.lower() in ADMONITIONS):
        return Setting.ADMONITION
    return {"aside": Setting.ASIDE, "nav": Setting.ASIDE, "blockquote": Setting.QUOTATION}.get(name)


def blocks_of_html(fragment: str) -> Iterator[ParsedBlock]:
    """The blocks that a piece of HTML shows, which may be cut off at both ends."""
    visible = DECLARATION.sub(
        lambda match: "" if match["end"] else match[0], CONTROLS.sub("", COMMENT.sub("", fragment))
    )
    if not visible.strip():
        return
    yield from html_blocks(parse_html(visible))

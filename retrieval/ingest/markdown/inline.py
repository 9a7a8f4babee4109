"""What does a reader see of a line of Markdown? Inline tokens → text, without markup and what is struck out."""

from collections.abc import Sequence
from typing import Final

import regex
from markdown_it.token import Token

from retrieval.ingest.document.superscripts import subscript, superscript

TAG: Final = regex.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][\w.:-]*)?")
HIDDEN_TAGS: Final = frozenset("del s strike script style template".split())
HIDDEN_ATTRIBUTE: Final = regex.compile(r"\shidden(?=[\s=/>])|display:\s*none", regex.IGNORECASE)
IDENTIFIER: Final = regex.compile(r"\s(?:id|name)\s*=\s*[\"']?([^\"'\s>]+)")
FOOTNOTE_LINK: Final = regex.compile(r"<a\s[^>]*href\s*=\s*[\"']?#", regex.IGNORECASE)
SCRIPTS: Final = {"sup": superscript, "sub": subscript}
ROLE_TARGET: Final = regex.compile(r"\s*<[^<>]*>\s*\Z")
ROLES: Final = {"sup": superscript, "sub": subscript}
MARK: Final = "\x00"  # a hard break, while white space is collapsed; no text holds it


class InlineReader:
    """The text of inline tokens, in pieces; read it by `text`.

    Attributes:
        anchor: the id that the line states for itself.
    """

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.anchor: str | None = None
        self._pieces: list[str] = []
        self._hidden: list[str] = []
        self._scripts: list[tuple[str, int, bool]] = []
        for token in tokens:
            self._add(token)

    @property
    def text(self) -> str:
        """The text, with single spaces, and a line break only where one is marked."""
        lines = (" ".join(line.split()) for line in "".join(self._pieces).split(MARK))
        return "\n".join(filter(None, lines))

    def _add(self, token: Token) -> None:
        if token.type == "html_inline":
            self._add_tag(token.content)
        elif token.type == "s_open":
            self._hidden.append("~")
        elif token.type == "s_close":
            self._show("~")
        elif token.type == "attributes":
            self.anchor = token.meta["id"] or self.anchor
        elif not self._hidden:
            self._pieces.append(_seen(token))

    def _add_tag(self, tag: str) -> None:
        match = TAG.match(tag)
        if match is None or not match["name"]:
            return
        name, is_closing = match["name"].lower(), bool(match["close"])
        if self._hidden and name not in HIDDEN_TAGS and name != self._hidden[-1]:
            return
        if is_closing:
            self._show(name)
            self._close_script(name)
        elif name == "br":
            self._pieces.append(MARK)
        elif name in HIDDEN_TAGS or (HIDDEN_ATTRIBUTE.search(tag) and not tag.endswith("/>")):
            self._hidden.append(name)
        elif name in SCRIPTS:
            self._scripts.append((name, len(self._pieces), False))
        elif self._scripts and FOOTNOTE_LINK.match(tag):
            self._scripts[-1] = (*self._scripts[-1][:2], True)
        if not is_closing and (stated := IDENTIFIER.search(tag)):
            self.anchor = self.anchor or stated[1]

    def _show(self, name: str) -> None:
        """End what the tag `name` hides."""
        if name in self._hidden:
            del self._hidden[self._hidden.index(name) :]

    def _close_script(self, name: str) -> None:
        """Write the text of a superscript or subscript as such; one that links to a note is its mark, and left out."""
        if self._scripts and self._scripts[-1][0] == name:
            _, start, is_mark = self._scripts.pop()
            text = "".join(self._pieces[start:])
            self._pieces[start:] = [] if is_mark else [SCRIPTS[name](text)]


def _seen(token: Token) -> str:
    """What is seen of a token that is no tag."""
    match token.type:
        case "text" | "text_special" | "code_inline" | "math_inline" | "math_inline_double":
            return token.content.replace(MARK, "")
        case "myst_role":
            return _role(token.meta["name"], token.content)
        case "softbreak":
            return " "
        case "hardbreak":
            return MARK
        case _:
            return ""


def _role(name: str, content: str) -> str:
    """The text of a role, such as "the guide" for `{doc}` with "the guide <guide.md>"."""
    shown = content if name in {"code", "kbd", "math"} else ROLE_TARGET.sub("", content) or content.strip(" <>")
    return ROLES.get(name, str)(shown.removeprefix("~"))

"""What does a reader see of a role? Of a reference its title, of a key its name: never the markup."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import regex
from docutils import nodes
from docutils.utils import unescape

NATIVE_ROLES = frozenset(
    "abbreviation ab acronym ac code subscript sub superscript sup title-reference title t pep-reference pep"
    " rfc-reference rfc emphasis strong literal math raw".split()
)
"""Roles that docutils reads itself."""

CALLABLE = frozenset("func meth function method".split())
TITLED = regex.compile(r"(?P<title>.+?)\s*<[^<>]*>", regex.DOTALL)
EXPLAINED = regex.compile(r"(?P<short>.[^(]*+)\(.*+(?<=\))", regex.DOTALL)
ACCELERATOR = regex.compile(r"&(?=[^\s&])")


def read_role(  # noqa: PLR0913, PLR0917 -- as docutils calls it
    role: str,
    rawtext: str,
    text: str,
    lineno: int,  # noqa: ARG001
    inliner: object,  # noqa: ARG001
    options: Mapping[str, Any] | None = None,  # noqa: ARG001
    content: Sequence[str] = (),  # noqa: ARG001
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """The visible text of a role that docutils does not know."""
    visible = _visible_text(role.rpartition(":")[2].lower(), " ".join(unescape(text).split()))
    return [nodes.inline(rawtext, visible)], []


def _visible_text(role: str, text: str) -> str:
    if converted := CONVERSIONS.get(role):
        return converted(text)
    titled = TITLED.fullmatch(text)
    return titled["title"] if titled else _short_target(role, text)


def _without_accelerators(text: str) -> str:
    return ACCELERATOR.sub("", text)


def _menu_path(text: str) -> str:
    return _without_accelerators(text).replace("-->", "‣")


def _without_braces(text: str) -> str:
    """A file name or sample, whose braces only mark what varies."""
    return text.replace("{", "").replace("}", "")


def _abbreviation(text: str) -> str:
    """What is shown of an abbreviation; its explanation is a tooltip."""
    explained = EXPLAINED.fullmatch(text)
    return explained["short"].rstrip() if explained else text


def _short_target(role: str, text: str) -> str:
    """The name that stands for a target: the last part after "~", and with "()" if it is called."""
    name = text.removeprefix("!")
    if name.startswith("~"):
        name = name[1:].rpartition(".")[2]
    return f"{name}()" if role in CALLABLE and not name.endswith(")") else name


CONVERSIONS: dict[str, Callable[[str], str]] = {
    "index": lambda text: "",  # noqa: ARG005
    "eq": lambda text: f"({text})",
    "kbd": str,
    "menuselection": _menu_path,
    "guilabel": _without_accelerators,
    "file": _without_braces,
    "samp": _without_braces,
    "abbr": _abbreviation,
}

"""What does a reader see of pandoc's inline elements? A list of them → text, and the footnotes in it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from retrieval.ingest.document.superscripts import subscript, superscript

Node = dict[str, Any]
"""An element of pandoc's tree: {"t": its type, "c": its content}."""

INVISIBLE = frozenset(("Image", "Note", "RawInline", "Strikeout"))
QUOTATION_MARKS = {"SingleQuote": "‘’", "DoubleQuote": "“”"}
BREAKS = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}


def inline_text(nodes: Sequence[Node]) -> str:
    """The text of inline elements: one space between words, and line breaks where the author put them."""
    lines = "".join(map(_text, nodes)).split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def footnotes(nodes: Iterable[Any]) -> Iterator[Sequence[Node]]:
    """The blocks of each footnote in inline elements, however deep."""
    for node in nodes:
        if isinstance(node, dict):
            if node.get("t") == "Note":
                yield node["c"]
            elif isinstance(node.get("c"), list):
                yield from footnotes(node["c"])
        elif isinstance(node, list):
            yield from footnotes(node)


def _text(node: Node) -> str:
    kind, content = node["t"], node.get("c")
    if kind in INVISIBLE:
        return ""
    if kind in BREAKS:
        return BREAKS[kind]
    return READERS.get(kind, _children)(content)


def _children(content: Any) -> str:  # noqa: ANN401 -- whatever pandoc's JSON holds
    """The text of the elements in `content`; attributes and targets, which are strings, are none."""
    if isinstance(content, dict):
        return _text(content) if "t" in content else ""
    return "".join(map(_children, content)) if isinstance(content, list) else ""


def _string(content: str) -> str:
    return content.replace("\xad", "")


def _last(content: Sequence[Any]) -> str:
    """The text of code or a formula, after its attributes."""
    return str(content[-1])


def _quoted(content: Sequence[Any]) -> str:
    marks = QUOTATION_MARKS[content[0]["t"]]
    return f"{marks[0]}{_children(content[1])}{marks[1]}"


def _cited(content: Sequence[Any]) -> str:
    """The text of a citation; of one that no style has written out nothing but its keys is known."""
    return _children(content[1])


READERS: dict[str, Callable[[Any], str]] = {
    "Str": _string,
    "Code": _last,
    "Math": _last,
    "Quoted": _quoted,
    "Cite": _cited,
    "Superscript": lambda content: superscript(_children(content)),
    "Subscript": lambda content: subscript(_children(content)),
}

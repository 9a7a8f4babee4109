"""What do the lines before a block of AsciiDoc say of it? `[source,ruby]`, `[[anchor]]`, `.Title` → one record."""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from retrieval.ingest.asciidoc.scope import ANCHOR

LIST = regex.compile(r"\[(?P<content>[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]")
TITLE = regex.compile(r"\.(?P<title>[^\s.].*)")
PART = regex.compile(r"(?:[^,\"]|\"[^\"]*\")+|(?<=,)(?=,)")
STYLE = regex.compile(r"[\w-]+")
OPTION = regex.compile(r"%(?P<option>[\w-]+)")


class BlockAttributes(NamedTuple):
    """The style of a block, its other positional and named values, its options, its id and its title."""

    style: str = ""
    positional: tuple[str, ...] = ()
    named: dict[str, str] = {}  # noqa: RUF012 -- never changed
    options: frozenset[str] = frozenset()
    anchor: str | None = None
    title: str | None = None

    def value(self, position: int, name: str) -> str:
        """A named value, or the one at a position, counted from 1; "" if there is none."""
        positional = self.positional[position - 1] if position <= len(self.positional) else ""
        return self.named.get(name, positional)


def is_attribute_line(line: str) -> bool:
    """Whether a line says something of the block that follows it."""
    return LIST.fullmatch(line) is not None or ANCHOR.fullmatch(line) is not None


def block_attributes(lines: Sequence[str]) -> BlockAttributes:
    """What all these lines say together."""
    found = BlockAttributes()
    for line in lines:
        if title := TITLE.fullmatch(line):
            found = found._replace(title=title["title"])
        elif anchor := ANCHOR.fullmatch(line):
            found = found._replace(anchor=anchor["id"] or anchor["short"])
            found = found if anchor["id"] else _with_list(found, line[1:-1])
        else:
            found = _with_list(found, line[1:-1])
    return found


def _with_list(found: BlockAttributes, content: str) -> BlockAttributes:
    parts = [part.strip() for part in PART.findall(content)]
    named = {
        key.strip(): value.strip().strip("\"'") for key, equals, value in (p.partition("=") for p in parts) if equals
    }
    positional = [part.strip("\"'") for part in parts if "=" not in part]
    first = positional[0] if positional else ""
    style = STYLE.match(first)
    stated = ",".join(filter(None, (named.get("options"), named.get("opts"))))
    options = {match["option"] for match in OPTION.finditer(first)} | set(filter(None, regex.split(r"[,\s]+", stated)))
    return found._replace(
        style=style[0] if style else found.style,
        positional=tuple(positional[1:]) or found.positional,
        named={**found.named, **named},
        options=found.options | options,
        anchor=named.get("id", found.anchor),
    )

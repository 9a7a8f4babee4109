"""Which lists does AsciiDoc have? Lines that begin with a marker, however nested, and what is attached to an item."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from retrieval.ingest.asciidoc.block_attributes import is_attribute_line
from retrieval.ingest.asciidoc.fences import fence_of

MARKED = regex.compile(
    r"[ \t]*(?P<marker>\*{1,6}|-|•|\.{1,6}|\d+\.|[a-zA-Z]\.|[ivxIVX]+\)|<(?:\d+|\.)>)[ \t]+(?P<text>\S.*)"
)
DESCRIBED = regex.compile(r"(?!//)[ \t]*(?P<term>\S(?:.*?\S)??)(?P<marker>:{2,4}|;;)(?:[ \t]+(?P<text>\S.*))?")
CHECKBOX = regex.compile(r"\[[ xX*]\][ \t]+")


class Marker(NamedTuple):
    """The beginning of a list item: its kind, which all items of its list share, its text, the number it states."""

    kind: str
    text: str
    number: int | None = None
    term: str | None = None

    @property
    def is_numbered(self) -> bool:
        """Whether the list shows numbers."""
        return self.kind[0] in ".1a)<"


class ListItem(NamedTuple):
    """An item: its marker, the lines of its first paragraph, and those of what is attached to it, blocks and lists."""

    marker: Marker
    text: tuple[str, ...]
    attached: tuple[str, ...]


def list_marker(line: str) -> Marker | None:
    """The marker of the list item that begins in this line; `None` if none does."""
    if marked := MARKED.fullmatch(line):
        return _marker(marked["marker"], CHECKBOX.sub("", marked["text"], count=1))
    if described := DESCRIBED.fullmatch(line):
        return Marker(described["marker"], described["text"] or "", term=described["term"])
    return None


def _marker(written: str, text: str) -> Marker:
    if written[0] == "<":
        return Marker("<", text, int(written[1:-1]) if written[1:-1].isdigit() else None)
    if written[:-1].isdigit():
        return Marker("1", text, int(written[:-1]))
    if written.endswith(")"):
        return Marker(")", text)
    return Marker("a" if written[0].isalpha() else "-" if written == "•" else written, text)


def list_end(lines: Sequence[str], start: int) -> int:
    """The index of the line after the list that begins in line `start`."""
    position, kinds = start, set()
    while position < len(lines):
        marker = list_marker(lines[position])
        if marker is None:
            break
        kinds.add(marker.kind)
        position = _item_end(lines, position, marker)
        following = _skip_blank(lines, position)
        next_line = lines[following] if following < len(lines) else ""
        if following > position and list_marker(next_line) is None:
            break
        position = following
    return position


def list_items(lines: Sequence[str]) -> Iterator[ListItem]:
    """The items of the outermost list in `lines`; the lists in an item are among the lines attached to it."""
    first = list_marker(lines[0])
    starts = []
    position = 0
    outer = first.kind if first else ""
    while position < len(lines):
        marker = list_marker(lines[position])
        if marker is None:
            position += 1
            continue
        if marker.kind == outer:
            starts.append(position)
        position = _item_end(lines, position, marker)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        found = list_marker(lines[start])
        if found:
            yield _item(found, lines[start + 1 : end])


def _item(marker: Marker, rest: Sequence[str]) -> ListItem:
    """The item with what follows its first line."""
    end = 0
    if marker.term is not None and not marker.text:
        end = _skip_blank(rest, 0)
    begin = end
    while end < len(rest) and _goes_on(rest[end]):
        end += 1
    text = [marker.text, *rest[begin:end]]
    return ListItem(marker, tuple(filter(None, map(str.strip, text))), tuple(_detached(rest[end:])))


def _goes_on(line: str) -> bool:
    """Whether a line goes on with the paragraph of an item."""
    begins_other = line.strip() in {"", "+"} or fence_of(line) or is_attribute_line(line) or line.startswith("//")
    return not begins_other and list_marker(line) is None


def _detached(lines: Sequence[str]) -> Iterator[str]:
    """The lines attached to an item, without the "+" that attach them; a list in it ends a paragraph before it."""
    fence, before = None, ""
    for line in lines:
        if fence is None and line.strip() == "+":
            yield ""
            continue
        found = fence_of(line)
        if found and fence in {None, line.rstrip()}:
            fence = None if fence else line.rstrip()
        if fence is None and not found and list_marker(line) and before.strip() and not is_attribute_line(before):
            yield ""
        yield line
        before = line


def _item_end(lines: Sequence[str], start: int, marker: Marker) -> int:
    """The index of the line after an item, without the items of lists in it."""
    position = start + 1
    if marker.term is not None and not marker.text:
        following = _skip_blank(lines, position)
        position = following if following < len(lines) and _goes_on(lines[following]) else position
    while position < len(lines):
        line = lines[position]
        if line.strip() == "+":
            position = _attached_end(lines, position + 1)
        elif _goes_on(line):
            position += 1
        elif not line.strip():
            following = _skip_blank(lines, position)
            if following < len(lines) and lines[following][0] in " \t" and list_marker(lines[following]) is None:
                position = _paragraph_end(lines, following)
            elif following < len(lines) and lines[following].strip() == "+":
                position = following
            else:
                return position
        elif is_attribute_line(line) and position + 1 < len(lines) and list_marker(lines[position + 1]):
            return position + 1
        elif fence_of(line) and marker.term is not None and not marker.text and position == start + 1:
            position = _attached_end(lines, position)
        else:
            return position
    return position


def _attached_end(lines: Sequence[str], start: int) -> int:
    """The index of the line after the one block that begins at `start`, which a "+" attaches."""
    position = start
    while position < len(lines) and (is_attribute_line(lines[position]) or lines[position].startswith(".")):
        if fence_of(lines[position]):
            break
        position += 1
    if position < len(lines) and fence_of(lines[position]):
        fence = lines[position].rstrip()
        closing = fence[:3] if fence.startswith("```") else fence
        position += 1
        while position < len(lines) and lines[position].rstrip() != closing:
            position += 1
        return position + 1
    if position < len(lines) and list_marker(lines[position]):
        return position
    return _paragraph_end(lines, position)


def _paragraph_end(lines: Sequence[str], start: int) -> int:
    position = start
    while position < len(lines) and lines[position].strip() and lines[position].strip() != "+":
        if position > start and (list_marker(lines[position]) or is_attribute_line(lines[position])):
            break
        position += 1
    return position


def _skip_blank(lines: Sequence[str], start: int) -> int:
    position = start
    while position < len(lines) and not lines[position].strip():
        position += 1
    return position

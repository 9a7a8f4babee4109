"""Which blocks does a document have that pandoc has read? Its tree → blocks in order."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import regex

from retrieval.ingest.document.document import ParsedBlock, row_block
from retrieval.ingest.document.numerals import numeral
from retrieval.ingest.pandoc.inlines import Node, footnotes, inline_text
from retrieval.records import BlockKind, Setting

DEEPEST_HEADING = 6
ADMONITIONS = frozenset("note tip warning caution important danger attention hint error admonition".split())
SLIDE = regex.compile(r"slide-\d+")


class TreePlace(NamedTuple):
    """Where an element stands: in `level` lists, in a `setting`; `kind` is that of its text."""

    level: int = 0
    setting: Setting | None = None
    kind: BlockKind = BlockKind.PARAGRAPH


def tree_blocks(nodes: Sequence[Node]) -> Iterator[ParsedBlock]:
    """The blocks of the elements `nodes`, in order."""
    return _all(nodes, TreePlace())


def slide_blocks(nodes: Sequence[Node]) -> Iterator[ParsedBlock]:
    """The blocks of a presentation: each slide is a page."""
    slides = 0
    for node in nodes:
        slides += node["t"] == "Header" and SLIDE.fullmatch(node["c"][1][0]) is not None
        for block in _blocks(node, TreePlace()):
            yield block._replace(pages=(0,) * slides)
            slides = 0


def _all(nodes: Sequence[Node], place: TreePlace) -> Iterator[ParsedBlock]:
    for node in nodes:
        yield from _blocks(node, place)


def _blocks(node: Node, place: TreePlace) -> Iterator[ParsedBlock]:
    if reader := READERS.get(node["t"]):
        yield from reader(node["c"], place)


def _paragraph(content: Sequence[Node], place: TreePlace) -> Iterator[ParsedBlock]:
    yield from _prose(inline_text(content), place)
    yield from _notes(content, place)


def _prose(text: str, place: TreePlace, marker: str | None = None) -> Iterator[ParsedBlock]:
    if text:
        yield ParsedBlock(text, place.kind, level=place.level, setting=place.setting, marker=marker)


def _notes(content: Sequence[Any], place: TreePlace) -> Iterator[ParsedBlock]:
    """The footnotes of a paragraph, after it."""
    for note in footnotes(content):
        yield from _all(note, place._replace(kind=BlockKind.CAPTION))


def _lines(content: Sequence[Sequence[Node]], place: TreePlace) -> Iterator[ParsedBlock]:
    yield from _prose("\n".join(filter(None, map(inline_text, content))), place)


def _heading(content: Sequence[Any], place: TreePlace) -> Iterator[ParsedBlock]:
    level, _, text = content
    if heading := " ".join(inline_text(text).split()):
        yield ParsedBlock(heading, BlockKind.HEADING, level=min(level, DEEPEST_HEADING), setting=place.setting)
    yield from _notes(text, place)


def _code(content: Sequence[Any], place: TreePlace) -> Iterator[ParsedBlock]:
    (_, classes, _), text = content
    language = next(iter(classes), None)
    if code := text.rstrip("\n"):
        yield ParsedBlock(code, BlockKind.CODE, level=place.level, setting=place.setting, language=language)


def _quotation(content: Sequence[Node], place: TreePlace) -> Iterator[ParsedBlock]:
    yield from _all(content, place._replace(setting=Setting.QUOTATION, kind=BlockKind.PARAGRAPH))


def _bullet_list(content: Sequence[Sequence[Node]], place: TreePlace) -> Iterator[ParsedBlock]:
    for item in content:
        yield from _item(item, place, None)


def _numbered_list(content: Sequence[Any], place: TreePlace) -> Iterator[ParsedBlock]:
    (start, style, _), items = content
    for number, item in enumerate(items, start=start):
        yield from _item(item, place, f"{numeral(number, style['t'])}.")


def _item(nodes: Sequence[Node], place: TreePlace, marker: str | None) -> Iterator[ParsedBlock]:
    """The first paragraph of an item as the item, and all else at its level."""
    inner = place._replace(level=place.level + 1, kind=BlockKind.PARAGRAPH)
    rest = nodes
    if nodes and nodes[0]["t"] in {"Plain", "Para"}:
        yield from _prose(inline_text(nodes[0]["c"]), inner._replace(kind=BlockKind.ITEM), marker)
        yield from _notes(nodes[0]["c"], inner)
        rest = nodes[1:]
    yield from _all(rest, inner)


def _definitions(content: Sequence[Any], place: TreePlace) -> Iterator[ParsedBlock]:
    for term, definitions in content:
        yield from _paragraph(term, place._replace(kind=BlockKind.TERM))
        for definition in definitions:
            yield from _all(definition, place._replace(kind=BlockKind.DEFINITION))


def _division(content: Sequence[Any], place: TreePlace) -> Iterator[ParsedBlock]:
    """What a class is given to: a box, a line of the table of contents, or nothing in particular."""
    (_, classes, _), nodes = content
    is_box = not ADMONITIONS.isdisjoint(classes)
    yield from _all(nodes, place._replace(setting=Setting.ADMONITION) if is_box else place)


def _figure(content: Sequence[Any], place: TreePlace) -> Iterator[ParsedBlock]:
    _, (_, caption), nodes = content
    yield from _all(nodes, place)
    yield from _all(caption, place._replace(kind=BlockKind.CAPTION))


def _table(content: Sequence[Any], place: TreePlace) -> Iterator[ParsedBlock]:
    _, (_, caption), _, (_, head), bodies, (_, foot) = content
    yield from _all(caption, place._replace(kind=BlockKind.CAPTION))
    rows = [(row, True) for row in head]
    for _, _, between, body in bodies:
        rows += [(row, True) for row in between] + [(row, False) for row in body]
    for (_, cells), is_header in [*rows, *((row, False) for row in foot)]:
        texts = [_cell_text(cell[-1]) for cell in cells]
        if any(texts):
            yield row_block(texts, is_header=is_header, setting=place.setting)


def _cell_text(nodes: Sequence[Node]) -> str:
    return " ".join(block.text for block in _all(nodes, TreePlace()))


READERS: dict[str, Callable[[Any, TreePlace], Iterator[ParsedBlock]]] = {
    "Plain": _paragraph,
    "Para": _paragraph,
    "LineBlock": _lines,
    "Header": _heading,
    "CodeBlock": _code,
    "BlockQuote": _quotation,
    "BulletList": _bullet_list,
    "OrderedList": _numbered_list,
    "DefinitionList": _definitions,
    "Div": _division,
    "Figure": _figure,
    "Table": _table,
}
"""How each kind of element is read; of others, such as raw HTML and rules, nothing is."""

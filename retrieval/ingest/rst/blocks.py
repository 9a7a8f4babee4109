"""Which blocks does a document of docutils have? Its tree of nodes → blocks in order."""

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

import regex
from docutils import nodes
from docutils.utils import Reporter

from retrieval.ingest.document.document import ParsedBlock, row_block
from retrieval.ingest.document.numerals import numeral
from retrieval.ingest.document.superscripts import subscript, superscript
from retrieval.ingest.rst.docinfo import opening_fields
from retrieval.records import BlockKind, Setting

DEEPEST_HEADING = 6
NUMBERED_ID: Final = regex.compile(
    r"id\d+"
)  # which docutils gives where the title's is taken; Sphinx counts on its own
UNSEEN = (
    nodes.comment,
    nodes.target,
    nodes.substitution_definition,
    nodes.raw,
    nodes.image,
    nodes.pending,
    nodes.decoration,
    nodes.meta,
    nodes.footnote_reference,
)
ADMONITIONS: dict[type, str] = {
    kind: kind.__name__.capitalize()
    for kind in (
        nodes.attention,
        nodes.caution,
        nodes.danger,
        nodes.error,
        nodes.hint,
        nodes.important,
        nodes.note,
        nodes.tip,
        nodes.warning,
    )
}
"""The boxes whose title goes without saying."""


class NodePlace(NamedTuple):
    """Where a node stands: below `depth` headings, in `level` lists, in a `setting`; `kind` is that of its text."""

    depth: int = 0
    level: int = 0
    setting: Setting | None = None
    kind: BlockKind = BlockKind.PARAGRAPH


def document_blocks(document: nodes.document) -> Iterator[ParsedBlock]:
    """The blocks of a document, in order; fields at its beginning that only describe it are left out."""
    for each in list(opening_fields(document)):
        if each.parent is not None:
            each.parent.remove(each)
    yield from _children(document, NodePlace())


def _children(parent: nodes.Node, place: NodePlace) -> Iterator[ParsedBlock]:
    for child in parent.children:
        yield from _blocks(child, place)


def _blocks(node: nodes.Node, place: NodePlace) -> Iterator[ParsedBlock]:
    if isinstance(node, UNSEEN):
        return
    if reader := next((READERS[kind] for kind in type(node).__mro__ if kind in READERS), None):
        yield from reader(node, place)
    elif isinstance(node, nodes.TextElement | nodes.Text):
        yield from _text(node, place)
    else:
        yield from _children(node, place)


def _text(node: nodes.Node, place: NodePlace, marker: str | None = None) -> Iterator[ParsedBlock]:
    if text := _visible_text(node):
        yield ParsedBlock(text, place.kind, level=place.level, setting=place.setting, marker=marker)


def _visible_text(node: nodes.Node) -> str:
    """The text of a node in one line, as a reader sees it."""
    return " ".join("".join(_pieces(node)).split())


def _pieces(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif isinstance(node, nodes.superscript):
        yield superscript(node.astext())
    elif isinstance(node, nodes.subscript):
        yield subscript(node.astext())
    elif isinstance(node, nodes.citation_reference):
        yield f"[{node.astext()}]"
    elif not isinstance(node, UNSEEN) or (
        isinstance(node, nodes.target) and not isinstance(node.parent, nodes.section)
    ):
        for child in node.children:
            yield from _pieces(child)


def _section(node: nodes.Element, place: NodePlace) -> Iterator[ParsedBlock]:
    inner = place._replace(depth=place.depth + 1)
    for child in node:
        if isinstance(child, nodes.title):
            text = _visible_text(child)
            anchor = next((each for each in node["ids"] if not NUMBERED_ID.fullmatch(each)), None)
            if text:
                level = min(inner.depth, DEEPEST_HEADING)
                yield ParsedBlock(text, BlockKind.HEADING, level=level, anchor=anchor, setting=place.setting)
        else:
            yield from _blocks(child, inner)


def _bullet_list(node: nodes.Element, place: NodePlace) -> Iterator[ParsedBlock]:
    for item in node:
        yield from _item(item, place, None)


def _numbered_list(node: nodes.Element, place: NodePlace) -> Iterator[ParsedBlock]:
    start = int(node.get("start", 1))
    for number, item in enumerate(node, start=start):
        yield from _item(item, place, f"{numeral(number, node.get('enumtype', 'arabic'))}.")


def _item(node: nodes.Node, place: NodePlace, marker: str | None) -> Iterator[ParsedBlock]:
    """The first paragraph of an item as the item, and all else at its level."""
    inner = place._replace(level=place.level + 1, kind=BlockKind.PARAGRAPH)
    children = list(node.children)
    if children and isinstance(children[0], nodes.paragraph):
        yield from _text(children.pop(0), inner._replace(kind=BlockKind.ITEM), marker)
    for child in children:
        yield from _blocks(child, inner)


def _definition_item(node: nodes.Element, place: NodePlace) -> Iterator[ParsedBlock]:
    terms = [child for child in node if isinstance(child, nodes.term | nodes.classifier)]
    names = [_visible_text(child) for child in terms if isinstance(child, nodes.term)]
    kinds = [_visible_text(child) for child in terms if isinstance(child, nodes.classifier)]
    for name in filter(None, names):
        text = " : ".join([name, *kinds])
        yield ParsedBlock(text, BlockKind.TERM, level=place.level, setting=place.setting)
    for child in node:
        if isinstance(child, nodes.definition):
            yield from _children(child, place._replace(kind=BlockKind.DEFINITION))


def _named_value(node: nodes.Element, place: NodePlace) -> Iterator[ParsedBlock]:
    """A field or an option: its name is the term, its text the definition."""
    name, body = node
    if text := _visible_text(name):
        yield ParsedBlock(text, BlockKind.TERM, level=place.level, setting=place.setting)
    yield from _children(body, place._replace(kind=BlockKind.DEFINITION))


def _code(node: nodes.Element, place: NodePlace) -> Iterator[ParsedBlock]:
    text = node.astext().rstrip("\n")
    if text.strip():
        yield ParsedBlock(
            text, BlockKind.CODE, level=place.level, setting=place.setting, language=node.get("language") or None
        )


def _session(node: nodes.Element, place: NodePlace) -> Iterator[ParsedBlock]:
    node["language"] = "pycon"
    yield from _code(node, place)


def _formula(node: nodes.Element, place: NodePlace) -> Iterator[ParsedBlock]:
    node["language"] = "latex"
    yield from _code(node, place)


def _admonition(node: nodes.Element, place: NodePlace) -> Iterator[ParsedBlock]:
    inner = place._replace(setting=Setting.ADMONITION, kind=BlockKind.PARAGRAPH)
    if title := ADMONITIONS.get(type(node)):
        yield ParsedBlock(title, level=place.level, setting=Setting.ADMONITION)
    yield from _children(node, inner)


def _aside(node: nodes.Element, place: NodePlace) -> Iterator[ParsedBlock]:
    yield from _children(node, place._replace(setting=Setting.ASIDE, kind=BlockKind.PARAGRAPH))


def _quotation(node: nodes.Element, place: NodePlace) -> Iterator[ParsedBlock]:
    """A block quote; docutils makes one of an indented list or code, too, which are shown as they are."""
    is_said = any(isinstance(child, nodes.paragraph | nodes.attribution) for child in node)
    setting = Setting.QUOTATION if is_said else place.setting
    yield from _children(node, place._replace(setting=setting, kind=BlockKind.PARAGRAPH))


def _caption(node: nodes.Element, place: NodePlace) -> Iterator[ParsedBlock]:
    yield from _text(node, place._replace(kind=BlockKind.CAPTION))


def _note(node: nodes.Element, place: NodePlace) -> Iterator[ParsedBlock]:
    """A footnote or a citation, without its label."""
    body = [child for child in node if not isinstance(child, nodes.label)]
    for child in body:
        yield from _blocks(child, place._replace(kind=BlockKind.CAPTION))


def _lines(node: nodes.Element, place: NodePlace) -> Iterator[ParsedBlock]:
    lines = [_visible_text(line) for line in node.findall(nodes.line)]
    if text := "\n".join(filter(None, lines)):
        yield ParsedBlock(text, place.kind, level=place.level, setting=place.setting)


def _table(node: nodes.Element, place: NodePlace) -> Iterator[ParsedBlock]:
    for title in node.findall(nodes.title):
        yield from _caption(title, place)
    for row in node.findall(nodes.row):
        cells = [_visible_text_of_cell(cell) for cell in row]
        if any(cells):
            yield row_block(cells, is_header=isinstance(row.parent, nodes.thead), setting=place.setting)


def _visible_text_of_cell(cell: nodes.Node) -> str:
    return " ".join(block.text for block in _children(cell, NodePlace()))


def _unparsed(node: nodes.Element, place: NodePlace) -> Iterator[ParsedBlock]:
    """What docutils could not make sense of, such as a table with a flaw: as it stands in the source.

    A warning, such as of a short line below a title, only repeats what is read all the same.
    """
    if node["level"] >= Reporter.ERROR_LEVEL:
        for literal in node.findall(nodes.literal_block):
            yield from _code(literal, place)


BlockReader = Callable[[Any, NodePlace], Iterator[ParsedBlock]]
READERS: dict[type, BlockReader] = {
    nodes.section: _section,
    nodes.bullet_list: _bullet_list,
    nodes.enumerated_list: _numbered_list,
    nodes.definition_list_item: _definition_item,
    nodes.field: _named_value,
    nodes.option_list_item: _named_value,
    nodes.literal_block: _code,
    nodes.doctest_block: _session,
    nodes.math_block: _formula,
    nodes.Admonition: _admonition,
    nodes.topic: _admonition,
    nodes.sidebar: _aside,
    nodes.block_quote: _quotation,
    nodes.attribution: _caption,
    nodes.caption: _caption,
    nodes.footnote: _note,
    nodes.citation: _note,
    nodes.line_block: _lines,
    nodes.table: _table,
    nodes.system_message: _unparsed,
}
"""How each kind of node is read; of any other, the text or what is in it."""

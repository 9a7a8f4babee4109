"""Which headings does a block stand under? A version → its sections, each with the path of headings above it."""

from collections.abc import Iterator
from typing import NamedTuple

from retrieval.records import Block, BlockKind, Version


class Section(NamedTuple):
    """The quotable blocks below one heading, in order.

    Attributes:
        path: the headings above them, the outermost first.
        anchor: the fragment of a URL that leads to the nearest heading that has one.
    """

    path: tuple[str, ...]
    anchor: str | None
    blocks: tuple[Block, ...]


def sections(version: Version) -> Iterator[Section]:
    """The sections of a version that hold quotable blocks, in order."""
    headings: list[Block] = []
    blocks: list[Block] = []
    for block in version.blocks:
        if block.kind is BlockKind.HEADING:
            if blocks:
                yield _section(version.text, headings, blocks)
                blocks = []
            headings = [*(each for each in headings if each.level < block.level), block]
        elif block.is_quotable:
            blocks.append(block)
    if blocks:
        yield _section(version.text, headings, blocks)


def _section(text: str, headings: list[Block], blocks: list[Block]) -> Section:
    path = tuple(" ".join(heading.of(text).split()) for heading in headings)
    anchor = next((heading.anchor for heading in reversed(headings) if heading.anchor), None)
    return Section(path, anchor, tuple(blocks))

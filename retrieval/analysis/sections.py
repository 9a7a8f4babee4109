"""Which headings does a block stand under? A version → its sections, each with the path of headings above it."""

from collections.abc import Iterator
from typing import NamedTuple

from retrieval.records import Block, BlockKind, Version


class Section(NamedTuple):
    """The quotable blocks below one heading, in order; `path` are the headings above them, the outermost first."""

    path: tuple[str, ...]
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
    return Section(path, tuple(blocks))

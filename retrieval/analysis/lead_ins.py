"""What announces a block? "To stop the pump:" before a list, a table or code, and the header row before a row.

A passage that begins in the middle of a list or a table, and a quote of one of its items, are understood with these.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from retrieval.records import Block, BlockKind, Span, Version

ANNOUNCES = (":", "：")
SERIES = frozenset((BlockKind.ITEM, BlockKind.ROW, BlockKind.CODE))
"""The kinds of blocks of which several in a row are announced together."""


class BlockUnits(NamedTuple):
    """A block and its units, which are at least one."""

    block: Block
    units: tuple[Span, ...]


def announces(text: str) -> bool:
    """Whether a text ends in a colon, and so announces what follows."""
    return text.endswith(ANNOUNCES)


def block_at(version: Version, unit: Span) -> Block:
    """The block that a unit is in."""
    return version.blocks[bisect_right(version.blocks, unit.start, key=lambda block: block.start) - 1]


def is_announced_on(version: Version, before: Span | None, unit: Span) -> bool:
    """Whether what announces the unit `before` also announces this one: they are in the same list, table or code."""
    return before is not None and _continues(block_at(version, before), block_at(version, unit))


def lead_ins(text: str, blocks: Sequence[BlockUnits]) -> list[tuple[Span, ...]]:
    """For each block, the spans that it cannot be understood without: what announces it, and the names of columns."""
    found: list[tuple[Span, ...]] = []
    announcing: tuple[Span, ...] = ()
    header: tuple[Span, ...] = ()
    before: BlockUnits | None = None
    for here in blocks:
        if before and announces(before.units[-1].of(text)):
            announcing, header = (before.units[-1],), ()
        elif before is None or not _continues(before.block, here.block):
            announcing, header = (), ()
        found.append(announcing + header)
        if here.block.is_header:
            header = here.units
        before = here
    return found


def _continues(before: Block, here: Block) -> bool:
    is_nested = here.level > 0 and before.level > 0
    return is_nested or (here.kind in SERIES and here.kind is before.kind and not here.is_header)

"""What announces a block? "To stop the pump:" before a list, a table or code, and the header row before a row.

A passage that begins in the middle of a list or a table, and a quote of one of its items, are understood with these.
"""

from bisect import bisect_right
from collections.abc import Sequence

from retrieval.records import Block, BlockKind, Span, Version

ANNOUNCES = (":", "：")
SERIES = frozenset((BlockKind.ITEM, BlockKind.ROW, BlockKind.CODE))
"""The kinds of blocks of which several in a row are announced together."""


def announces(text: str) -> bool:
    """Whether a text ends in a colon, and so announces what follows."""
    return text.endswith(ANNOUNCES)


def block_at(version: Version, unit: Span) -> Block:
    """The block that a unit is in."""
    return version.blocks[bisect_right(version.blocks, unit.start, key=lambda block: block.start) - 1]


def lead_ins(version: Version, units: Sequence[Span], before: Sequence[Span] = ()) -> list[tuple[Span, ...]]:
    """For each unit, the spans that it cannot be understood without: what announces it, and the names of its columns.

    `units` are some of one section, in order; `before` are those spans for the first of them, where it is known.
    """
    found: list[tuple[Span, ...]] = []
    needed = tuple(before)
    for previous, unit in zip([None, *units], units, strict=False):
        if previous is not None:
            needed = _needed_after(version, previous, unit, needed)
        found.append(needed)
    return found


def _needed_after(version: Version, previous: Span, unit: Span, needed: tuple[Span, ...]) -> tuple[Span, ...]:
    """What a unit needs; `needed` is what the unit before it does."""
    before, here = block_at(version, previous), block_at(version, unit)
    if announces(previous.of(version.text)):
        return (previous,)
    if not _continues(before, here):
        return ()
    return (*needed, previous) if before.is_header else needed


def _continues(before: Block, here: Block) -> bool:
    """Whether what announces the one block also announces the next: they are of the same list, table or code."""
    is_nested = here.level > 0 and before.level > 0
    is_next = here.kind in SERIES and here.kind is before.kind and not here.is_header
    return here == before or is_nested or is_next

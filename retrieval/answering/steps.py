"""Which steps belong together? A unit in a list → the blocks of its list, as far as they are short enough."""

from collections.abc import Iterable, Iterator

from retrieval.analysis.lead_ins import announces, block_at
from retrieval.records import Block, BlockKind, Span, Version

MAX_STEPS = 1_000  # characters of the steps that are quoted together


def all_steps(version: Version, unit: Span) -> tuple[Span, ...]:
    """The list that a unit stands in, with what announces it; if it is too long, the steps just before and after it.

    It is empty for a unit that is in no list.
    """
    here = block_at(version, unit)
    if here.level == 0 or here.kind is BlockKind.HEADING:
        return ()
    at = version.blocks.index(here)
    before = list(_listed(reversed(version.blocks[:at])))
    after = list(_listed(version.blocks[at + 1 :]))
    steps = [here]
    for block in (*before, *after):
        first, last = min(steps[0].start, block.start), max(steps[-1].end, block.end)
        if last - first <= MAX_STEPS:
            steps = [block, *steps] if block.start < here.start else [*steps, block]
    whole = Span(start=steps[0].start, end=steps[-1].end)
    lead = version.blocks[at - len(before) - 1] if at > len(before) else None
    return (*_announcement(version, lead), whole)


def _listed(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks from the first on that stand in a list."""
    for block in blocks:
        if block.level == 0 or block.kind is BlockKind.HEADING or not block.is_quotable:
            return
        yield block


def _announcement(version: Version, block: Block | None) -> tuple[Span, ...]:
    """The block, if it is short and announces what follows."""
    is_lead_in = block is not None and block.is_quotable and announces(block.of(version.text))
    return (
        (Span(start=block.start, end=block.end),)
        if block and is_lead_in and block.end - block.start <= MAX_STEPS // 3
        else ()
    )

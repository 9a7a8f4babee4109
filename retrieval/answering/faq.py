"""Which question does a text answer? A unit → the heading, term or paragraph above it that asks what it answers."""

from typing import Final

from retrieval.analysis.lead_ins import block_at
from retrieval.answering.answering_unit import is_question
from retrieval.records import Block, BlockKind, Span, Version

MAX_QUESTION: Final = 200  # characters
REACH: Final = 600  # characters after a question or a summary in which it is still being answered


def asked_above(version: Version, unit: Span) -> Span | None:
    """What a unit answers or explains, where it stands in a block above: a question, or the term that is defined."""
    here = block_at(version, unit)
    if here.kind in {BlockKind.TERM, BlockKind.HEADING}:
        return None
    after = here
    for block in reversed([block for block in version.blocks if block.end <= here.start]):
        if block.kind is BlockKind.HEADING:
            return _if_question(version, block)
        is_near = unit.start - block.end <= REACH
        if block.kind is BlockKind.TERM and is_near and _is_for(here, after):
            return Span(start=block.start, end=block.end)
        if block.kind is BlockKind.PARAGRAPH and is_near and (found := _if_question(version, block)):
            return found
        after = block
    return None


def _if_question(version: Version, block: Block) -> Span | None:
    text = block.of(version.text)
    is_short = len(text) <= MAX_QUESTION and "\n" not in text.strip()
    return Span(start=block.start, end=block.end) if is_short and is_question(text) else None


def _is_for(here: Block, after: Block) -> bool:
    """Whether a term is for the block `here`: it is a definition, or the term is a summary, with `after` behind it."""
    return here.kind is BlockKind.DEFINITION or after.kind is not BlockKind.DEFINITION

"""Which headings does a block stand under? A version → its sections, each with the path of headings above it."""

from collections.abc import Iterable, Iterator
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


def section_anchor(blocks: Iterable[Block], offset: int) -> str | None:
    """The anchor of the nearest heading above a character that has one; `None` where it stands below the title alone.

    `blocks` are a version's, in order; its headings are enough.
    """
    above: list[Block] = []
    title: Block | None = None
    for block in blocks:
        if block.start > offset:
            break
        if block.kind is BlockKind.HEADING:
            title = title or block
            above = [*(each for each in above if each.level < block.level), block]
    return next((each.anchor for each in reversed(above) if each.anchor and not _is_title(each, title)), None)


def _is_title(heading: Block, first: Block | None) -> bool:
    """Whether a heading is the title of the page, which leads to its top; some generators give it no anchor."""
    return heading is first and heading.level <= 1


def _section(text: str, headings: list[Block], blocks: list[Block]) -> Section:
    path = tuple(" ".join(heading.of(text).split()) for heading in headings)
    return Section(path, tuple(blocks))

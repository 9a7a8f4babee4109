"""Are the blocks, pages and passages that are stored of each text sound? Rows → the texts that a question fails on."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, TypeVar

from retrieval.library.database import Library, Row
from retrieval.library.versions import blocks_from_json, spans_from_json
from retrieval.progress import ProgressCallback, no_progress
from retrieval.records import Block, Record, Span

QUOTED: Final = """
    SELECT DISTINCT versions.id FROM versions JOIN articles ON articles.version = versions.id
    WHERE removed_at IS NULL ORDER BY versions.id
"""
VERSION: Final = "SELECT id, sha256, text, blocks FROM versions WHERE id = ?"
PASSAGES: Final = "SELECT position, sentences, section, lead_in FROM passages WHERE version = ? ORDER BY position"
PAGES: Final = "SELECT id, pages FROM articles WHERE removed_at IS NULL ORDER BY id"
UNREADABLE: Final = (ValueError, TypeError, LookupError, AttributeError)
"""What reading a stored value raises that is no JSON, or has another shape than what is stored."""

Value = TypeVar("Value")


class StructureReport(Record):
    """The rows whose structure is not sound: versions by their blocks or their passages, articles by their pages."""

    blocks: tuple[int, ...] = ()
    passages: tuple[int, ...] = ()
    pages: tuple[int, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.blocks or self.passages or self.pages)


def check_structure(library: Library, *, watch: ProgressCallback = no_progress) -> StructureReport:
    """Look at the structure of each text that may be quoted.

    It costs no splitting: that a passage has whole sentences is not compared.

    Raises:
        LibraryError: the library is too damaged to be read.
    """
    blocks, passages = [], []
    for version in watch(quoted_versions(library), "Checking passages"):
        for row in library.rows(VERSION, [version]):
            found = sound_blocks(row["blocks"], row["text"])
            if found is None:
                blocks.append(version)
            elif not are_sound_passages(library.rows(PASSAGES, [version]), row["text"], found):
                passages.append(version)
    return StructureReport(blocks=tuple(blocks), passages=tuple(passages), pages=tuple(_unsound_pages(library)))


def quoted_versions(library: Library) -> list[int]:
    """The rows of the versions that an article has which was not removed."""
    return [row["id"] for row in library.rows(QUOTED)]


def sound_blocks(stored: str, text: str) -> tuple[Block, ...] | None:
    """The stored blocks; `None` where they are no blocks of this text."""
    blocks = _read(blocks_from_json, stored)
    return blocks if blocks is not None and _are_in(blocks, text) else None


def are_sound_passages(rows: Sequence[Row], text: str, blocks: Sequence[Block]) -> bool:
    """Whether the passages are there, complete, and within the blocks of the text."""
    if any(block.is_quotable and _has_word(block.of(text)) for block in blocks) and not rows:
        return False
    return [row["position"] for row in rows] == list(range(len(rows))) and all(
        _is_sound_passage(row, text, blocks) for row in rows
    )


def _is_sound_passage(row: Row, text: str, blocks: Sequence[Block]) -> bool:
    sentences, lead_in = _read(spans_from_json, row["sentences"]), _read(spans_from_json, row["lead_in"])
    section = _read(json.loads, row["section"])
    return bool(
        sentences
        and lead_in is not None
        and isinstance(section, list)
        and all(isinstance(heading, str) for heading in section)
        and _are_in(sentences, text)
        and all(_are_in([span], text) for span in lead_in)
        and all(said == said.strip() and said for said in (span.of(text) for span in sentences))
        and _are_within(sentences, blocks)
    )


def _are_in(spans: Sequence[Span], text: str) -> bool:
    """Whether these are spans of the text, in order."""
    is_ordered = all(before.start <= after.start for before, after in pairwise(spans))
    return is_ordered and all(0 <= span.start <= span.end <= len(text) for span in spans)


def _are_within(spans: Iterable[Span], blocks: Iterable[Block]) -> bool:
    """Whether each span is within one of the blocks; both are in order."""
    rest = iter(blocks)
    block = next(rest, None)
    for span in spans:
        while block is not None and block.end < span.end:
            block = next(rest, None)
        if block is None or block.start > span.start:
            return False
    return True


def _has_word(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _unsound_pages(library: Library) -> Iterator[int]:
    for row in library.rows(PAGES):
        pages = _read(json.loads, row["pages"])
        if not isinstance(pages, list) or not all(type(page) is int for page in pages):
            yield row["id"]


def _read(read: Callable[[str], Value], stored: str) -> Value | None:
    """What `read` makes of a stored value; `None` where that is not possible."""
    try:
        return read(stored)
    except UNREADABLE:
        return None

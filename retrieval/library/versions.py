"""How are the versions of texts stored? Each text once, with its passages, while anything refers to it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from sqlite3 import Connection
from types import MappingProxyType
from typing import Any, NamedTuple

from retrieval.answers import AlsoIn
from retrieval.library.database import Row, scalar
from retrieval.records import Article, Block, BlockKind, Passage, Span, Version

PASSAGES = "SELECT position, sentences, section, lead_in FROM passages WHERE version = ? ORDER BY position"


class PassageColumns(NamedTuple):
    """The columns of a passage: its position, and in JSON its sentences, the headings above it, and its lead-in."""

    position: int
    sentences: str
    section: str
    lead_in: str


def version_row(db: Connection, version: Version) -> int | None:
    """The row id of the version with the same text; `None` where it is not stored."""
    row: int | None = scalar(db.execute("SELECT id FROM versions WHERE sha256 = ?", [version.id]).fetchall())
    return row


def insert_version(db: Connection, version: Version, passages: Sequence[Passage]) -> int:
    """Insert a version with its passages, and return its row id."""
    cursor = db.execute(
        "INSERT INTO versions (sha256, text, blocks) VALUES (?, ?, ?)",
        [version.id, version.text, _blocks_as_json(version.blocks)],
    )
    row = int(cursor.lastrowid or 0)
    _insert_passages(db, row, passages)
    return row


def replace_blocks(db: Connection, row: int, version: Version, passages: Sequence[Passage]) -> bool:
    """Give a stored version the blocks and passages of `version`, and return whether it had others.

    Its articles count as changed, so that the index reads them again.
    """
    blocks = _blocks_as_json(version.blocks)
    had = scalar(db.execute("SELECT blocks FROM versions WHERE id = ?", [row]).fetchall())
    if had == blocks and has_passages(db, row, passages):
        return False
    db.execute("UPDATE versions SET blocks = ? WHERE id = ?", [blocks, row])
    db.execute("DELETE FROM passages WHERE version = ?", [row])
    _insert_passages(db, row, passages)
    db.execute("UPDATE articles SET version = version WHERE version = ?", [row])  # for the triggers
    return True


def has_passages(db: Connection, row: int, passages: Sequence[Passage]) -> bool:
    """Whether exactly these passages are stored of a version."""
    stored = db.execute(PASSAGES, [row]).fetchall()
    return [tuple(each) for each in stored] == list(_passage_rows(passages))


def delete_unreferenced(db: Connection, candidates: Iterable[int | None]) -> None:
    """Delete those of these versions that no article and no sent quote refers to."""
    db.executemany(
        """
        DELETE FROM versions WHERE id = :id
            AND NOT EXISTS (SELECT 1 FROM articles WHERE version = :id)
            AND NOT EXISTS (SELECT 1 FROM quotes WHERE version = :id)
        """,
        [{"id": row} for row in candidates if row is not None],
    )


def version_in(row: Row) -> Version:
    """The version of a row that has its `text` and `blocks` and the `pages` of its article."""
    return Version(text=row["text"], blocks=blocks_from_json(row["blocks"]), pages=tuple(json.loads(row["pages"])))


def spans_as_json(spans: Sequence[Span | AlsoIn]) -> str:
    """The spans in their stored form, `[[start, end], …]`."""
    return json.dumps([(span.start, span.end) for span in spans], separators=(",", ":"))


def spans_from_json(stored: str) -> tuple[Span, ...]:
    """The spans in their stored form, `[[start, end], …]`."""
    return tuple(Span(start=start, end=end) for start, end in json.loads(stored))


def _insert_passages(db: Connection, version: int, passages: Sequence[Passage]) -> None:
    db.executemany(
        "INSERT INTO passages (version, position, sentences, section, lead_in) VALUES (?, ?, ?, ?, ?)",
        [(version, *columns) for columns in _passage_rows(passages)],
    )


def passage_in(row: Row, article: Article) -> Passage:
    """The passage of a row that has its `sentences`, `section` and `lead_in`."""
    return Passage(
        article=article,
        sentences=spans_from_json(row["sentences"]),
        section=tuple(json.loads(row["section"])),
        lead_in=spans_from_json(row["lead_in"]),
    )


def _passage_rows(passages: Iterable[Passage]) -> Iterator[PassageColumns]:
    for position, passage in enumerate(passages):
        section = json.dumps(passage.section, ensure_ascii=False)
        yield PassageColumns(position, spans_as_json(passage.sentences), section, spans_as_json(passage.lead_in))


def _blocks_as_json(blocks: Sequence[Block]) -> str:
    """The blocks as `[[start, end], …]`; one that is more than a paragraph has its other fields as a third item."""
    return json.dumps([_block_as_list(block) for block in blocks], ensure_ascii=False, separators=(",", ":"))


def _block_as_list(block: Block) -> list[Any]:
    fields = block.model_dump(mode="json", exclude={"start", "end", "cells"}, exclude_defaults=True)
    if block.cells:
        fields["cells"] = [(cell.start, cell.end) for cell in block.cells]
    return [block.start, block.end, fields] if fields else [block.start, block.end]


def blocks_from_json(stored: str) -> tuple[Block, ...]:
    """The blocks of a version in their stored form."""
    return tuple(_block(*each) for each in json.loads(stored))


def headings_from_json(stored: str) -> Iterator[Block]:
    """The headings among stored blocks."""
    found = (each for each in json.loads(stored) if len(each) > len(("start", "end")))
    return (_block(*each) for each in found if each[-1].get("kind") == BlockKind.HEADING)


def _block(start: int, end: int, fields: Mapping[str, Any] = MappingProxyType({})) -> Block:
    cells = tuple(Span(start=first, end=last) for first, last in fields.get("cells", ()))
    return Block.model_validate({**fields, "start": start, "end": end, "cells": cells})

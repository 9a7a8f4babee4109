"""How is a library repaired whose texts are whole? Passages and index are made again; texts and sent quotes stay.

Blocks that cannot be read are replaced by the paragraphs of the text, until the article is read again.
"""

from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from typing import Final

from retrieval.analysis.passages import passages
from retrieval.indexing.integrity import check_index
from retrieval.indexing.manager import NEW, index_folder, update_indexes
from retrieval.indexing.manifest import delete_segments
from retrieval.indexing.structure import VERSION, check_structure, quoted_versions, sound_blocks
from retrieval.ingest.readers.text import text_article
from retrieval.library.database import Library, Row
from retrieval.library.versions import has_passages, replace_blocks
from retrieval.progress import ProgressCallback, no_progress
from retrieval.records import Article, Block, Record, Source, Version

LANGUAGES: Final = """
    SELECT language FROM articles WHERE version = ? AND removed_at IS NULL GROUP BY language ORDER BY min(id)
"""
ORPHANS: Final = "DELETE FROM passages WHERE version NOT IN (SELECT id FROM versions)"
UNNAMED: Final = ""  # the name of a file that only stands for a text


class RepairReport(Record):
    """What was repaired, in texts and articles; `damaged` counts the texts that are not what was stored."""

    passages: int = 0
    blocks: int = 0
    pages: int = 0
    index: bool = False
    damaged: int = 0

    @property
    def is_sound(self) -> bool:
        """Whether nothing was wrong."""
        return self == RepairReport()


def repair(library: Library, *, watch: ProgressCallback = no_progress) -> RepairReport:
    """Make the passages of all texts again, and the index where it is not sound or passages have changed.

    What is sound is not written. Each text is repaired by itself, so what was interrupted can be repeated.

    Raises:
        LibraryError: the library cannot be read or written.
    """
    wrong = check_structure(library, watch=watch)
    with library.writing() as db:
        db.executemany("UPDATE articles SET pages = '[]' WHERE id = ?", [[row] for row in wrong.pages])
        orphans = db.execute(ORPHANS).rowcount
    found = [_repaired(library, row) for row in watch(quoted_versions(library), "Making passages again")]
    index = check_index(library)
    is_index_wrong = bool(found.count(True) or wrong.pages or orphans or not index.is_sound)
    if is_index_wrong:
        rebuild_indexes(library, watch=watch)
    return RepairReport(
        passages=found.count(True),
        blocks=len(wrong.blocks),
        pages=len(wrong.pages),
        index=is_index_wrong,
        damaged=found.count(None),
    )


def rebuild_indexes(library: Library, *, watch: ProgressCallback = no_progress) -> None:
    """Delete all files of the index and build them again.

    Raises:
        LibraryError: the library cannot be written.
    """
    delete_segments(library, [row["id"] for row in library.rows("SELECT id FROM segments")])
    folder = index_folder(library)
    for path in folder.iterdir() if folder.is_dir() else ():
        if not path.name.startswith(NEW):
            with suppress(OSError):
                path.unlink()
    update_indexes(library, watch=watch)


def _repaired(library: Library, version: int) -> bool | None:
    """Whether the version had other passages than its text has; `None` where the text is not what was stored."""
    with library.writing() as db:
        rows: Sequence[Row] = db.execute(VERSION, [version]).fetchall()
        if not rows:  # its article has left meanwhile
            return False
        (row,) = rows
        if sha256(row["text"].encode()).hexdigest() != row["sha256"]:
            return None
        blocks = sound_blocks(row["blocks"], row["text"])
        articles = [_article(row, blocks, each["language"]) for each in db.execute(LANGUAGES, [version])]
        made = [(article.version, passages(article)) for article in articles]
        if blocks is not None and any(has_passages(db, version, split) for _, split in made):
            return False
        return replace_blocks(db, version, *made[0])


def _article(row: Row, blocks: Sequence[Block] | None, language: str) -> Article:
    """An article of this text and these blocks, or of the paragraphs of the text."""
    found = text_article(row["text"], file=UNNAMED).version.blocks if blocks is None else tuple(blocks)
    source = Source(id=UNNAMED, version=row["sha256"])
    return Article(source=source, version=Version(text=row["text"], blocks=found), language=language)

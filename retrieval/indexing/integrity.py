"""Is the index on disk sound? Every file that the library notes is read whole, and nothing is changed.

What is missing or damaged is made anew from the library, which alone is the truth, when the index is next opened or a
question meets it.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from retrieval.errors import DamagedSegmentError
from retrieval.index.segment_file import Mapped
from retrieval.indexing.manager import folder_of, segment_path
from retrieval.library.database import Library
from retrieval.records import Record


class Soundness(Record):
    """What a look at all files of the index found.

    `files` are those that there should be; `size` is what those take that are there, in bytes; `missing` and `damaged`
    are the names of the others.
    """

    folder: Path
    files: int
    size: int
    missing: tuple[str, ...]
    damaged: tuple[str, ...]


def soundness(library: Library) -> Soundness:
    """What a look at all files of the index finds; those that the bot replaces meanwhile count for nothing."""
    folder = folder_of(library)
    paths = [segment_path(folder, number) for number in _noted(library)]
    sizes = {path: path.stat().st_size for path in paths if path.exists()}
    damaged = list(_damaged(sizes))
    still = {segment_path(folder, number) for number in _noted(library)}
    return Soundness(
        folder=folder,
        files=len(paths),
        size=sum(sizes.values()),
        missing=tuple(path.name for path in paths if path not in sizes and path in still),
        damaged=tuple(path.name for path in damaged if path in still),
    )


def _noted(library: Library) -> Sequence[int]:
    return [row["id"] for row in library.rows("SELECT id FROM segments ORDER BY id")]


def _damaged(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that are not what was written."""
    for path in paths:
        try:
            Mapped(path).all()
        except DamagedSegmentError:
            yield path

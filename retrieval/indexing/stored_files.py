"""Which files does a library consist of? Its SQLite file with the log beside it, and the folder of its index."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from retrieval.indexing.manager import index_folder_at
from retrieval.private_files import make_private, open_to_others

BESIDE: Final = ("", "-wal", "-shm", "-journal")
"""What SQLite appends to the name of a database. https://www.sqlite.org/tempfiles.html"""


def library_files(path: Path) -> Iterator[Path]:
    """The files of the library at `path`, its index's folder included, as far as they are there."""
    folder = index_folder_at(path)
    named = [path.with_name(path.name + suffix) for suffix in BESIDE]
    yield from (each for each in [*named, folder] if each.exists())
    if folder.is_dir():
        yield from sorted(folder.iterdir())


def files_open_to_others(path: Path) -> tuple[Path, ...]:
    """The files of the library at `path` that somebody else than their owner may read or write."""
    return open_to_others(library_files(path))


def close_to_others(path: Path) -> str | None:
    """Make the library at `path` private to its owner; return a note where it was not."""
    done = make_private(library_files(path))
    return f"note: others could read the library `{path}`; its files are private to their owner now" if done else None

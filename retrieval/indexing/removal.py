"""How do articles leave a library, also where its disk is full? Removed or erased, in rows, files and index.

Deleting writes before it frees: SQLite's log gets the pages that change, and those that are overwritten. Where there is
no room for that, the files of the index make some, for they are built again from the library; the articles then leave
one by one, and are overwritten piece by piece.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from retrieval.errors import NoDiskSpaceError
from retrieval.indexing.manager import IndexManager, index_folder_at
from retrieval.library.articles import delete_articles, remove_articles
from retrieval.library.database import Library
from retrieval.library.passages import collection_names
from retrieval.progress import ProgressCallback, no_progress

Leave = Callable[[Library, Sequence[str]], None]


def withdraw_articles(library: Library, keys: Sequence[str]) -> None:
    """Remove articles as `remove_articles` does, also where the disk is full; the library then shrinks if it can.

    Raises:
        LibraryError: the library cannot be written, or there is no room even for one article at a time.
    """
    if _leave(library, keys, remove_articles):
        _compact(library)


def erase_articles(library: Library, keys: Sequence[str], *, watch: ProgressCallback = no_progress) -> None:
    """Erase every byte of the articles from the library, its write-ahead log, its index and the quotes sent from them.

    Raises:
        LibraryError: another process still reads an old state of the library; the articles are removed nevertheless.
    """
    try:
        _leave(library, keys, delete_articles)
        _compact(library)
    finally:
        for collection in collection_names(library):
            IndexManager(library, collection).purge_removed(watch=watch)


def _compact(library: Library) -> None:
    """Rewrite the library; where there is no room for that, overwrite the free pages where they are."""
    try:
        library.compact()
    except NoDiskSpaceError:
        make_room(library.path)
        library.overwrite_free_pages()


def _leave(library: Library, keys: Sequence[str], leave: Leave) -> bool:
    """Let the articles leave; return whether there was no room to do so at once."""
    try:
        leave(library, keys)
    except NoDiskSpaceError:
        make_room(library.path)
        library.restart_log()
        with library.sparing():
            for key in keys:
                leave(library, [key])
                library.restart_log()
        return True
    return False


def make_room(library: Path) -> None:
    """Delete the files of the index of the library at this path, for which nothing need be written."""
    folder = index_folder_at(library)
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(OSError):
            path.unlink()

"""Who may read the files of a library."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from stat import S_IMODE

import pytest

from retrieval.indexing.manager import update_indexes
from retrieval.indexing.stored_files import close_to_others, files_open_to_others, library_files
from retrieval.library.database import Library
from tests.retrieval.stored import RAIN, SNOW, shelve, texts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="this system has other permissions")


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    """A umask, from the laxest to the strictest."""
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a library is to be, in a folder that is not there yet."""
    return tmp_path / "data" / "library.db"


def fill(path: Path) -> Library:
    """An open library with an index and a log."""
    library = Library(path, create=True)
    shelve(library, RAIN)
    update_indexes(library)
    return library


def modes(path: Path) -> dict[str, int]:
    """The permissions of the library's files by name."""
    return {each.name: S_IMODE(each.stat().st_mode) for each in library_files(path)}


@pytest.mark.usefixtures("umask")
def test_private(path: Path) -> None:
    """A new library, its folder, its log and its index are for their owner alone, whatever the umask."""
    with fill(path):
        found = modes(path)
        assert {"library.db", "library.db-wal", "library.db-shm", "library.db-index", "1.segment"} <= found.keys()
        assert found.pop("library.db-index") == 0o700
        assert set(found.values()) == {0o600}
        assert S_IMODE(path.parent.stat().st_mode) == 0o700
        assert files_open_to_others(path) == ()


def test_closed_to_others_once(path: Path) -> None:
    """An existing library that others can read is made private with a note, once, and works as before."""
    with fill(path) as library:
        for each in library_files(path):
            each.chmod(0o755 if each.is_dir() else 0o644)
        path.parent.chmod(0o755)
        assert len(files_open_to_others(path)) == len(modes(path))
        note = close_to_others(path)
        assert note is not None
        assert str(path) in note
        assert close_to_others(path) is None
        assert set(modes(path).values()) == {0o600, 0o700}
        shelve(library, SNOW, "/b.txt")
        assert texts(library) == [RAIN, SNOW]


def test_others_files_stay(path: Path) -> None:
    """Files beside the library, and the folder that it is in, keep their permissions."""
    path.parent.mkdir(mode=0o755)
    beside = path.with_name("notes.txt")
    beside.touch(0o644)
    with fill(path):
        pass
    before = (path.parent.stat().st_mode, beside.stat().st_mode)
    path.chmod(0o666)
    assert close_to_others(path)
    assert (path.parent.stat().st_mode, beside.stat().st_mode) == before


def test_none(path: Path) -> None:
    """Where there is no library, there is nothing to say and nothing is made."""
    assert close_to_others(path) is None
    assert not path.parent.exists()

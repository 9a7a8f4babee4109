import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from retrieval.errors import LibraryError
from retrieval.indexing.manager import IndexManager
from retrieval.library import database as file
from retrieval.library import schema
from retrieval.library.database import Library
from retrieval.records import Passage
from tests.retrieval.stored import PUBLIC, RAIN, SNOW, assert_whole, counts, shelve, texts


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library with one article, closed."""
    path = tmp_path / "library.db"
    with Library(path, create=True) as library:
        shelve(library, RAIN)
    return path


@contextmanager
def sqlite(path: Path) -> Iterator[sqlite3.Connection]:
    """The file as SQLite opens it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def refused(path: Path) -> str:
    """The problem for which a library is not opened; the file stays as it is."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(LibraryError) as caught, Library(path) as library:
        IndexManager(library, PUBLIC).live_segments()
    assert caught.value.hint
    assert "\n" not in str(caught.value)
    assert before == (path.read_bytes() if path.is_file() else None)
    return caught.value.problem


def test_reopened(path: Path) -> None:
    """What was stored is there when the library is opened again."""
    with Library(path) as library:
        assert texts(library) == [RAIN]
        assert_whole(library)


def test_creates_its_folder(tmp_path: Path) -> None:
    """The folder of a new library is made."""
    with Library(tmp_path / "a" / "b" / "library.db", create=True) as library:
        assert sum(counts(library).values()) == 0


def test_folder_cannot_be_made(tmp_path: Path) -> None:
    """A file where the folder should be is one clear line."""
    (tmp_path / "a").touch()
    with pytest.raises(LibraryError, match="cannot be made"):
        Library(tmp_path / "a" / "library.db", create=True)


def test_missing(tmp_path: Path) -> None:
    """A library that is not there is not made by opening it."""
    assert "cannot be opened" in refused(tmp_path / "library.db")
    assert list(tmp_path.iterdir()) == []


def test_is_folder(tmp_path: Path) -> None:
    """A folder is no library."""
    assert "is a folder" in refused(tmp_path)


@pytest.mark.parametrize("data", [b"These are my notes.\n" * 100, b"\x89PNG\r\n\x1a\n" + bytes(2000)])
def test_not_sqlite(tmp_path: Path, data: bytes) -> None:
    """Another file is no library, and stays as it is."""
    path = tmp_path / "library.db"
    path.write_bytes(data)
    assert "is not a library" in refused(path)


def test_another_programs(tmp_path: Path) -> None:
    """Another program's SQLite file is no library, and stays as it is."""
    path = tmp_path / "library.db"
    with sqlite(path) as connection:
        connection.execute("CREATE TABLE articles (text)")
    assert "is not a library" in refused(path)
    with pytest.raises(LibraryError, match="is not a library"):
        Library(path, create=True)


def test_newer(path: Path) -> None:
    """A library of a newer release is not touched."""
    with sqlite(path) as connection:
        connection.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    assert "newer release" in refused(path)


@pytest.mark.parametrize("at", [0.1, 0.4, 0.6, 0.9])
def test_corrupt(path: Path, at: float) -> None:
    """A library with a page of rubbish in it is one clear line, or answers with what was stored."""
    data = bytearray(path.read_bytes())
    begin = int(at * len(data) / 4096) * 4096
    data[begin : begin + 4096] = b"\xa5" * 4096
    path.write_bytes(data)
    with suppress(LibraryError), Library(path) as library:
        assert texts(library) in ([], [RAIN])


def loaded(library: Library) -> list[Passage | None]:
    """All passages that may be found."""
    return [
        passage
        for view in IndexManager(library, PUBLIC).live_segments()
        for passage in view.passages(list(view.doc_ids))
    ]


def test_cut(path: Path) -> None:
    """A library that lost its end is one clear line."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(LibraryError, match="damaged"), Library(path) as library:
        IndexManager(library, PUBLIC).live_segments()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE versions SET text = replace(text, 'Bonn', 'Rome')",
        "UPDATE versions SET text = CAST(x'C3280A' AS TEXT)",
        "UPDATE versions SET blocks = '[[0'",
        "UPDATE passages SET sentences = '[[0, \"x\"]]'",
        "UPDATE articles SET published = 'May'",
        "DROP TABLE passages",
    ],
)
def test_not_what_was_stored(path: Path, change: str) -> None:
    """A text that is not what its name says, and what cannot be read, is never answered from."""
    with sqlite(path) as connection:
        connection.execute(change)
    with Library(path) as library, pytest.raises(LibraryError, match="damaged"):
        loaded(library)


def test_locked_for_writing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process writes, all can be read, and writing is one clear line."""
    monkeypatch.setattr(file, "BUSY_TIMEOUT", 0.01)
    with sqlite(path) as other:
        other.execute("BEGIN IMMEDIATE")
        with Library(path) as library:
            assert texts(library) == [RAIN]
            with pytest.raises(LibraryError, match="locked by another process"):
                shelve(library, SNOW, "/b.txt")
            assert texts(library) == [RAIN]


def test_locked_for_all(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that another process has for itself is one clear line."""
    monkeypatch.setattr(file, "BUSY_TIMEOUT", 0.01)
    with sqlite(path) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LibraryError, match="locked by another process"):
            Library(path)


def test_full(path: Path) -> None:
    """When there is no more room, one line says so, and the library is as it was."""
    with Library(path) as library:
        before = counts(library)
        with library.writing() as db:
            db.execute("PRAGMA max_page_count = 1")
        with pytest.raises(LibraryError, match="disk is full"):
            shelve(library, SNOW * 1000, "/b.txt")
        assert counts(library) == before
        assert_whole(library)


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no such limits")
def test_file_cannot_grow(path: Path) -> None:
    """A file that may not grow is one clear line, and the library is as it was."""
    program = f"""
import resource, sys
from pathlib import Path
from retrieval.errors import LibraryError
from retrieval.library.database import Library
from tests.retrieval.stored import SNOW, shelve
with Library(Path({str(path)!r})) as library:
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    try:
        shelve(library, SNOW * 10_000, "/b.txt")
    except LibraryError as error:
        print(error)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)  # noqa: S603 -- our own
    assert "the disk" in done.stdout
    assert done.stdout.count("\n") == 1
    with Library(path) as library:
        assert texts(library) == [RAIN]
        assert_whole(library)


def test_read_only(path: Path) -> None:
    """A library that may only be read answers, and writing to it is one clear line."""
    with Library(path) as library:
        library.rows("PRAGMA query_only = ON")
        assert texts(library) == [RAIN]
        with pytest.raises(LibraryError, match="cannot be written"):
            shelve(library, SNOW, "/b.txt")


def test_read_only_folder(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library in a folder that may not be written, where SQLite finds no room for its log, can be read."""
    connect = Library._connect

    def refusing(library: Library, options: str) -> sqlite3.Connection:
        if "immutable" in options:
            return connect(library, options)
        error = sqlite3.OperationalError("attempt to write a readonly database")
        error.sqlite_errorcode = sqlite3.SQLITE_READONLY_DIRECTORY
        raise error

    monkeypatch.setattr(Library, "_connect", refusing)
    with Library(path) as library:
        assert texts(library) == [RAIN]
        with pytest.raises(LibraryError, match="cannot be written"):
            shelve(library, SNOW, "/b.txt")


def test_error_undoes_all(library: Library) -> None:
    """A transaction that ends in an error leaves nothing."""
    with pytest.raises(KeyError), library.writing() as db:  # noqa: PT012 -- the error comes after the writing
        db.execute("INSERT INTO collections (name) VALUES ('x')")
        raise KeyError
    assert counts(library)["collections"] == 0


def test_own_mistakes_are_not_translated(library: Library) -> None:
    """A rule of the tables that we break is our own mistake, and no trouble with the file."""
    with pytest.raises(sqlite3.IntegrityError), library.writing() as db:
        db.execute("INSERT INTO collections (name) VALUES (NULL)")


def test_empty_file(tmp_path: Path) -> None:
    """An empty file, which a killed process may leave, is an empty library."""
    path = tmp_path / "library.db"
    path.touch()
    with Library(path) as library:
        assert sum(counts(library).values()) == 0


def test_migrated(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older library gets what the newer release adds, with all that was in it."""
    monkeypatch.setattr(file, "MIGRATIONS", (*schema.MIGRATIONS, ("ALTER TABLE articles ADD COLUMN note TEXT",)))
    with Library(path) as library:
        assert library.rows("SELECT note FROM articles")[0]["note"] is None
        assert library.rows("PRAGMA user_version")[0][0] == len(schema.MIGRATIONS) + 1
        assert texts(library) == [RAIN]


def test_migrated_like_new(tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A migrated library has the tables of a new one."""
    monkeypatch.setattr(file, "MIGRATIONS", (*schema.MIGRATIONS, ("CREATE TABLE notes (text TEXT) STRICT",)))
    with Library(path) as migrated, Library(tmp_path / "new.db", create=True) as new:
        shape = "SELECT type, name, sql FROM sqlite_schema ORDER BY name"
        assert [tuple(row) for row in migrated.rows(shape)] == [tuple(row) for row in new.rows(shape)]


def test_failed_migration(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A migration that fails leaves the library as it was."""
    monkeypatch.setattr(file, "MIGRATIONS", (*schema.MIGRATIONS, ("DELETE FROM articles", "NO SUCH STATEMENT")))
    with pytest.raises(LibraryError):
        Library(path)
    monkeypatch.undo()
    with Library(path) as library:
        assert texts(library) == [RAIN]


def test_no_table_for_questions(library: Library) -> None:
    """The library has a place for everything but questions."""
    assert set(counts(library)) == {
        *("collections", "versions", "passages", "articles", "readings", "origins", "quotes", "answers", "purged"),
        *("sizes", "documents"),
        *("feeds", "dismissed", "segments", "sqlite_sequence", "departures", "components"),
    }


def test_two_processes_make_one_library(tmp_path: Path) -> None:
    """Processes that make the same library at the same time make one, and none fails."""
    program = f"""
from pathlib import Path
from retrieval.library.database import Library
from tests.retrieval.stored import RAIN, shelve
with Library(Path({str(tmp_path / "library.db")!r}), create=True) as library:
    print(shelve(library, RAIN).outcome)
"""
    running = [
        subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)  # noqa: S603 -- our own
        for _ in range(4)
    ]
    said = sorted(process.communicate(timeout=60)[0].strip() for process in running)
    assert said == ["added", "unchanged", "unchanged", "unchanged"]
    with Library(tmp_path / "library.db") as library:
        assert texts(library) == [RAIN]
        assert_whole(library)


CLOSING = """
import sys
from pathlib import Path
from threading import Event, Thread
from retrieval.library.database import Library

COUNT = "WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 3000000)"
library = Library(Path(sys.argv[1]))
begun = Event()


def read() -> None:
    with library.reading():
        begun.set()
        print(library.rows(f"{COUNT} SELECT count(*) FROM counted")[0][0])


thread = Thread(target=read)
thread.start()
begun.wait()
library.close()
thread.join()
"""


def test_closed_while_it_is_read(path: Path) -> None:
    """A library that is closed while another thread reads it lets that thread end what it reads."""
    done = subprocess.run([sys.executable, "-c", CLOSING, str(path)], capture_output=True, text=True, check=False)  # noqa: S603 -- our own
    assert (done.returncode, done.stdout, done.stderr) == (0, "3000000\n", "")

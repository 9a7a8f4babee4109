"""How is the library's SQLite file opened, read and written? Path → rows and transactions, or a `LibraryError`.

SQLite's write-ahead log lets many read while one writes; a killed process leaves only whole transactions behind.
"""

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any, Final, Self

from retrieval.errors import LibraryError, NoDiskSpaceError
from retrieval.library.schema import APPLICATION_ID, MIGRATIONS, Component
from retrieval.private_files import PRIVATE_FOLDER, create_private

PIECE: Final = 1 << 14  # bytes that are overwritten at a time on a full disk
BUSY_TIMEOUT: Final = 5.0  # seconds to wait for another process's write lock
PRAGMAS: Final = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # deleted content is overwritten with zeros
    "PRAGMA synchronous = NORMAL",  # a killed process loses nothing; a power cut may lose the last transactions, whole
)
RESULT_CODES: Final = {
    sqlite3.SQLITE_ERROR: ("is damaged", "restore it from a copy, or move it away and add the articles again"),
    sqlite3.SQLITE_CORRUPT: ("is damaged", "restore it from a copy, or move it away and add the articles again"),
    sqlite3.SQLITE_NOTADB: ("is not a library", "name another file with --library"),
    sqlite3.SQLITE_BUSY: ("is locked by another process", "try again when that one is done"),
    sqlite3.SQLITE_READONLY: ("cannot be written", "check the permissions of the file and of its folder"),
    sqlite3.SQLITE_CANTOPEN: ("cannot be opened", "check the permissions of the file and of its folder"),
    sqlite3.SQLITE_FULL: ("cannot grow: the disk is full", "make room; what was stored is safe"),
    sqlite3.SQLITE_IOERR: ("cannot be read or written: the disk fails or is full", "check the disk, then try again"),
}
"""SQLite's result code → what is wrong with the file, and the hint. https://www.sqlite.org/rescode.html"""

NO_SPACE: Final = frozenset((sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR))  # SQLite says the latter of a full disk, too
UNDECODABLE: Final = sqlite3.SQLITE_CORRUPT  # the code for Python's error about text that is not UTF-8, which has none

Row = sqlite3.Row
Values = Sequence[object] | Mapping[str, object]


LEASE: Final = timedelta(seconds=30)


class Library:
    """An open library; threads may share it, since each gets its own connection."""

    def __init__(
        self,
        path: Path,
        *,
        create: bool = False,
        read_only: bool = False,
        components: Sequence[Component] = (),
    ) -> None:
        """Open the library at `path`, create it if it is missing and `create` is set, and bring it up to date.

        `components` are the other parts of the program whose tables are created and brought up to date, too.

        A `read_only` one refuses every change, and must be up to date.

        Raises:
            LibraryError: there is no library that can be used.
        """
        if path.is_dir():
            raise LibraryError(f"`{path}` is a folder, not a library", "name a file with --library")
        if create:
            _make_folder(path.parent)
            create_private(path)  # SQLite gives its log the permissions of the file
        self.path = path
        self.is_read_only = read_only
        self._mode = "rwc" if create else "rw"
        self._connections: list[tuple[sqlite3.Connection, threading.RLock]] = []
        self._of_thread = threading.local()
        try:
            with self.sqlite_errors():
                self._check(components)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections of all threads; the library cannot be used afterwards.

        SQLite crashes the process if a connection is closed while another thread runs a statement on it. So each
        thread may finish its transaction; a connection that is in use for longer stays open until the process ends.
        """
        for connection, in_use in self._connections:
            if in_use.acquire(timeout=BUSY_TIMEOUT):
                connection.close()
                in_use.release()

    def rows(self, query: str, values: Values = ()) -> list[Row]:
        """The rows that a query returns."""
        with self.sqlite_errors():
            connection = self._connection
            with self._of_thread.in_use:
                return connection.execute(query, values).fetchall()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Run all `rows` calls inside on one snapshot of the library."""
        with self._transaction("BEGIN"):
            yield

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection, in a transaction that is committed at the end and rolled back on an error."""
        with self._transaction("BEGIN IMMEDIATE"):
            yield self._connection

    def compact(self) -> None:
        """Rewrite the file without deleted content and truncate the write-ahead log, so that no deleted byte is left.

        Raises:
            LibraryError: another process still reads an older snapshot.
        """
        with self.sqlite_errors():
            connection = self._connection
            with self._of_thread.in_use:
                connection.execute("VACUUM")
        self.truncate_log()

    def truncate_log(self) -> None:
        """Write the write-ahead log back into the file and truncate it.

        Raises:
            LibraryError: another process still reads an older snapshot.
        """
        self._write_back("TRUNCATE")

    def restart_log(self) -> None:
        """Write the write-ahead log back into the file, and keep its room on the disk for what is written next.

        Raises:
            LibraryError: another process still reads an older snapshot.
        """
        self._write_back("RESTART")

    def _write_back(self, mode: str) -> None:
        with self.sqlite_errors():
            connection = self._connection
            with self._of_thread.in_use:
                (is_busy, *_) = connection.execute(f"PRAGMA wal_checkpoint({mode})").fetchone()
        if is_busy:
            raise self._error(sqlite3.SQLITE_BUSY)

    @contextmanager
    def sparing(self) -> Iterator[None]:
        """Write as little as possible: what is deleted inside is not overwritten until `overwrite_free_pages`."""
        self.rows("PRAGMA secure_delete = FAST")
        try:
            yield
        finally:
            self.rows("PRAGMA secure_delete = ON")

    def overwrite_free_pages(self) -> None:
        """Overwrite what was deleted with zeros where it is; that takes room for `PIECE` bytes, and shrinks nothing.

        Raises:
            LibraryError: there is not even that, or another process still reads an older snapshot.
        """
        with self.writing() as db:
            db.execute("CREATE TABLE IF NOT EXISTS blank (piece BLOB NOT NULL)")
        while scalar(self.rows("PRAGMA freelist_count")):
            with self.writing() as db:
                db.execute(f"INSERT INTO blank VALUES (zeroblob({PIECE}))")  # noqa: S608 -- our own number
            self.restart_log()
        with self.sparing(), self.writing() as db:
            db.execute("DROP TABLE blank")
        self.truncate_log()

    @contextmanager
    def sqlite_errors(self) -> Iterator[None]:
        """Re-raise SQLite's errors as `LibraryError`."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", UNDECODABLE) & 0xFF  # the primary code of an extended one
            if code not in RESULT_CODES:
                raise
            raise self._error(code) from error

    @contextmanager
    def corruption_as_error(self) -> Iterator[None]:
        """Re-raise ValueError, TypeError and LookupError as "the library is damaged"."""
        try:
            yield
        except (ValueError, TypeError, LookupError) as error:
            raise self._error(sqlite3.SQLITE_CORRUPT) from error

    @property
    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._of_thread, "connection"):
            self._of_thread.in_use = threading.RLock()
            self._of_thread.connection = self._open_connection()
        connection: sqlite3.Connection = self._of_thread.connection
        return connection

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        with self.sqlite_errors():
            connection = self._connection
            with self._of_thread.in_use:
                connection.execute(begin)
                try:
                    yield
                    connection.execute("COMMIT")
                except BaseException:
                    with suppress(sqlite3.OperationalError):  # a full disk has rolled it back already
                        connection.execute("ROLLBACK")
                    raise

    def _open_connection(self) -> sqlite3.Connection:
        try:
            return self._connect(f"mode={self._mode}")
        except sqlite3.OperationalError as error:
            code = error.sqlite_errorcode
            if code not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY_DIRECTORY} or not self.path.is_file():
                raise
            return self._connect("mode=ro&immutable=1")  # a read-only folder cannot hold the write-ahead log

    def _connect(self, options: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?{options}",
            uri=True,
            timeout=BUSY_TIMEOUT,
            isolation_level=None,
            check_same_thread=False,  # so that one thread can close all
        )
        self._connections.append((connection, self._of_thread.in_use))
        connection.row_factory = sqlite3.Row
        for pragma in PRAGMAS:
            connection.execute(pragma)
        if self.is_read_only:
            # With `mode=ro` SQLite would leave the files of its write-ahead log behind; this way it deletes them.
            connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT count(*) FROM sqlite_schema")
        return connection

    def _check(self, components: Sequence[Component]) -> None:
        """Refuse files that are no library of this release or an earlier one, and migrate an earlier one."""
        if self._pragma("application_id") != APPLICATION_ID and self._has_tables():
            raise self._error(sqlite3.SQLITE_NOTADB)
        self._refuse_newer(self._pragma("user_version"), MIGRATIONS)
        if self._pragma("user_version") < len(MIGRATIONS):
            if self.is_read_only:
                problem = f"the library `{self.path}` is from an older release"
                raise LibraryError(problem, "`pullquote list --library FILE` brings it up to date")
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._migrate()
        for component in components:
            self._refuse_newer(self._component_version(component) or 0, component.migrations)
            if self._component_version(component) != len(component.migrations):
                self._migrate_component(component)

    def _refuse_newer(self, version: int, migrations: Sequence[Sequence[str]]) -> None:
        if version > len(migrations):
            raise LibraryError(f"the library `{self.path}` is from a newer release", "install the newest pullquote")

    def _migrate(self) -> None:
        with self.writing() as connection:
            done = self._pragma("user_version")  # read within the transaction: another process may have been first
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            for statement in chain.from_iterable(MIGRATIONS[done:]):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")

    def _migrate_component(self, component: Component) -> None:
        with self.writing() as connection:
            done = self._component_version(component)
            if done is None:
                done = scalar(connection.execute(component.unrecorded).fetchall())
            for statement in chain.from_iterable(component.migrations[done:]):
                connection.execute(statement)
            values = [component.name, len(component.migrations)]
            connection.execute("INSERT OR REPLACE INTO components VALUES (?, ?)", values)

    def _component_version(self, component: Component) -> int | None:
        """How many of a component's migrations were run, `None` where the library does not say."""
        query = "SELECT version FROM components WHERE name = ?"
        version: int | None = scalar(self._connection.execute(query, [component.name]).fetchall())
        return version

    def _pragma(self, name: str) -> int:
        (value,) = self._connection.execute(f"PRAGMA {name}").fetchone()
        return int(value)

    def _has_tables(self) -> bool:
        return bool(self._connection.execute("SELECT 1 FROM sqlite_schema").fetchall())

    def _error(self, code: int) -> LibraryError:
        found, hint = RESULT_CODES[code]
        error = NoDiskSpaceError if code in NO_SPACE else LibraryError
        return error(f"the library `{self.path}` {found}", hint)


def now() -> str:
    """The current time in UTC, as the library stores it: ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
    except OSError as error:
        problem = f"the folder `{folder}` cannot be made: {error.strerror}"
        raise LibraryError(problem, "name another file with --library") from error


def scalar(rows: Sequence[Row]) -> Any:  # noqa: ANN401 -- whatever the column holds
    """The first column of the first row; `None` where there is no row."""
    return rows[0][0] if rows else None


def lease_end(length: timedelta = LEASE) -> str:
    """The time at which a lease of this length that begins now ends."""
    return (datetime.now(UTC) + length).isoformat(timespec="seconds")

from pathlib import Path
from shutil import copyfile

import pytest

from bot.store.tables import DISCORD, discord_library
from retrieval.errors import LibraryError
from retrieval.library.database import Library
from tests.bot.wire.test_living_bot import LEFT_BEHIND

Schema = dict[str, list[tuple[object, ...]]]


def schema_of(library: Library) -> Schema:
    """The columns of each table, and each index and trigger without its white space."""
    named = library.rows("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name")
    tables = {
        row["name"]: library.rows(f"PRAGMA table_xinfo({row['name']})") for row in named if row["type"] == "table"
    }
    others = {row["name"]: "".join(row["sql"].split()) for row in named if row["type"] != "table"}
    return {name: [tuple(column) for column in columns] for name, columns in tables.items()} | {
        name: [(sql,)] for name, sql in others.items()
    }


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A library that an earlier release made, when these tables were the library's own."""
    return Path(copyfile(LEFT_BEHIND / "library.db", tmp_path / "old.db"))


def test_migrated_is_new(old: Path, tmp_path: Path) -> None:
    """A migrated library has the tables, columns, indexes and triggers of a new one."""
    with discord_library(old) as migrated, discord_library(tmp_path / "new.db", create=True) as new:
        assert schema_of(migrated) == schema_of(new)


@pytest.mark.parametrize("done", range(len(DISCORD.migrations) + 1))
def test_unrecorded(tmp_path: Path, done: int) -> None:
    """The migrations that an older library has are counted by what is in it."""
    path = tmp_path / "library.db"
    with Library(path, create=True) as library, library.writing() as db:
        for statement in (statement for step in DISCORD.migrations[:done] for statement in step):
            db.execute(statement)
    with discord_library(path) as migrated, discord_library(tmp_path / "new.db", create=True) as new:
        assert schema_of(migrated) == schema_of(new)


def test_rows_stay(old: Path) -> None:
    """What was kept for Discord is there after the migration, and after another opening."""
    for _ in range(2):
        with discord_library(old) as library:
            assert [row["times"] for row in library.rows("SELECT times FROM handed_in ORDER BY id")] == [1] * 3 + [
                2
            ] + [1] * 3
            assert [row["target"] for row in library.rows("SELECT target FROM jobs")] == ["late.txt"]


def test_library_alone(tmp_path: Path) -> None:
    """A library that no bot has opened has no table of Discord's."""
    with Library(tmp_path / "library.db", create=True) as library:
        names = {row["name"] for row in library.rows("SELECT name FROM sqlite_schema")}
    assert not names & {"settings", "jobs", "posted", "handed_in"}


def test_newer(old: Path) -> None:
    """Tables of a newer release are not touched."""
    with discord_library(old) as library, library.writing() as db:
        db.execute("UPDATE components SET version = version + 1")
    with pytest.raises(LibraryError, match="newer release"):
        discord_library(old)

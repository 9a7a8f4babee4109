"""Which guilds have removed the bot, and since when? What is kept of one is deleted when its grace period is over."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta

from bot.store.guild_settings import guild_of_collection
from retrieval.library.database import Library, now

COLLECTIONS = "SELECT name FROM collections UNION SELECT collection FROM feeds"
SERVERS = "SELECT server FROM settings UNION SELECT server FROM jobs UNION SELECT server FROM handed_in"


def record_absent(library: Library, guild: int) -> None:
    """Store that a guild has removed the bot, unless that is stored already."""
    with library.writing() as db:
        db.execute("INSERT OR IGNORE INTO absent VALUES (?, ?)", [guild, now()])


def record_present(library: Library, guild: int) -> None:
    """Store that a guild has the bot; only one that had removed it is written."""
    if library.rows("SELECT 1 FROM absent WHERE server = ?", [guild]):
        with library.writing() as db:
            db.execute("DELETE FROM absent WHERE server = ?", [guild])


def record_all(library: Library, present: Collection[int], *, is_ours: Callable[[int], bool]) -> None:
    """Store which guilds of which something is kept are not `present`, of those that this process would hear of."""
    for guild in filter(is_ours, _known_guilds(library)):
        (record_present if guild in present else record_absent)(library, guild)


def absent_guilds(library: Library, *, at_least: timedelta = timedelta()) -> frozenset[int]:
    """The guilds that have removed the bot at least so long ago."""
    until = (datetime.now(UTC) - at_least).isoformat(timespec="seconds")
    return frozenset(row["server"] for row in library.rows("SELECT server FROM absent WHERE left_at <= ?", [until]))


def delete_guild(library: Library, guild: int, *, collection: str) -> None:
    """Delete what is kept of a guild besides its articles: settings, questions, jobs, feeds, and that it was there."""
    with library.writing() as db:
        for table in ("settings", "jobs", "handed_in", "absent"):
            db.execute(f"DELETE FROM {table} WHERE server = ?", [guild])  # noqa: S608 -- our own names
        db.execute("DELETE FROM feeds WHERE collection = ?", [collection])
        here = "collection = (SELECT id FROM collections WHERE name = ?)"
        db.execute(f"DELETE FROM dismissed WHERE {here}", [collection])  # noqa: S608 -- our own words


def _known_guilds(library: Library) -> frozenset[int]:
    """The guilds of which something is kept."""
    named = (guild_of_collection(row[0]) for row in library.rows(COLLECTIONS))
    return frozenset({row["server"] for row in library.rows(SERVERS)} | {guild for guild in named if guild}) - {0}

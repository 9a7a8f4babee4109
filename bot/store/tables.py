"""Which tables does the bot keep in the library's file? Those that only Discord needs, with migrations of their own.

    posted      the private messages whose answers were posted, for a day
    settings    how the bot answers in each guild
    jobs        what moderators asked to be read, with the file if it is one, until it is done; then what came of it;
                the process that works on it, with the end of its lease; and how often it was begun
    handed_in   the questions that members handed to the moderators of a guild, until they are done

No other question is stored. Times are UTC, ISO 8601.
"""

from pathlib import Path
from typing import Final

from retrieval.library.database import Library
from retrieval.library.schema import Component

MODERATION: Final = (
    """
    CREATE TABLE settings (
        server INTEGER PRIMARY KEY,
        channels TEXT NOT NULL,
        is_private INTEGER NOT NULL,
        caution TEXT,
        has_public INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE jobs (
        id INTEGER PRIMARY KEY,
        server INTEGER NOT NULL,
        kind TEXT NOT NULL,
        target TEXT NOT NULL,
        document BLOB,
        channel INTEGER NOT NULL,
        message INTEGER,
        asked_at TEXT NOT NULL,
        ended_at TEXT,
        outcome TEXT
    ) STRICT
    """,
    "CREATE INDEX jobs_by_server ON jobs (server)",
    """
    CREATE TABLE handed_in (
        id INTEGER PRIMARY KEY,
        server INTEGER NOT NULL,
        folded TEXT NOT NULL,
        question TEXT NOT NULL,
        times INTEGER NOT NULL DEFAULT 1,
        last_at TEXT NOT NULL,
        UNIQUE (server, folded)
    ) STRICT
    """,
)

POSTED: Final = ("CREATE TABLE posted (message INTEGER PRIMARY KEY, posted_at TEXT NOT NULL) STRICT",)

JOB_LEASES: Final = (
    "ALTER TABLE jobs ADD COLUMN holder TEXT",
    "ALTER TABLE jobs ADD COLUMN held_until TEXT",
)

JOB_TRIES: Final = ("ALTER TABLE jobs ADD COLUMN tries INTEGER NOT NULL DEFAULT 0",)

UNRECORDED: Final = """
    SELECT (SELECT count(*) FROM sqlite_schema WHERE name = 'jobs')
        + (SELECT count(*) FROM sqlite_schema WHERE name = 'posted')
        + (SELECT count(*) FROM pragma_table_info('jobs') WHERE name IN ('holder', 'tries'))
"""
"""How many of the migrations a library has that was made when these tables were the library's own."""

DISCORD: Final = Component("discord", (MODERATION, POSTED, JOB_LEASES, JOB_TRIES), UNRECORDED)


def discord_library(path: Path, *, create: bool = False) -> Library:
    """The library at `path` with the bot's own tables in it.

    Raises:
        LibraryError: there is no library that can be used.
    """
    return Library(path, create=create, components=[DISCORD])

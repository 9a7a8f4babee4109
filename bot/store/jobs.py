"""What did moderators ask for that takes long? Jobs, kept until they are done, so that a restart loses none."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from bot.store.leases import UNCLAIMED
from retrieval.errors import JobsError
from retrieval.library.database import Library, Row, claimed_until, now, only
from retrieval.library.store import Outcome
from retrieval.records import Record

MOST_WAITING: Final = 10  # jobs of one server
KEPT: Final = 20  # jobs of one server that are done


class Kind(StrEnum):
    """What is to be done."""

    ADD = "add"  # read a web address
    FILE = "file"  # read a file that came with the job
    FEED = "feed"  # read a feed, and look at it from then on
    REFRESH = "refresh"  # read one article's addresses once more, or with an empty target everything's


class Order(NamedTuple):
    """What a moderator asks for, and the channel where.

    Attributes:
        target: a web address, a file's name, or an article's id.
        document: the bytes of the file, if it is one.
    """

    server: int
    kind: Kind
    target: str
    channel: int
    document: bytes | None = None


class Said(Record):
    """What became of one article: its id and title, or the reason why it was not read."""

    outcome: Outcome
    text: str
    article: str | None = None


class Done(Record):
    """What came of a job: how many of each outcome, the first of them by name, and the questions answered by it.

    `problem` is why it could not be done at all.
    """

    counts: Mapping[Outcome, int] = {}
    said: tuple[Said, ...] = ()
    notes: tuple[str, ...] = ()
    answered: int = 0
    problem: str | None = None


class Job(Record):
    """An order as it is kept; `message` shows how far it is, where others than the moderator may see that."""

    id: int
    server: int
    kind: Kind
    target: str
    channel: int
    message: int | None = None
    asked_at: str
    ended_at: str | None = None
    done: Done | None = None


COLUMNS: Final = "id, server, kind, target, channel, message, asked_at, ended_at, outcome"


def take(library: Library, order: Order, *, holder: str | None = None) -> Job:
    """Keep an order, claimed for `holder`, if any.

    Raises:
        JobsError: too many of the server's jobs are not done yet.
    """
    with library.writing() as db:
        waiting = db.execute("SELECT count(*) FROM jobs WHERE server = ? AND ended_at IS NULL", [order.server])
        if only(waiting.fetchall()) >= MOST_WAITING:
            raise JobsError(f"{MOST_WAITING} jobs of this server are not done yet", "wait until one of them is")
        row = db.execute(
            """
            INSERT INTO jobs (server, kind, target, channel, document, asked_at, holder, held_until)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [*order, now(), holder, claimed_until() if holder else None],  # an order has its columns in this order
        ).lastrowid
        return _job(db.execute(f"SELECT {COLUMNS} FROM jobs WHERE id = ?", [row]).fetchone())  # noqa: S608 -- our own words


def document(library: Library, job: Job) -> bytes:
    """The file that came with a job which is not done."""
    return bytes(only(library.rows("SELECT document FROM jobs WHERE id = ?", [job.id])) or b"")


def unclaimed(library: Library) -> tuple[Job, ...]:
    """The jobs of all servers that are not done, nor claimed by a process that is alive, the oldest first."""
    query = f"SELECT {COLUMNS} FROM jobs WHERE {UNCLAIMED} ORDER BY id"  # noqa: S608 -- our own words
    return tuple(map(_job, library.rows(query, {"now": now()})))


def recent(library: Library, server: int, *, limit: int) -> tuple[Job, ...]:
    """The jobs of a server: those that are not done, then the latest of the others."""
    query = f"SELECT {COLUMNS} FROM jobs WHERE server = ? ORDER BY ended_at IS NOT NULL, id DESC LIMIT ?"  # noqa: S608 -- our own words
    return tuple(map(_job, library.rows(query, [server, limit])))


def note_message(library: Library, job: int, message: int) -> None:
    """Note which message shows how far a job is."""
    with library.writing() as db:
        db.execute("UPDATE jobs SET message = ? WHERE id = ?", [message, job])


def end(library: Library, job: Job, done: Done) -> None:
    """Note what came of a job; its file is deleted, and so are the server's oldest jobs."""
    with library.writing() as db:
        db.execute(
            "UPDATE jobs SET ended_at = ?, outcome = ?, document = NULL WHERE id = ?",
            [now(), done.model_dump_json(), job.id],
        )
        latest = "SELECT id FROM jobs WHERE server = :server AND ended_at IS NOT NULL ORDER BY id DESC LIMIT :kept"
        old = f"server = :server AND ended_at IS NOT NULL AND id NOT IN ({latest})"
        db.execute(f"DELETE FROM jobs WHERE {old}", {"server": job.server, "kept": KEPT})  # noqa: S608 -- our own words


def _job(row: Row) -> Job:
    kept = {name: row[name] for name in ("id", "server", "kind", "target", "channel", "message", "asked_at")}
    done = Done.model_validate_json(row["outcome"]) if row["outcome"] else None
    return Job(**kept, ended_at=row["ended_at"], done=done)

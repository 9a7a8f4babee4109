"""Which long jobs did moderators start? They are stored until they are done, so that a restart loses none."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from bot.store.leases import UNLEASED
from retrieval.errors import JobsError
from retrieval.library.database import Library, Row, lease_end, now, scalar
from retrieval.library.store import StoreOutcome
from retrieval.records import Record

MOST_WAITING: Final = 10  # jobs of one server
FINISHED_KEPT: Final = 20  # jobs of one server that are done


class JobKind(StrEnum):
    """What a job does."""

    ADD = "add"  # read a web address
    FILE = "file"  # read a file that came with the job
    FEED = "feed"  # read a feed, and follow it from then on
    REFRESH = "refresh"  # read the addresses of one article again, or of all where the target is empty
    REREAD = "reread"  # read what is kept of all servers' articles again, after an upgrade


class JobRequest(NamedTuple):
    """What a moderator asks for, and in which channel.

    Attributes:
        target: a web address, a file's name, or an article's id.
        document: the bytes of the file, if it is one.
    """

    guild: int
    kind: JobKind
    target: str
    channel: int
    document: bytes | None = None


class ArticleResult(Record):
    """The result of one article: its id and title, or the reason why it was not read."""

    outcome: StoreOutcome
    text: str
    article: str | None = None


class JobResult(Record):
    """The result of a job: how many articles had each outcome, the first of them by name, and the questions answered.

    `problem` is why the whole job failed.
    """

    counts: Mapping[StoreOutcome, int] = {}
    said: tuple[ArticleResult, ...] = ()
    notes: tuple[str, ...] = ()
    answered: int = 0
    problem: str | None = None


class Job(Record):
    """A stored job; `message` is the public message that shows its progress, if there is one."""

    id: int
    guild: int
    kind: JobKind
    target: str
    channel: int
    message: int | None = None
    asked_at: str
    ended_at: str | None = None
    done: JobResult | None = None


NO_SERVER: Final = 0  # of a job that no moderator asked for
COLUMNS: Final = "id, server, kind, target, channel, message, asked_at, ended_at, outcome"


def add_job(library: Library, order: JobRequest, *, holder: str | None = None) -> Job:
    """Store a job, leased to `holder` if one is given.

    Raises:
        JobsError: too many of the server's jobs are not done yet.
    """
    with library.writing() as db:
        waiting = db.execute("SELECT count(*) FROM jobs WHERE server = ? AND ended_at IS NULL", [order.guild])
        if scalar(waiting.fetchall()) >= MOST_WAITING:
            raise JobsError(f"{MOST_WAITING} jobs of this server are not done yet", "wait until one of them is done")
        row = db.execute(
            """
            INSERT INTO jobs (server, kind, target, channel, document, asked_at, holder, held_until)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                *order,
                now(),
                holder,
                lease_end() if holder else None,
            ],  # the fields of an order are in the order of the columns
        ).lastrowid
        return _job(db.execute(f"SELECT {COLUMNS} FROM jobs WHERE id = ?", [row]).fetchone())  # noqa: S608 -- our own words


def request_reread(library: Library) -> None:
    """Store a job that reads again what earlier readers have read, unless one is there and not done."""
    with library.writing() as db:
        waiting = db.execute("SELECT 1 FROM jobs WHERE kind = ? AND ended_at IS NULL", [JobKind.REREAD]).fetchall()
        if not waiting:
            query = "INSERT INTO jobs (server, kind, target, channel, asked_at) VALUES (?, ?, '', 0, ?)"
            db.execute(query, [NO_SERVER, JobKind.REREAD, now()])


def job_document(library: Library, job: Job) -> bytes:
    """The file that came with an unfinished job."""
    return bytes(scalar(library.rows("SELECT document FROM jobs WHERE id = ?", [job.id])) or b"")


def unleased_jobs(library: Library) -> tuple[Job, ...]:
    """The unfinished jobs of all guilds that no living process has leased, oldest first."""
    query = f"SELECT {COLUMNS} FROM jobs WHERE {UNLEASED} ORDER BY id"  # noqa: S608 -- our own words
    return tuple(map(_job, library.rows(query, {"now": now()})))


def recent_jobs(library: Library, guild: int, *, limit: int) -> tuple[Job, ...]:
    """The jobs of a guild: the unfinished ones, then the latest finished ones."""
    query = f"SELECT {COLUMNS} FROM jobs WHERE server = ? ORDER BY ended_at IS NOT NULL, id DESC LIMIT ?"  # noqa: S608 -- our own words
    return tuple(map(_job, library.rows(query, [guild, limit])))


def set_progress_message(library: Library, job: int, message: int) -> None:
    """Store which message shows the progress of a job."""
    with library.writing() as db:
        db.execute("UPDATE jobs SET message = ? WHERE id = ?", [message, job])


def finish_job(library: Library, job: Job, done: JobResult) -> None:
    """Store the result of a job; its file is deleted, and so are the guild's oldest finished jobs."""
    with library.writing() as db:
        db.execute(
            "UPDATE jobs SET ended_at = ?, outcome = ?, document = NULL WHERE id = ?",
            [now(), done.model_dump_json(), job.id],
        )
        latest = "SELECT id FROM jobs WHERE server = :server AND ended_at IS NOT NULL ORDER BY id DESC LIMIT :kept"
        old = f"server = :server AND ended_at IS NOT NULL AND id NOT IN ({latest})"
        db.execute(f"DELETE FROM jobs WHERE {old}", {"server": job.guild, "kept": FINISHED_KEPT})  # noqa: S608 -- our own words


def _job(row: Row) -> Job:
    same = {name: row[name] for name in ("id", "kind", "target", "channel", "message", "asked_at", "ended_at")}
    done = JobResult.model_validate_json(row["outcome"]) if row["outcome"] else None
    return Job(**same, guild=row["server"], done=done)

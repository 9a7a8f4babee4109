import subprocess
import sys
from pathlib import Path

from bot.store.jobs import JobKind, JobRequest, JobResult, add_job, finish_job, unleased_jobs
from bot.store.leases import lease_job, release_leases, renew_leases
from retrieval.library.database import Library
from retrieval.library.feeds import due_feeds, feeds, follow_feed, lease_feed, record_feed_check

ORDER = JobRequest(1, JobKind.ADD, "https://example.org", 2)
PROCESSES = 3
CLAIMING = """
import sys
from pathlib import Path
from bot.store.leases import lease_job
from bot.store.tables import discord_library

with discord_library(Path(sys.argv[1])) as library:
    input()  # until all are ready
    print(*(job for job in range(1, int(sys.argv[2]) + 1) if lease_job(library, job, sys.argv[3])))
"""


def let_pass(library: Library) -> None:
    """Let so much time pass that claims end which are not renewed."""
    with library.writing() as db:
        db.execute("UPDATE jobs SET held_until = '2024-04-26T12:00:00+00:00' WHERE held_until IS NOT NULL")
        db.execute("UPDATE feeds SET held_until = '2024-04-26T12:00:00+00:00' WHERE held_until IS NOT NULL")


def test_claimed_once(library: Library) -> None:
    """A job that one has claimed is nobody else's, and one's own may be claimed again."""
    job = add_job(library, ORDER)
    assert lease_job(library, job.id, "one")
    assert not lease_job(library, job.id, "other")
    assert lease_job(library, job.id, "one")
    assert unleased_jobs(library) == ()


def test_taken_with_a_claim(library: Library) -> None:
    """A job may be claimed from its very beginning."""
    job = add_job(library, ORDER, holder="one")
    assert unleased_jobs(library) == ()
    assert not lease_job(library, job.id, "other")


def test_dead(library: Library) -> None:
    """A claim that is not renewed ends; one that is does not, unless another has claimed the job meanwhile."""
    first, second = (add_job(library, ORDER, holder=holder) for holder in ("dead", "alive"))
    let_pass(library)
    renew_leases(library, "alive")
    assert [job.id for job in unleased_jobs(library)] == [first.id]
    assert lease_job(library, first.id, "alive")
    renew_leases(library, "dead")
    assert not lease_job(library, first.id, "dead")
    assert not lease_job(library, second.id, "dead")


def test_let_go(library: Library) -> None:
    """Who leaves lets go at once of all that is not done, and of nothing that others do."""
    mine, _ = (add_job(library, ORDER, holder=holder) for holder in ("one", "other"))
    release_leases(library, "one")
    assert [job.id for job in unleased_jobs(library)] == [mine.id]


def test_done(library: Library) -> None:
    """A job that is done is claimed by nobody any more, whoever has done it."""
    job = add_job(library, ORDER, holder="one")
    finish_job(library, job, JobResult())
    let_pass(library)
    assert unleased_jobs(library) == ()
    assert not lease_job(library, job.id, "one")


def test_feed(library: Library) -> None:
    """A feed is looked at by one alone, by the next when it is due again, or when a look never ended."""
    follow_feed(library, "https://example.org/feed", collection="server-1")
    for _ in range(2):
        with library.writing() as db:
            db.execute("UPDATE feeds SET due_at = '2024-04-26T12:00:00+00:00'")
        (feed,) = due_feeds(library)
        assert lease_feed(library, feed)
        assert not lease_feed(library, feed)
        assert due_feeds(library) == ()
        record_feed_check(library, feed, problem=None)
        assert not lease_feed(library, feed)
    with library.writing() as db:
        db.execute("UPDATE feeds SET due_at = '2024-04-26T12:00:00+00:00'")
    (feed,) = feeds(library, "server-1")
    assert lease_feed(library, feed)
    let_pass(library)
    assert lease_feed(library, feed)


def test_several_processes(library: Library) -> None:
    """Of several processes that claim the same jobs at once, one gets each."""
    for server in range(40):
        add_job(library, ORDER._replace(guild=server))
    processes = [claiming(library.path, 40, f"process {number}") for number in range(PROCESSES)]
    claimed = [job for process in processes for job in process.communicate("\n")[0].split()]
    assert all(process.returncode == 0 for process in processes)
    assert sorted(map(int, claimed)) == list(range(1, 41))


def claiming(path: Path, jobs: int, holder: str) -> "subprocess.Popen[str]":
    """A process that claims so many jobs on a signal from the test."""
    command = [sys.executable, "-c", CLAIMING, str(path), str(jobs), holder]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 -- our own


def test_tries(library: Library) -> None:
    """How often a job was begun is counted, over processes that end with it; one that is stopped gives its try back."""
    job = add_job(library, ORDER)
    assert lease_job(library, job.id, "first") == 1
    with library.writing() as db:
        db.execute("UPDATE jobs SET held_until = NULL")  # as if it were killed, and its lease over
    assert lease_job(library, job.id, "second") == 2
    release_leases(library, "second")
    assert lease_job(library, job.id, "third") == 2
    assert lease_job(library, job.id, "fourth") == 0

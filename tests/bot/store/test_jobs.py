import pytest

from bot.store.jobs import (
    FINISHED_KEPT,
    MOST_WAITING,
    ArticleResult,
    JobKind,
    JobRequest,
    JobResult,
    add_job,
    finish_job,
    job_document,
    recent_jobs,
    set_progress_message,
    unleased_jobs,
)
from retrieval.errors import JobsError
from retrieval.library.database import Library
from retrieval.library.store import StoreOutcome
from tests.retrieval.stored import RAIN, written

ADD = JobRequest(1, JobKind.ADD, "https://example.org", 2)
DONE = JobResult(
    counts={StoreOutcome.ADDED: 1},
    said=(ArticleResult(outcome=StoreOutcome.ADDED, text="Rain", article="abc"),),
    answered=1,
)


def test_life_of_a_job(library: Library) -> None:
    """A job waits, has a message, and ends with what came of it."""
    job = add_job(library, ADD)
    assert (job.guild, job.kind, job.target, job.channel, job.message) == (
        1,
        JobKind.ADD,
        "https://example.org",
        2,
        None,
    )
    set_progress_message(library, job.id, 7)
    assert [each.message for each in unleased_jobs(library)] == [7]
    finish_job(library, job, DONE)
    assert unleased_jobs(library) == ()
    (ended,) = recent_jobs(library, 1, limit=9)
    assert (ended.done, ended.message) == (DONE, 7)
    assert ended.ended_at


def test_document(library: Library) -> None:
    """A file is kept until its job is done, and no byte of it longer."""
    job = add_job(library, ADD._replace(kind=JobKind.FILE, document=RAIN.encode()))
    assert job_document(library, job) == RAIN.encode()
    finish_job(library, job, DONE)
    assert job_document(library, job) == b""
    library.compact()
    assert RAIN.encode() not in written(library.path)


def test_too_many(library: Library) -> None:
    """A server has so many jobs at once; when one is done there is room, and other servers have their own."""
    jobs = [add_job(library, ADD) for _ in range(MOST_WAITING)]
    with pytest.raises(JobsError, match="10 jobs"):
        add_job(library, ADD)
    add_job(library, ADD._replace(guild=2))
    finish_job(library, jobs[0], DONE)
    add_job(library, ADD)


def test_recent(library: Library) -> None:
    """The jobs of a server come with those first that are not done, then the latest; the oldest are forgotten."""
    first = add_job(library, ADD)
    for number in range(FINISHED_KEPT + 2):
        finish_job(library, add_job(library, ADD._replace(target=str(number))), DONE)
    add_job(library, ADD._replace(guild=2))
    found = recent_jobs(library, 1, limit=100)
    assert [each.id for each in found[:1]] == [first.id]
    assert [each.target for each in found[1:]] == [str(number) for number in range(FINISHED_KEPT + 1, 1, -1)]

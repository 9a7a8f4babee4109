import pytest

from bot.store.jobs import (
    KEPT,
    MOST_WAITING,
    Done,
    Kind,
    Order,
    Said,
    document,
    end,
    note_message,
    recent,
    take,
    unclaimed,
)
from retrieval.errors import JobsError
from retrieval.library.database import Library
from retrieval.library.store import Outcome
from tests.retrieval.stored import RAIN, written

ADD = Order(1, Kind.ADD, "https://example.org", 2)
DONE = Done(counts={Outcome.ADDED: 1}, said=(Said(outcome=Outcome.ADDED, text="Rain", article="abc"),), answered=1)


def test_life_of_a_job(library: Library) -> None:
    """A job waits, has a message, and ends with what came of it."""
    job = take(library, ADD)
    assert (job.server, job.kind, job.target, job.channel, job.message) == (1, Kind.ADD, "https://example.org", 2, None)
    note_message(library, job.id, 7)
    assert [each.message for each in unclaimed(library)] == [7]
    end(library, job, DONE)
    assert unclaimed(library) == ()
    (ended,) = recent(library, 1, limit=9)
    assert (ended.done, ended.message) == (DONE, 7)
    assert ended.ended_at


def test_document(library: Library) -> None:
    """A file is kept until its job is done, and no byte of it longer."""
    job = take(library, ADD._replace(kind=Kind.FILE, document=RAIN.encode()))
    assert document(library, job) == RAIN.encode()
    end(library, job, DONE)
    assert document(library, job) == b""
    library.compact()
    assert RAIN.encode() not in written(library.path)


def test_too_many(library: Library) -> None:
    """A server has so many jobs at once; when one is done there is room, and other servers have their own."""
    jobs = [take(library, ADD) for _ in range(MOST_WAITING)]
    with pytest.raises(JobsError, match="10 jobs"):
        take(library, ADD)
    take(library, ADD._replace(server=2))
    end(library, jobs[0], DONE)
    take(library, ADD)


def test_recent(library: Library) -> None:
    """The jobs of a server come with those first that are not done, then the latest; the oldest are forgotten."""
    first = take(library, ADD)
    for number in range(KEPT + 2):
        end(library, take(library, ADD._replace(target=str(number))), DONE)
    take(library, ADD._replace(server=2))
    found = recent(library, 1, limit=100)
    assert [each.id for each in found[:1]] == [first.id]
    assert [each.target for each in found[1:]] == [str(number) for number in range(KEPT + 1, 1, -1)]

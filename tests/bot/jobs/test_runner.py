"""Two workshops over one library, as two processes of the bot have them."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from threading import Event

from bot.jobs.progress import Progress
from bot.jobs.runner import GIVEN_UP, JobRunner
from bot.jobs.tasks import JobDeps
from bot.rendering.message import Part
from bot.store.jobs import NO_SERVER, Job, JobKind, JobRequest, JobResult, add_job, recent_jobs
from bot.store.leases import lease_job
from retrieval.importer import add_document
from retrieval.library.feeds import feeds, follow_feed
from retrieval.library.store import StoreOutcome
from retrieval.reread import has_outdated
from tests.bot.moderating import OWN, SERVER, Scene, scene
from tests.bot.wire.test_sources import Held
from tests.retrieval.ingest.web.test_fetch import fetcher
from tests.retrieval.site import Page
from tests.retrieval.stored import RAIN

__all__ = ["scene"]  # a fixture

PATIENCE = 60.0  # seconds
PAGE = Page(RAIN.encode(), headers={"Content-Type": "text/plain"})


class Heard:
    """A reporter that keeps which jobs were reported as finished."""

    def __init__(self) -> None:
        self.ended: list[int] = []
        self._news = asyncio.Condition()

    async def report(self, job: Job, message: Sequence[Part]) -> None:
        """Keep that a job ended."""
        async with self._news:
            self.ended += [job.id] if job.done and message else []
            self._news.notify_all()

    async def until(self, *jobs: Job) -> None:
        """Wait until these jobs have ended."""
        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(lambda: {job.id for job in jobs} <= set(self.ended))

    async def until_any(self) -> None:
        """Wait until a job has ended."""
        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(lambda: self.ended)

    def log_error(self, error: BaseException) -> str:
        """Fail: nothing of the kind is to happen."""
        raise error


@asynccontextmanager
async def workshops(scene: Scene, heard: Heard) -> AsyncIterator[list[JobRunner]]:
    """Two of them, at work."""
    job_deps = JobDeps(scene.library, fetcher, tell_every=0.02, look_every=0.05, claim_every=0.05)
    both = [JobRunner(job_deps, heard) for _ in range(2)]
    for each in both:
        await each.open()
    yield both
    for each in both:
        await each.close(patience=1.0)


async def test_each_job_once(scene: Scene) -> None:
    """Jobs that wait when both begin are done once each, and reported once."""
    jobs = [ordered(scene, f"/{number}") for number in range(6)]
    heard = Heard()
    async with workshops(scene, heard):
        await heard.until(*jobs)
    assert sorted(heard.ended) == [job.id for job in jobs]
    assert sorted(path for path in scene.site.paths if path != "/robots.txt") == [f"/{number}" for number in range(6)]


async def test_given_up(scene: Scene) -> None:
    """A job with which two processes ended is not begun a third time: it ends with a line, and the next one is done."""
    killer, harmless = ordered(scene, "/killer"), ordered(scene, "/harmless")
    for holder in ("first", "second"):
        assert lease_job(scene.library, killer.id, holder)
        with scene.library.writing() as db:
            db.execute("UPDATE jobs SET held_until = NULL")
    heard = Heard()
    async with workshops(scene, heard):
        await heard.until(killer, harmless)
    done = {job.id: job.done for job in recent_jobs(scene.library, SERVER, limit=9)}
    assert done == {
        killer.id: JobResult(problem=GIVEN_UP),
        harmless.id: done[harmless.id],
    }
    assert done[harmless.id] != JobResult(problem=GIVEN_UP)
    assert [path for path in scene.site.paths if path != "/robots.txt"] == ["/harmless"]


async def test_what_another_holds(scene: Scene) -> None:
    """What another process has claimed is left to it, until its claim ends because it has died."""
    held, free = ordered(scene, "/held"), ordered(scene, "/free")
    assert lease_job(scene.library, held.id, "a process that dies")
    heard = Heard()
    async with workshops(scene, heard) as (one, other):
        one.submit(held)
        other.submit(held)
        await heard.until(free)
        assert "/held" not in scene.site.paths
        with scene.library.writing() as db:
            db.execute("UPDATE jobs SET held_until = '2024-04-26T12:00:00+00:00'")
        await heard.until(held)
    assert heard.ended == [free.id, held.id]


async def test_left_behind(scene: Scene) -> None:
    """What one was doing when it was closed, the other does at once."""
    job = ordered(scene, "/a")
    held = scene.site.pages["/a"] = Held(PAGE)
    heard = Heard()
    async with workshops(scene, heard) as (one, _):
        await asyncio.to_thread(held.asked.wait, PATIENCE)
        await one.close(patience=0.0)
        held.let_go()
        await heard.until(job)
    assert heard.ended == [job.id]


async def test_each_feed_once(scene: Scene) -> None:
    """A feed that is due is looked at by one of them."""
    scene.site.pages["/feed"] = PAGE
    follow_feed(scene.library, scene.url("/feed"), collection=OWN)
    with scene.library.writing() as db:
        db.execute("UPDATE feeds SET due_at = '2024-04-26T12:00:00+00:00'")
    heard = Heard()
    async with workshops(scene, heard):
        while not feeds(scene.library, OWN)[0].problem:
            job = ordered(scene, "/a")
            await heard.until(job)
    assert scene.site.paths.count("/feed") == 1


async def test_read_again(scene: Scene) -> None:
    """After an upgrade what earlier readers have read is read again by itself, and it is told to nobody's server."""
    list(add_document(scene.library, RAIN.encode(), name="a.txt", collection=OWN))
    assert not has_outdated(scene.library)
    with scene.library.writing() as db:
        db.execute("UPDATE origins SET readers = readers - 1")
    heard = Heard()
    async with workshops(scene, heard):
        await heard.until_any()
    assert not has_outdated(scene.library)
    assert recent_jobs(scene.library, SERVER, limit=9) == ()
    job = recent_jobs(scene.library, NO_SERVER, limit=9)[-1]
    assert job.done == JobResult(counts={StoreOutcome.UNCHANGED: 1})


async def test_nothing_to_read_again(scene: Scene) -> None:
    """Where this release has read everything, there is no such job."""
    list(add_document(scene.library, RAIN.encode(), name="a.txt", collection=OWN))
    job, heard = ordered(scene, "/a"), Heard()
    async with workshops(scene, heard):
        await heard.until(job)
    assert heard.ended == [job.id]


class Pauses(Event):
    """An event that keeps how often it was waited for."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def wait(self, timeout: float | None = None) -> bool:
        """Count."""
        assert timeout is not None
        self.count += 1
        return False


def test_yields() -> None:
    """Work that yields to questions pauses after each item, and other work never."""
    for yields, expected in ((True, 3), (False, 0)):
        pauses = Pauses()
        assert list(Progress(pauses, yields=yields)("abc", "")) == ["a", "b", "c"]
        assert pauses.count == expected


def ordered(scene: Scene, path: str) -> Job:
    """A page that a moderator wants to be added."""
    scene.site.pages[path] = PAGE
    return add_job(scene.library, JobRequest(SERVER, JobKind.ADD, scene.url(path), 1))

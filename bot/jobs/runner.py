"""Who does the jobs of moderators, and polls feeds? Jobs continue after a restart, and report their progress.

Of several processes, the one that has claimed a job does it. There are four worker threads, so that an added page or a
feed does not wait until somebody else's hundred pages are refreshed, or everything is read again after an upgrade. That
takes at most half of the time, so that questions come first.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future
from functools import partial
from queue import SimpleQueue
from threading import Event, Thread
from time import monotonic
from typing import Any, Final, Protocol, TypeVar
from uuid import uuid4

from bot.jobs.progress import Progress, ReadCount, StoppedError
from bot.jobs.status_text import status_message
from bot.jobs.tasks import JobDeps, check_feed, run_job
from bot.rendering.message import Part
from bot.store.jobs import Job, JobKind, JobResult, finish_job, request_reread, unleased_jobs
from bot.store.leases import lease_job, release_leases, renew_leases
from retrieval.errors import PullquoteError
from retrieval.library.feeds import Feed, due_feeds
from retrieval.reread import has_outdated

log = logging.getLogger(__name__)
ROBOTS_TTL: Final = 86_400.0  # seconds for which the feeds' fetcher caches robots.txt (RFC 9309: a day)


MOST_TRIES: Final = 2  # of a job with which the process ended each time, other than by being stopped
GIVEN_UP: Final = (
    "The bot ended twice while it did this, so it is not tried again. Try a part of it, or another source."
)

Result = TypeVar("Result")


class JobReporter(Protocol):
    """Shows the progress and the result of jobs to users."""

    async def report(self, job: Job, message: Sequence[Part]) -> None:
        """Show `message` as the status of a job, wherever that is possible."""

    def log_error(self, error: BaseException) -> str:
        """Log an unexpected error and return its id."""


class JobRunner:
    """Runs jobs and polls feeds, from `open` until `close`; `holder` is the name under which it claims jobs."""

    def __init__(self, job_deps: JobDeps, reporter: JobReporter) -> None:
        self.job_deps = job_deps
        self.holder = uuid4().hex
        self._reporter = reporter
        self._stopped = Event()
        names = ("adding", "refreshing", "checking", "rereading")
        self._adding, self._refreshing, self._checking, self._rereading = map(WorkerThread, names)
        self._progress: dict[int, Progress] = {}
        self._fetcher, self._forget_at = job_deps.fetcher(), monotonic() + ROBOTS_TTL
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Start polling for jobs, those left over from the last run included, and for feeds that are due."""
        self._begin(self._poll_jobs())
        self._begin(self._poll_feeds())

    def submit(self, job: Job) -> None:
        """Start a job in the background, unless another process has claimed it."""
        self._begin(self._do(job))

    def progress(self, job: Job) -> ReadCount:
        """How many addresses of a job are read."""
        return self._progress[job.id].now if job.id in self._progress else ReadCount()

    async def close(self, *, patience: float) -> None:
        """Stop; unfinished jobs stay in the library for the next start."""
        self._stopped.set()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        workers = (self._adding, self._refreshing, self._checking, self._rereading)
        await asyncio.gather(*(asyncio.to_thread(worker.stop, patience=patience) for worker in workers))
        with contextlib.suppress(PullquoteError):  # then the claims end by themselves
            await asyncio.to_thread(release_leases, self.job_deps.library, self.holder)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _do(self, job: Job) -> None:
        """Run a job unless another process or another task has claimed it."""
        if job.id in self._progress:
            return
        progress = self._progress[job.id] = Progress(self._stopped, yields=job.kind is JobKind.REREAD)
        try:
            tries = await asyncio.to_thread(lease_job, self.job_deps.library, job.id, self.holder)
            if tries > MOST_TRIES:
                await self._end(job, JobResult(problem=GIVEN_UP))
            elif tries:
                await self._do_claimed(job, progress)
        except PullquoteError as error:
            log.warning("job %d cannot be claimed: %s", job.id, error)
        finally:
            del self._progress[job.id]

    async def _do_claimed(self, job: Job, progress: Progress) -> None:
        """Run a claimed job, report its progress meanwhile and its result at the end."""
        worker = {JobKind.REFRESH: self._refreshing, JobKind.REREAD: self._rereading}.get(job.kind, self._adding)
        work = asyncio.create_task(worker.run(partial(self._carry_out, job, progress)))
        try:
            await self._report_progress(work, job)
            await self._end(job, await self._outcome(work))
        except StoppedError:
            log.info("job %d continues at the next start", job.id)
        finally:
            work.cancel()

    def _carry_out(self, job: Job, progress: Progress) -> JobResult:
        progress.begin()
        return run_job(self.job_deps, job, progress)

    async def _report_progress(self, work: asyncio.Task[JobResult], job: Job) -> None:
        shown = ReadCount()
        while not (await asyncio.wait({work}, timeout=self.job_deps.tell_every))[0]:
            if (now := self.progress(job)) != shown:
                await self._reporter.report(job, status_message(job, now))
                shown = now

    async def _outcome(self, work: asyncio.Task[JobResult]) -> JobResult:
        try:
            return await work
        except PullquoteError as error:
            return JobResult(problem=str(error))
        except StoppedError:
            raise
        except Exception as error:  # noqa: BLE001 -- else the job would fail in the same way at each start
            return JobResult(problem=f"Something went wrong: error {self._reporter.log_error(error)}.")

    async def _end(self, job: Job, done: JobResult) -> None:
        try:
            await asyncio.to_thread(finish_job, self.job_deps.library, job, done)
        except PullquoteError as error:
            log.warning("the result of job %d cannot be stored: %s", job.id, error)
        ended = job.model_copy(update={"done": done})
        await self._reporter.report(ended, status_message(ended))

    async def _poll_jobs(self) -> None:
        is_first = True
        while not self._stopped.is_set():
            try:
                if is_first:
                    await asyncio.to_thread(self._request_reread)
                    is_first = False
                for job in await asyncio.to_thread(self._unclaimed):
                    self.submit(job)
            except PullquoteError as error:
                log.warning("jobs cannot be read: %s", error)
            await asyncio.sleep(self.job_deps.claim_every)

    def _request_reread(self) -> None:
        """Have what earlier readers have read read again, if there is any of it."""
        if has_outdated(self.job_deps.library):
            request_reread(self.job_deps.library)

    def _unclaimed(self) -> Sequence[Job]:
        """The jobs that no process has claimed, after renewing this process's own claims."""
        renew_leases(self.job_deps.library, self.holder)
        return unleased_jobs(self.job_deps.library)

    async def _poll_feeds(self) -> None:
        while not self._stopped.is_set():
            with contextlib.suppress(StoppedError):
                await self._check_due_feeds()
            await asyncio.sleep(self.job_deps.look_every)

    async def _check_due_feeds(self) -> None:
        try:
            for feed in await asyncio.to_thread(due_feeds, self.job_deps.library):
                await self._checking.run(partial(self._check_feed, feed))
        except PullquoteError as error:
            log.warning("feeds cannot be read: %s", error)
        except Exception as error:  # noqa: BLE001 -- an unexpected error of one feed must not end the polling
            self._reporter.log_error(error)

    def _check_feed(self, feed: Feed) -> None:
        if self._stopped.is_set():
            raise StoppedError
        if monotonic() > self._forget_at:
            self._fetcher, self._forget_at = self.job_deps.fetcher(), monotonic() + ROBOTS_TTL
        check_feed(self.job_deps, feed, self._fetcher)


class WorkerThread:
    """A daemon single-thread executor; the threads of `ThreadPoolExecutor` would block the interpreter's exit.

    Work that is cut off is rolled back by the library and starts over at the next start of the bot.
    """

    def __init__(self, name: str) -> None:
        self._work_items: SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    async def run(self, work: Callable[[], Result]) -> Result:
        """Run `work` in the thread, after the earlier work, and return its result."""
        future: Future[Result] = Future()
        self._work_items.put((future, work))
        return await asyncio.wrap_future(future)

    def stop(self, *, patience: float) -> None:
        """Let the thread end after the work it has, and wait for it at most `patience` seconds."""
        self._work_items.put(None)
        self._thread.join(patience)

    def _work(self) -> None:
        while item := self._work_items.get():
            future, work = item
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(work())
                except BaseException as error:  # noqa: BLE001 -- it is raised again where the result is awaited
                    future.set_exception(error)

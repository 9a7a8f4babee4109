"""Who reads what moderators ask for, and looks at feeds? The workshop: jobs go on past a restart, and tell how far.

Of several processes the one does a job that has claimed it. Three hands, so that neither who adds a page nor a feed
waits until somebody else's hundred pages are refreshed.
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

from bot.jobs.progress import Progress, Read, StoppedError
from bot.jobs.status_text import told
from bot.jobs.tasks import Tools, carry_out, look
from bot.rendering.message import Part
from bot.store.jobs import Job, JobKind, JobResult, finish_job, unleased_jobs
from bot.store.leases import lease_job, release_leases, renew_leases
from retrieval.errors import PullquoteError
from retrieval.library.feeds import Feed, due_feeds

log = logging.getLogger(__name__)
REMEMBERED: Final = 86_400.0  # seconds for which looks at feeds remember what hosts ask of robots (RFC 9309: a day)


Result = TypeVar("Result")


class Teller(Protocol):
    """Shows people how far a job is."""

    async def tell(self, job: Job, message: Sequence[Part]) -> None:
        """Show what stands in `message` about a job, wherever that can be shown."""

    def mishap(self, error: BaseException) -> str:
        """Log what nobody foresaw, and return the id to tell."""


class Workshop:
    """Does jobs and looks at feeds, from `open` until `close`; `tools.library` is the library.

    `holder` is the name that it claims jobs by.
    """

    def __init__(self, tools: Tools, teller: Teller) -> None:
        self.tools = tools
        self.holder = uuid4().hex
        self._teller = teller
        self._stopped = Event()
        self._adding, self._refreshing, self._looking = Hand("adding"), Hand("refreshing"), Hand("looking")
        self._progress: dict[int, Progress] = {}
        self._fetcher, self._forget_at = tools.fetcher(), monotonic() + REMEMBERED
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Begin to look at jobs, such as those that were not done when the program ended, and at feeds."""
        self._begin(self._look_at_jobs())
        self._begin(self._look_at_feeds())

    def take_up(self, job: Job) -> None:
        """Do a job, soon, unless another process does."""
        self._begin(self._do(job))

    def progress(self, job: Job) -> Read:
        """How far a job is."""
        return self._progress[job.id].now if job.id in self._progress else Read()

    async def close(self, *, patience: float) -> None:
        """Stop; what is not done stays in the library for the next start."""
        self._stopped.set()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        hands = (self._adding, self._refreshing, self._looking)
        await asyncio.gather(*(asyncio.to_thread(hand.end, patience=patience) for hand in hands))
        with contextlib.suppress(PullquoteError):  # then the claims end by themselves
            await asyncio.to_thread(release_leases, self.tools.library, self.holder)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _do(self, job: Job) -> None:
        """Do a job, if no other process does, and no other task of this one."""
        if job.id in self._progress:
            return
        progress = self._progress[job.id] = Progress(self._stopped)
        try:
            if await asyncio.to_thread(lease_job, self.tools.library, job.id, self.holder):
                await self._do_claimed(job, progress)
        except PullquoteError as error:
            log.warning("job %d cannot be claimed: %s", job.id, error)
        finally:
            del self._progress[job.id]

    async def _do_claimed(self, job: Job, progress: Progress) -> None:
        """Do a job, tell meanwhile how far it is, and at the end what came of it."""
        hand = self._refreshing if job.kind is JobKind.REFRESH else self._adding
        work = asyncio.create_task(hand.do(partial(self._carry_out, job, progress)))
        try:
            await self._tell_while(work, job)
            await self._end(job, await self._outcome(work))
        except StoppedError:
            log.info("job %d goes on at the next start", job.id)
        finally:
            work.cancel()

    def _carry_out(self, job: Job, progress: Progress) -> JobResult:
        progress.begin()
        return carry_out(self.tools, job, progress)

    async def _tell_while(self, work: asyncio.Task[JobResult], job: Job) -> None:
        shown = Read()
        while not (await asyncio.wait({work}, timeout=self.tools.tell_every))[0]:
            if (now := self.progress(job)) != shown:
                await self._teller.tell(job, told(job, now))
                shown = now

    async def _outcome(self, work: asyncio.Task[JobResult]) -> JobResult:
        try:
            return await work
        except PullquoteError as error:
            return JobResult(problem=str(error))
        except StoppedError:
            raise
        except Exception as error:  # noqa: BLE001 -- else the job would fail in the same way at each start
            return JobResult(problem=f"Something went wrong. Mishap {self._teller.mishap(error)}.")

    async def _end(self, job: Job, done: JobResult) -> None:
        try:
            await asyncio.to_thread(finish_job, self.tools.library, job, done)
        except PullquoteError as error:
            log.warning("job %d cannot be ended: %s", job.id, error)
        ended = job.model_copy(update={"done": done})
        await self._teller.tell(ended, told(ended))

    async def _look_at_jobs(self) -> None:
        while not self._stopped.is_set():
            try:
                for job in await asyncio.to_thread(self._unclaimed):
                    self.take_up(job)
            except PullquoteError as error:
                log.warning("jobs cannot be looked at: %s", error)
            await asyncio.sleep(self.tools.claim_every)

    def _unclaimed(self) -> Sequence[Job]:
        """The jobs that no process does, once this one has said that it is alive."""
        renew_leases(self.tools.library, self.holder)
        return unleased_jobs(self.tools.library)

    async def _look_at_feeds(self) -> None:
        while not self._stopped.is_set():
            with contextlib.suppress(StoppedError):
                await self._look_at_due()
            await asyncio.sleep(self.tools.look_every)

    async def _look_at_due(self) -> None:
        try:
            for feed in await asyncio.to_thread(due_feeds, self.tools.library):
                await self._looking.do(partial(self._look, feed))
        except PullquoteError as error:
            log.warning("feeds cannot be looked at: %s", error)
        except Exception as error:  # noqa: BLE001 -- one feed that nobody foresaw must not end the looking
            self._teller.mishap(error)

    def _look(self, feed: Feed) -> None:
        if self._stopped.is_set():
            raise StoppedError
        if monotonic() > self._forget_at:
            self._fetcher, self._forget_at = self.tools.fetcher(), monotonic() + REMEMBERED
        look(self.tools, feed, self._fetcher)


class Hand:
    """Does in its thread what it is given, in that order."""

    def __init__(self, name: str) -> None:
        self._given: SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    async def do(self, work: Callable[[], Result]) -> Result:
        """What `work` returns or raises, when its turn has come."""
        future: Future[Result] = Future()
        self._given.put((future, work))
        return await asyncio.wrap_future(future)

    def end(self, *, patience: float) -> None:
        """Let the thread end after what it was given, and wait for it so many seconds."""
        self._given.put(None)
        self._thread.join(patience)

    def _work(self) -> None:
        while given := self._given.get():
            future, work = given
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(work())
                except BaseException as error:  # noqa: BLE001 -- it is raised again where the result is awaited
                    future.set_exception(error)

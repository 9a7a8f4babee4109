"""Runs searches in threads, off the event loop: a bounded queue in which the waiting guilds take turns."""

import asyncio
import contextlib
import logging
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final, TypeVar

log = logging.getLogger(__name__)

Done = TypeVar("Done")
Busy = TypeVar("Busy")

PATIENCE: Final = 10.0  # seconds that a piece of work may wait, and then run, before its asker gets `busy`
SPARE: Final = 2  # threads for the work after those that have come to no end: these keep theirs, and no slot
THREADS: Final = 2  # searching is Python and holds the GIL: two so that a slow search does not hold up all others


class WorkQueue:
    """Runs work in `THREADS` threads until it closes; at most `waiting` further pieces of work may wait.

    `blocked` more threads are for work that waits for another thread, as for a reranker, and does not compute.
    """

    def __init__(self, *, waiting: int, blocked: int = 0, patience: float = PATIENCE) -> None:
        threads = THREADS + blocked
        self._room = threads + waiting
        self._closed = False
        self._turns = FairQueue(threads)
        self._threads = ThreadPoolExecutor(threads + SPARE, thread_name_prefix="search")
        self._patience = patience
        self._overdue: set[asyncio.Future[Any]] = set()
        self._in_flight: set[asyncio.Task[object]] = set()

    async def run(self, work: Callable[[], Done], *, busy: Busy, group: int = 0) -> Done | Busy:
        """Run `work` in a thread and return its result; return `busy` at once when the queue is full or closing.

        Waiting work is taken round-robin by `group`: a guild, or the user in direct messages. Who has waited for
        `patience` seconds, for a slot or for the result, gets `busy`, and the next work gets the slot.
        """
        if self._closed or not self._room:
            return busy
        self._room -= 1
        try:
            async with AsyncExitStack() as stack:
                try:
                    await stack.enter_async_context(self._turns.slot(group, patience=self._patience))
                except TimeoutError:
                    return busy
                running = asyncio.get_running_loop().run_in_executor(self._threads, work)
                done, _ = await asyncio.wait([running], timeout=self._patience)
                if done:
                    return running.result()
                await self._leave(running)
                return busy
        finally:
            self._room += 1

    async def _leave(self, running: asyncio.Future[Any]) -> None:
        """Leave overdue work to its thread, once there is a spare one for what comes after it."""
        while len(self._overdue) >= SPARE:
            await asyncio.wait([running, *self._overdue], return_when=asyncio.FIRST_COMPLETED)
        if not running.done():
            self._overdue.add(running)
            running.add_done_callback(self._end_overdue)

    def _end_overdue(self, ended: asyncio.Future[Any]) -> None:
        self._overdue.discard(ended)
        if not ended.cancelled() and ended.exception():
            log.warning("a question that nobody waits for any more has failed: %s", type(ended.exception()).__name__)

    @contextlib.contextmanager
    def in_flight(self) -> Iterator[None]:
        """Context manager that marks the current task as answering somebody, so that `close` waits for it."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("only a task can be awaited by `close`")
        self._in_flight.add(task)
        try:
            yield
        finally:
            self._in_flight.discard(task)

    async def close(self, *, patience: float) -> None:
        """Refuse further work, wait up to `patience` seconds for the answers in flight, then cancel the rest."""
        self._closed = True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while self._in_flight:
                    await asyncio.wait(self._in_flight)
        for in_flight in self._in_flight:
            in_flight.cancel()
        self._threads.shutdown(wait=False, cancel_futures=True)


class FairQueue:
    """A semaphore with `places` slots that are given out round-robin over the waiting groups.

    A group is a guild, or a user in direct messages, so none of them can hold up the others.
    """

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: OrderedDict[int, deque[asyncio.Future[None]]] = OrderedDict()

    @asynccontextmanager
    async def slot(self, group: int, *, patience: float | None = None) -> AsyncIterator[None]:
        """Context manager that waits for a slot for this group and holds it.

        Raises:
            TimeoutError: there was none for `patience` seconds.
        """
        async with asyncio.timeout(patience):
            await self._acquire(group)
        try:
            yield
        finally:
            self._release()

    async def _acquire(self, group: int) -> None:
        if self._free:
            self._free -= 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(group, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():  # the slot was given before the cancellation
                self._release()
            raise

    def _release(self) -> None:
        """Hand a free slot to the first task of the next group."""
        while self._waiting:
            group, line = self._waiting.popitem(last=False)
            turn = line.popleft()
            if line:
                self._waiting[group] = line  # behind the other groups
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

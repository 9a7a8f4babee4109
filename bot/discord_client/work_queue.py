"""Runs searches in threads, off the event loop: a bounded queue in which the waiting guilds take turns."""

import asyncio
import contextlib
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Final, TypeVar

Done = TypeVar("Done")
Busy = TypeVar("Busy")

THREADS: Final = 2  # searching is Python and holds the GIL: two so that a slow search does not hold up all others


class WorkQueue:
    """Runs work in `THREADS` threads until it closes; at most `waiting` further pieces of work may wait.

    `blocked` more threads are for work that waits for another thread, as for a reranker, and does not compute.
    """

    def __init__(self, *, waiting: int, blocked: int = 0) -> None:
        threads = THREADS + blocked
        self._room = threads + waiting
        self._closed = False
        self._turns = FairQueue(threads)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="search")
        self._in_flight: set[asyncio.Task[object]] = set()

    async def run(self, work: Callable[[], Done], *, busy: Busy, group: int = 0) -> Done | Busy:
        """Run `work` in a thread and return its result; return `busy` at once when the queue is full or closing.

        Waiting work is taken round-robin by `group`: a guild, or the user in direct messages.
        """
        if self._closed or not self._room:
            return busy
        self._room -= 1
        try:
            async with self._turns.slot(group):
                return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._room += 1

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
    async def slot(self, group: int) -> AsyncIterator[None]:
        """Context manager that waits for a slot for this group and holds it."""
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

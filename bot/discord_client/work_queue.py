"""Who is served next? What is asked waits in a line of bounded length, and is done in threads, off the event loop."""

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


class Desk:
    """Does work in threads until it closes; `waiting` pieces of it may wait for one."""

    def __init__(self, *, waiting: int) -> None:
        self._room = THREADS + waiting
        self._closed = False
        self._turns = Turns(THREADS)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="desk")
        self._conversations: set[asyncio.Task[object]] = set()

    async def do(self, work: Callable[[], Done], *, busy: Busy, group: int = 0) -> Done | Busy:
        """What `work` gives; or `busy` at once, when there is no room to wait, or the desk is closing.

        Those who wait are served by turns, one of each `group`: a server, or a member in direct messages.
        """
        if self._closed or not self._room:
            return busy
        self._room -= 1
        try:
            async with self._turns.of(group):
                return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._room += 1

    @contextlib.contextmanager
    def conversation(self) -> Iterator[None]:
        """From a question's arrival to its answer's departure: what `close` waits for, in the current task."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a conversation is held in a task")
        self._conversations.add(task)
        try:
            yield
        finally:
            self._conversations.discard(task)

    async def close(self, *, patience: float) -> None:
        """Take no further work; give the conversations `patience` seconds to end, and end those that have not."""
        self._closed = True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while self._conversations:
                    await asyncio.wait(self._conversations)
        for conversation in self._conversations:
            conversation.cancel()
        self._threads.shutdown(wait=False, cancel_futures=True)


class Turns:
    """Lets as many in at once as there are `places`; a group is a server, or a member in direct messages."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: OrderedDict[int, deque[asyncio.Future[None]]] = OrderedDict()

    @asynccontextmanager
    async def of(self, group: int) -> AsyncIterator[None]:
        """Wait for the group's turn, and have it within."""
        await self._come(group)
        try:
            yield
        finally:
            self._next()

    async def _come(self, group: int) -> None:
        if self._free:
            self._free -= 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(group, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():  # the turn had come already
                self._next()
            raise

    def _next(self) -> None:
        """Give a place that has become free to whoever is next."""
        while self._waiting:
            group, line = self._waiting.popitem(last=False)
            turn = line.popleft()
            if line:
                self._waiting[group] = line  # behind the other groups
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

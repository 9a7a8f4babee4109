"""Who does what takes minutes? A hand: one thread, one thing after the other, apart from the event loop.

The thread is a daemon, for a page that answers slowly must not hold up the end of the program; what is half done is
undone by the library, and begun anew at the next start.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

Result = TypeVar("Result")


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

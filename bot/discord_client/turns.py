"""Whose turn is it? So many at once; of those who wait, one of each group by turns, so that none holds up another."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


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

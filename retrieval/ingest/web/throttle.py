"""When is it a host's turn again? One request at a time to each, and a pause between two."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic, sleep
from typing import NamedTuple


class Time(NamedTuple):
    """A clock in seconds, and how to wait for some of them."""

    now: Callable[[], float] = monotonic
    wait: Callable[[float], None] = sleep


class Turns:
    """The turns of all hosts; those of different hosts do not wait for each other."""

    def __init__(self, time: Time) -> None:
        """Remember nothing yet."""
        self._time = time
        self._locks: dict[str, Lock] = {}
        self._ended: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str, *, pause: float) -> Iterator[None]:
        """The host's turn: begins when the one before has ended, `pause` seconds later."""
        with self._locks.setdefault(host, Lock()):
            rest = self._ended.get(host, float("-inf")) + pause - self._time.now()
            if rest > 0:
                self._time.wait(rest)
            try:
                yield
            finally:
                self._ended[host] = self._time.now()

"""When may a host be asked again? One request at a time to each host, with a pause between two."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic, sleep
from typing import NamedTuple


class Time(NamedTuple):
    """A clock in seconds, and a way to wait for a number of seconds."""

    now: Callable[[], float] = monotonic
    wait: Callable[[float], None] = sleep


class Throttle:
    """Limits the requests to each host; requests to different hosts do not wait for each other."""

    def __init__(self, time: Time) -> None:
        """Begin with no host asked yet."""
        self._time = time
        self._locks: dict[str, Lock] = {}
        self._last_request_ends: dict[str, float] = {}

    @contextmanager
    def slot(self, host: str, *, pause: float) -> Iterator[None]:
        """Wait until the last request to `host` ended at least `pause` seconds ago, and let no other begin within."""
        with self._locks.setdefault(host, Lock()):
            remaining = self._last_request_ends.get(host, float("-inf")) + pause - self._time.now()
            if remaining > 0:
                self._time.wait(remaining)
            try:
                yield
            finally:
                self._last_request_ends[host] = self._time.now()

"""The progress of a job: counted in its worker thread, read by the event loop."""

from collections.abc import Iterator, Sequence
from threading import Event
from time import monotonic
from typing import NamedTuple

from retrieval.progress import Item


class StoppedError(Exception):
    """Raised within a job when the program ends; the job runs again at the next start."""


class ReadCount(NamedTuple):
    """How many of how many addresses were read; `of` is 0 while the job waits."""

    read: int = 0
    of: int = 0


class Progress:
    """A job's `ProgressCallback`, which counts the items of its loop in `now`."""

    def __init__(self, stopped: Event, *, yields: bool = False) -> None:
        """End when `stopped` is set; `yields` leaves half of the time to other work."""
        self.now = ReadCount()
        self._stopped = stopped
        self._yields = yields

    def begin(self) -> None:
        """Mark the job as running.

        Raises:
            StoppedError: the program ends.
        """
        if self._stopped.is_set():
            raise StoppedError
        self.now = ReadCount(0, 1)

    def __call__(self, items: Sequence[Item], doing: str) -> Iterator[Item]:  # noqa: ARG002 -- a ProgressCallback
        """The items, counted.

        Raises:
            StoppedError: the program ends.
        """
        for position, item in enumerate(items):
            self.now = ReadCount(position, len(items))
            if self._stopped.is_set():
                raise StoppedError
            began = monotonic()
            yield item
            if self._yields:
                self._stopped.wait(monotonic() - began)

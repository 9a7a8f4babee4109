"""How does a running program see what others do with the library? A thread looks, and renews what answers."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from typing import Final, Protocol

from retrieval.errors import PullquoteError

log = logging.getLogger(__name__)

EVERY: Final = 0.25  # seconds; what is removed must not be quoted a second later
SEEN: Final = 1.0  # seconds after which what was added is seen, even while ever more is
REST: Final = 4  # times as long as a renewal took it waits for the next, if that can be: fewer renewals, more answers
PATIENCE: Final = 2.0  # seconds at the end for a renewal that is under way


class Renewed(Protocol):
    """What answers from a library: a shelf, or those of all servers."""

    @property
    def size(self) -> int:
        """How many articles may be quoted."""

    def renew(self) -> bool:
        """See what has changed since the last time, and tell whether anything had."""

    def tidy(self) -> None:
        """Put small segments of the index together."""


@contextmanager
def following(shelf: Renewed) -> Iterator[None]:
    """Renew the shelf, or the shelves, within, soon after its collections change."""
    ended = Event()
    thread = Thread(target=_follow, args=(shelf, ended), name="follow", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(PATIENCE)


def _follow(shelf: Renewed, ended: Event) -> None:
    pause, trouble = EVERY, ""
    while not ended.wait(pause):
        began = monotonic()
        try:
            if shelf.renew():
                log.info("articles: %d, after a change of the library", shelf.size)
                shelf.tidy()
            trouble = ""
        except PullquoteError as error:
            if str(error) != trouble:
                log.warning("the library cannot be read anew: %s", error)
            trouble = str(error)
        pause = _pause(monotonic() - began)


def _pause(took: float) -> float:
    """The seconds until the next look; what takes long takes half of the time at most."""
    return max(EVERY, took, min(REST * took, SEEN - took))

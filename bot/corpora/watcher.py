"""Keeps what answers up to date: a background thread polls the library and renews the indexes after a change."""

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


class Renewable(Protocol):
    """What can be renewed after a change of the library: one live retriever, or those of all guilds."""

    @property
    def size(self) -> int:
        """How many articles may be quoted."""

    def renew(self) -> bool:
        """Apply the changes of the library since the last call; return whether there were any."""

    def tidy(self) -> None:
        """Merge small segments of the index."""


@contextmanager
def renew_in_background(retriever: Renewable) -> Iterator[None]:
    """Context manager that keeps `retriever` up to date with the library from a background thread."""
    ended = Event()
    thread = Thread(target=_follow, args=(retriever, ended), name="follow", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(PATIENCE)


def _follow(retriever: Renewable, ended: Event) -> None:
    pause, trouble = EVERY, ""
    while not ended.wait(pause):
        began = monotonic()
        try:
            if retriever.renew():
                log.info("articles: %d, after a change of the library", retriever.size)
                retriever.tidy()
            trouble = ""
        except PullquoteError as error:
            if str(error) != trouble:
                log.warning("the library cannot be read again: %s", error)
            trouble = str(error)
        pause = _pause(monotonic() - began)


def _pause(took: float) -> float:
    """The seconds until the next poll; slow renewals take at most half of the time."""
    return max(EVERY, took, min(REST * took, SEEN - took))

"""How long may a question take? Until its deadline, by the clock and by its thread's time on a processor.

No step of answering takes long by itself, for units of text are bounded (`LONGEST_UNIT` in `analysis/passages.py`). A
question that nevertheless comes to its deadline is answered with the best that was found so far.
"""

from collections.abc import Callable
from time import monotonic, thread_time
from typing import Final

SECONDS: Final = 8.0  # by the clock, during which other threads work, too
PROCESSOR_SECONDS: Final = 1.5  # of the thread that answers

Clock = Callable[[], float]
"""The time in seconds, since any moment."""


class Deadline:
    """When a question is to have been answered: it begins when it is made."""

    def __init__(self, *, clock: Clock = monotonic, processor: Clock = thread_time) -> None:
        self._ends = ((clock, clock() + SECONDS), (processor, processor() + PROCESSOR_SECONDS))

    @property
    def is_over(self) -> bool:
        """Whether either time is used up."""
        return self.seconds_left <= 0

    @property
    def seconds_left(self) -> float:
        """The seconds of the time that is used up first; not positive when it is."""
        return min(end - clock() for clock, end in self._ends)

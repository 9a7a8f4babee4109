"""May this one ask now? So many questions a minute for each member and for each server, in memory alone.

Presses of buttons cost less, and are counted apart in the same way. Each has a bucket of so many questions, which fills
up again within a minute and runs over when full; a question takes one from the member's and one from the server's, or
none when either is empty.
"""

from collections import OrderedDict
from collections.abc import Callable
from math import ceil
from time import monotonic, time
from typing import Final, NamedTuple

from bot.rendering.message import Part, Reply

MINUTE: Final = 60.0  # seconds
ROUNDING: Final = 1e-9  # questions that a bucket may lack because fractions of them are added up
PRESSES: Final = 3  # buttons that may be pressed for each question that may be asked


class Use(NamedTuple):
    """What is counted, in the words of those who are told that it was too much."""

    done: str
    one: str
    again: str


ASKING: Final = Use("asked", "question", "ask")
PRESSING: Final = Use("pressed", "button", "press")


class Bucket(NamedTuple):
    """What was left of somebody's questions `at` a time."""

    left: float
    at: float


class Buckets:
    """The buckets of all members, or of all servers, `size` questions each, or without end with 0.

    One that has not been used for a minute is full, and is forgotten.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._used: OrderedDict[int, Bucket] = OrderedDict()

    def seconds(self, whose: int, now: float) -> float:
        """The seconds until there is a question left in a bucket; 0 when there is one."""
        return max(0.0, 1 - ROUNDING - self._left(whose, now)) * MINUTE / self.size if self.size else 0.0

    def take(self, whose: int, now: float) -> None:
        """Take a question out of a bucket that has one."""
        if self.size:
            self._used[whose] = Bucket(self._left(whose, now) - 1, now)
            self._used.move_to_end(whose)
        while self._used and next(iter(self._used.values())).at < now - MINUTE:
            self._used.popitem(last=False)

    def _left(self, whose: int, now: float) -> float:
        bucket = self._used.get(whose)
        return min(self.size, bucket.left + (now - bucket.at) * self.size / MINUTE) if bucket else self.size


class Wait(NamedTuple):
    """That a use is one too many: for the member or for the whole server, `limit` a minute, until `seconds` later.

    `is_news` is whether the member has not been told within the last minute.
    """

    is_servers: bool
    limit: int
    seconds: float
    is_news: bool
    use: Use = ASKING


class Told:
    """Remembers for a minute who has been told something."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._since: OrderedDict[int, float] = OrderedDict()
        self._now = now

    def is_news(self, member: int) -> bool:
        """Whether the member has not been told within the last minute; from now on the member has."""
        now = self._now()
        while self._since and next(iter(self._since.values())) <= now - MINUTE:
            self._since.popitem(last=False)
        is_news = member not in self._since
        self._since.setdefault(member, now)
        return is_news


class FairUse:
    """Counts what members and servers use; `per_member` and `per_server` are a minute's, 0 for any number."""

    def __init__(
        self, *, per_member: int, per_server: int, use: Use = ASKING, now: Callable[[], float] = monotonic
    ) -> None:
        self._use = use
        self._members = Buckets(per_member)
        self._servers = Buckets(per_server)
        self._told = Told(now)
        self._now = now

    def wait(self, member: int, server: int | None) -> Wait | None:
        """How long the member has to wait with a question; `None` when it may be asked now, and then it is counted."""
        now = self._now()
        waits = self._members.seconds(member, now), self._servers.seconds(server, now) if server else 0.0
        if not any(waits):
            self._members.take(member, now)
            if server:
                self._servers.take(server, now)
            return None
        is_servers = waits[1] > waits[0]
        limit = (self._servers if is_servers else self._members).size
        return Wait(is_servers, limit, max(waits), is_news=self._told.is_news(member), use=self._use)


def too_many(wait: Wait) -> Reply:
    """What somebody is told who asks one too many; Discord shows the time as "in 20 seconds", and counts it down."""
    whose = "This server has" if wait.is_servers else "You have"
    done, one, again = wait.use
    then = ceil(time() + wait.seconds)
    limit = f"one {one}" if wait.limit == 1 else f"{wait.limit} {one}s"
    return (Part(f"{whose} {done} as much as I answer within a minute, {limit}. Please {again} again <t:{then}:R>."),)

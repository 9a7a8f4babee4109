"""Limits how many questions a minute each member and each guild may ask: token buckets, in memory only.

Presses of buttons are counted separately, with a higher limit. A bucket refills within a minute; a question takes one
token from the member's bucket and one from the guild's, or none when either is empty.
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
    """What a limiter counts, as words for the message that the limit is reached."""

    done: str
    one: str
    again: str


ASKING: Final = Use("asked", "question", "ask")
PRESSING: Final = Use("pressed", "button", "press")


class Bucket(NamedTuple):
    """How many tokens were left at the monotonic time `at`."""

    left: float
    at: float


class TokenBuckets:
    """The buckets of all members, or of all guilds, with `size` tokens each; no limit with 0.

    A bucket that was not used for a minute is full again, and is dropped.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._used: OrderedDict[int, Bucket] = OrderedDict()

    def seconds(self, whose: int, now: float) -> float:
        """The seconds until the bucket has a token; 0 when it has one."""
        return max(0.0, 1 - ROUNDING - self._left(whose, now)) * MINUTE / self.size if self.size else 0.0

    def take(self, whose: int, now: float) -> None:
        """Take a token out of a bucket that has one."""
        if self.size:
            self._used[whose] = Bucket(self._left(whose, now) - 1, now)
            self._used.move_to_end(whose)
        while self._used and next(iter(self._used.values())).at < now - MINUTE:
            self._used.popitem(last=False)

    def _left(self, whose: int, now: float) -> float:
        bucket = self._used.get(whose)
        return min(self.size, bucket.left + (now - bucket.at) * self.size / MINUTE) if bucket else self.size


class Wait(NamedTuple):
    """A use beyond the limit of the member or the whole guild: `limit` a minute, free again in `seconds`.

    `is_news` is whether the member has not been notified within the last minute.
    """

    is_for_guild: bool
    limit: int
    seconds: float
    is_news: bool
    use: Use = ASKING


class RecentlyNotified:
    """Remembers for a minute which members were notified of something."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._since: OrderedDict[int, float] = OrderedDict()
        self._now = now

    def is_news(self, member: int) -> bool:
        """Whether the member was not notified within the last minute; marks the member as notified."""
        now = self._now()
        while self._since and next(iter(self._since.values())) <= now - MINUTE:
            self._since.popitem(last=False)
        is_news = member not in self._since
        self._since.setdefault(member, now)
        return is_news


class RateLimiter:
    """Counts uses by members and guilds; `per_member` and `per_server` are limits a minute, 0 for none."""

    def __init__(
        self, *, per_member: int, per_server: int, use: Use = ASKING, now: Callable[[], float] = monotonic
    ) -> None:
        self._use = use
        self._members = TokenBuckets(per_member)
        self._guilds = TokenBuckets(per_server)
        self._notified = RecentlyNotified(now)
        self._now = now

    def wait(self, member: int, guild: int | None) -> Wait | None:
        """Count a use and return `None`, or return the limit that it would exceed, in which case it is not counted."""
        now = self._now()
        waits = self._members.seconds(member, now), self._guilds.seconds(guild, now) if guild else 0.0
        if not any(waits):
            self._members.take(member, now)
            if guild:
                self._guilds.take(guild, now)
            return None
        is_for_guild = waits[1] > waits[0]
        limit = (self._guilds if is_for_guild else self._members).size
        return Wait(is_for_guild, limit, max(waits), is_news=self._notified.is_news(member), use=self._use)


def rate_limit_reply(wait: Wait) -> Reply:
    """The message that the limit is reached; Discord shows the time as "in 20 seconds", counting down."""
    whose = "This server has" if wait.is_for_guild else "You have"
    done, one, again = wait.use
    then = ceil(time() + wait.seconds)
    limit = f"one {one}" if wait.limit == 1 else f"{wait.limit} {one}s"
    return (Part(f"{whose} {done} as much as I answer within a minute, {limit}. Please {again} again <t:{then}:R>."),)

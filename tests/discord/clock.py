"""What time is it at Discord? An instant that moves only when a test says so, and the ids made from it."""

from datetime import UTC, datetime, timedelta
from itertools import count

# https://docs.discord.com/developers/reference#snowflakes
DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
TIMESTAMP_SHIFT = 22


class Clock:
    """A clock that stands still; it starts at the real time because discord.py compares ids with its own clock."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)
        self._advanced = timedelta()
        self._increments = count()

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass."""
        self.now += timedelta(seconds=seconds)
        self._advanced += timedelta(seconds=seconds)

    @property
    def on_the_wall(self) -> datetime:
        """The time that an answer's `Date` tells: the true one and what was let pass, for it never stands still."""
        return datetime.now(UTC) + self._advanced

    def since(self, instant: datetime) -> float:
        """The seconds from `instant` until now."""
        return (self.now - instant).total_seconds()

    def snowflake(self) -> str:
        """A new id, higher than all before it at this instant."""
        milliseconds = (self.now - DISCORD_EPOCH) // timedelta(milliseconds=1)
        return str((milliseconds << TIMESTAMP_SHIFT) + next(self._increments))

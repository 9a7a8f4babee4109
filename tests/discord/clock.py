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
        self._increments = count()

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass."""
        self.now += timedelta(seconds=seconds)

    def since(self, instant: datetime) -> float:
        """The seconds from `instant` until now."""
        return (self.now - instant).total_seconds()

    def snowflake(self) -> str:
        """A new id, higher than all before it at this instant."""
        milliseconds = (self.now - DISCORD_EPOCH) // timedelta(milliseconds=1)
        return str((milliseconds << TIMESTAMP_SHIFT) + next(self._increments))

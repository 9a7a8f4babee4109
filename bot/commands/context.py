"""What do the commands answer with? The desk that does the work, and the places that it is done for."""

from typing import Final, NamedTuple

from bot.corpora.guilds import Servers
from bot.discord_client.work_queue import Desk
from bot.jobs.runner import Workshop

FREE: Final = {"free": True}
"""The `extras` of a command that does not count as a question."""


class Means(NamedTuple):
    """The desk, the servers, how many quotes an answer has at most, and what moderators ask things of, if they can."""

    desk: Desk
    servers: Servers
    limit: int
    workshop: Workshop | None = None

    def has_moderators(self, server: int | None) -> bool:
        """Whether there are moderators in a server to hand a question to; there are none elsewhere."""
        return self.workshop is not None and server is not None

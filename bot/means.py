"""What do the commands answer with? The desk that does the work, and the places that it is done for."""

from typing import NamedTuple

from bot.desk import Desk
from bot.servers import Servers


class Means(NamedTuple):
    """The desk, the servers, and how many quotes an answer has at most."""

    desk: Desk
    servers: Servers
    limit: int

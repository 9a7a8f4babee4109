"""Who is the bot, and where does it connect? The routes that a client asks before it opens a socket."""

from tests.discord.payloads import APPLICATION_ID, application, user
from tests.discord.routing import Answer, Call, Route

GATEWAY = "wss://gateway.discord.gg"


class Accounts:
    """The bot's own account; `shards` is how many connections Discord recommends."""

    def __init__(self, shards: int) -> None:
        self.shards = shards

    def routes(self) -> tuple[Route, ...]:
        """The lines of the table that this object answers."""
        return (
            Route("GET", "/users/@me", lambda _: (200, user(APPLICATION_ID))),
            Route("GET", "/oauth2/applications/@me", lambda _: (200, application())),
            Route("GET", "/applications/@me", lambda _: (200, application())),
            Route("GET", "/gateway", lambda _: (200, {"url": GATEWAY}), open=True),
            Route("GET", "/gateway/bot", self._gateway_bot),
        )

    def _gateway_bot(self, _: Call) -> Answer:
        limit = {"total": 1000, "remaining": 999, "reset_after": 14400000, "max_concurrency": 1}
        return 200, {"url": GATEWAY, "shards": self.shards, "session_start_limit": limit}

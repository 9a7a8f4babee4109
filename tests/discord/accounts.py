"""Who is the bot, and where does it connect? The routes that a client asks before it opens a socket."""

from tests.discord.payloads import APPLICATION_ID, application, channel, member, partial_guild, user
from tests.discord.refusals import unknown_user
from tests.discord.routing import Answer, Call, Route

GATEWAY = "wss://gateway.discord.gg"


class Accounts:
    """The bot's own account; `shards` is how many connections Discord recommends, `remaining` how many it still allows.

    `application` is how the application is set up, and `guilds` are the servers that it is in; it is the same `member`
    in each, and each has the same `channels`.
    """

    def __init__(self, shards: int) -> None:
        self.shards = shards
        self.remaining = 999
        self.application = application()
        self.guilds = [partial_guild()]
        self.member = member() | {"user": user(APPLICATION_ID)}
        self.channels = [channel()]

    def routes(self) -> tuple[Route, ...]:
        """The lines of the table that this object answers."""
        return (
            Route("GET", "/users/@me", lambda _: (200, user(APPLICATION_ID))),
            Route("GET", "/oauth2/applications/@me", lambda _: (200, self.application)),
            Route("GET", "/applications/@me", lambda _: (200, self.application)),
            Route("GET", "/users/@me/guilds", lambda _: (200, self.guilds)),
            Route("GET", "/guilds/{guild_id}/members/{user_id}", self._member),
            Route("GET", "/guilds/{guild_id}/channels", lambda _: (200, self.channels)),
            Route("GET", "/gateway", lambda _: (200, {"url": GATEWAY}), open=True),
            Route("GET", "/gateway/bot", self._gateway_bot),
        )

    def _member(self, call: Call) -> Answer:
        if call.params["user_id"] != APPLICATION_ID:
            raise unknown_user()
        return 200, self.member

    def _gateway_bot(self, _: Call) -> Answer:
        limit = {"total": 1000, "remaining": self.remaining, "reset_after": 14400000, "max_concurrency": 1}
        return 200, {"url": GATEWAY, "shards": self.shards, "session_start_limit": limit}

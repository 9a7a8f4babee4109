"""How is the bot set up? The environment and the flags, read once, where the program starts."""

import re
from collections.abc import Mapping
from typing import Final, Self

from pydantic import SecretStr

from bot.errors import WHERE_TOKENS_ARE, SettingsError
from bot.rendering.message import QUOTES_IN_MESSAGE
from retrieval.library.quota import MEGABYTE, Extent
from retrieval.records import Record

TOKEN_NAME: Final = "DISCORD_TOKEN"  # noqa: S105 -- the variable's name, not a token
QUEUE: Final = 256
PER_MEMBER: Final = 20
PER_SERVER: Final = 200
SERVER_ARTICLES: Final = 5_000
SERVER_TEXT: Final = 200

_TOKEN = re.compile(r"[!-~]+")  # a token travels in an HTTP header, where nothing else may stand


class Settings(Record):
    """What the bot needs to know beside its articles.

    Attributes:
        token: proves to Discord who the bot is; only ever in the environment, since flags show in the process list.
        queue: how many questions may wait while others are being answered.
        limit: how many quotes an answer has at most.
        per_member: how many questions a minute one member may ask, 0 for any number; buttons, three times as many.
        per_server: the same for one server.
        server_articles: how many articles one server may have for itself, 0 for any number.
        server_text: how many megabytes of text, 0 for any number.
    """

    token: SecretStr
    queue: int = QUEUE
    limit: int = QUOTES_IN_MESSAGE
    per_member: int = PER_MEMBER
    per_server: int = PER_SERVER
    server_articles: int = SERVER_ARTICLES
    server_text: int = SERVER_TEXT

    @property
    def room(self) -> Extent:
        """How much one server may have for itself."""
        return Extent(self.server_articles, self.server_text * MEGABYTE)

    @classmethod
    def read(cls, environment: Mapping[str, str], **flags: int) -> Self:
        """The settings of `environment` and the flags, which are named as the attributes are.

        Raises:
            SettingsError: the token is missing, or has characters that no token has.
        """
        return cls(token=token_in(environment), **flags)


def token_in(environment: Mapping[str, str]) -> SecretStr:
    """The token of `environment`, without white space round it.

    Raises:
        SettingsError: the token is missing, or has characters that no token has.
    """
    token = environment.get(TOKEN_NAME, "").strip()
    if not token:
        raise SettingsError(f"`{TOKEN_NAME}` is not set, and the bot needs a token", WHERE_TOKENS_ARE)
    if not _TOKEN.fullmatch(token):
        raise SettingsError(f"`{TOKEN_NAME}` has characters that no token has", WHERE_TOKENS_ARE)
    return SecretStr(token)

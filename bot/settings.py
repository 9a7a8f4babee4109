"""How is the bot set up? Every setting of `pullquote run`: its default, range and help, each written once."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Self

import click
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import WHERE_TOKENS_ARE, SettingsError
from bot.rendering.message import QUOTES_IN_MESSAGE
from bot.shared_settings import Flag, SharedSettings, variable_of
from retrieval.library.quota import MEGABYTE, Quota

TOKEN_NAME: Final = "DISCORD_TOKEN"  # noqa: S105 -- the variable's name, not a token
ANY_NUMBER: Final = Flag(click.IntRange(min=0), "N")

_TOKEN = re.compile(r"[!-~]+")  # a token travels in an HTTP header, where no other character may stand


class Settings(SharedSettings, BaseSettings):
    """The settings of the bot: from arguments, else from the environment, else the defaults.

    Attributes:
        token: proves to Discord who the bot is; only ever in the environment, since flags show in the process list.
        limit: how many quotes an answer has at most.
        queue: how many questions may wait while others are being answered.
        per_member: how many questions a minute one member may ask, 0 for any number; buttons, three times as many.
        per_server: the same for one server.
        server_articles: how many articles one server may have for itself, 0 for any number.
        server_text: how many megabytes of text and kept files, 0 for any number.
    """

    model_config = SettingsConfigDict(
        case_sensitive=True,  # `PULLQUOTE_queue` is a misspelling, which `pullquote doctor` finds
        env_ignore_empty=True,
        enable_decoding=False,  # several hosts are separated by spaces, as click has it, and not a JSON list
    )

    token: SecretStr = Field(SecretStr(""), validation_alias=TOKEN_NAME, validate_default=True)
    limit: Annotated[int, Flag(click.IntRange(1, QUOTES_IN_MESSAGE, clamp=True), "N")] = Field(
        QUOTES_IN_MESSAGE, description=f"Show at most N quotes in a message, 1 to {QUOTES_IN_MESSAGE}."
    )
    queue: Annotated[int, Flag(click.IntRange(min=1), "N")] = Field(
        256, description="Let N questions wait; who asks beyond that is asked to come back in a moment."
    )
    per_member: Annotated[int, ANY_NUMBER] = Field(
        20,
        description="Answer N questions a minute of one member, and three times as many presses of buttons; 0 for any "
        "number. Who asks more is told when to ask again.",
    )
    per_server: Annotated[int, ANY_NUMBER] = Field(200, description="The same of one server.")
    server_articles: Annotated[int, ANY_NUMBER] = Field(
        5_000, description="Let the moderators of one server add N articles, 0 for any number."
    )
    server_text: Annotated[int, Flag(click.IntRange(min=0), "MB")] = Field(
        200,
        description="Let the articles of one server have MB million bytes, 0 for any number: of "
        "text, and of the files and pages that are kept of them, compressed.",
    )

    @field_validator("token", mode="before")
    @classmethod
    def _possible_token(cls, token: SecretStr | str) -> SecretStr:
        return checked_token(token.get_secret_value() if isinstance(token, SecretStr) else token)

    @property
    def room(self) -> Quota:
        """How much one server may have for itself."""
        return Quota(self.server_articles, self.server_text * MEGABYTE)

    @classmethod
    def variables(cls) -> frozenset[str]:
        """The environment variables of all settings but the token."""
        return frozenset(map(variable_of, cls.flags()))

    @classmethod
    def read(cls, **flags: Any) -> Self:  # noqa: ANN401 -- the settings are of many types
        """The settings of `flags`, which are named as the attributes are, and of the environment.

        Raises:
            SettingsError: the token is missing, or has characters that no token has; or a setting is out of range.
        """
        return cls(**flags)


def token_in(environment: Mapping[str, str]) -> SecretStr:
    """The token of `environment`, without white space round it.

    Raises:
        SettingsError: the token is missing, or has characters that no token has.
    """
    return checked_token(environment.get(TOKEN_NAME, ""))


def checked_token(text: str) -> SecretStr:
    """The token in `text`, without white space round it.

    Raises:
        SettingsError: there is none, or it has characters that no token has.
    """
    token = text.strip()
    if not token:
        raise SettingsError(f"`{TOKEN_NAME}` is not set, and the bot needs a token", WHERE_TOKENS_ARE)
    if not _TOKEN.fullmatch(token):
        raise SettingsError(f"`{TOKEN_NAME}` has characters that no token has", WHERE_TOKENS_ARE)
    return SecretStr(token)

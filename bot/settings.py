"""Which settings does `pullquote run` have? Each with its default, range and help, written once."""

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

_TOKEN = re.compile(r"[!-~]+")  # the characters that may stand in an HTTP header


class Settings(SharedSettings, BaseSettings):
    """The settings of the bot: from arguments, else from the environment, else the defaults.

    Attributes:
        token: authenticates the bot to Discord; read from the environment only, since flags show in the process list.
        limit: the most quotes in an answer.
        queue: how many questions may wait while others are being answered.
        per_member: questions a minute from one member, 0 for no limit; for button presses, three times as many.
        per_server: the same for one guild.
        server_articles: the most articles in a guild's own collection, 0 for no limit.
        server_text: the most text and kept files in a guild's own collection, in millions of bytes, 0 for no limit.
        server_grace: days for which what a guild has is kept after it removed the bot.
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
        256, description="Let N questions wait; further ones are refused, with a request to ask again in a moment."
    )
    per_member: Annotated[int, ANY_NUMBER] = Field(
        20,
        description="Answer at most N questions a minute from one member, and three times as many button presses; 0 "
        "for no limit. A member over the limit sees when to ask again.",
    )
    per_server: Annotated[int, ANY_NUMBER] = Field(200, description="The same for one server.")
    server_articles: Annotated[int, ANY_NUMBER] = Field(
        5_000, description="Let the moderators of one server add at most N articles; 0 for no limit."
    )
    server_text: Annotated[int, Flag(click.IntRange(min=0), "MB")] = Field(
        200,
        description="Let the articles of one server have at most MB million bytes, 0 for no limit: of text, and of the "
        "files and pages that are kept of them, compressed.",
    )

    server_grace: Annotated[int, Flag(click.IntRange(0, 36_500), "DAYS")] = Field(
        30,
        description="Delete the articles, questions and settings of a server DAYS days after it removed the bot; 0 at "
        "once. Until then a server that takes the bot back finds all as it was.",
    )

    @field_validator("token", mode="before")
    @classmethod
    def _possible_token(cls, token: SecretStr | str) -> SecretStr:
        return checked_token(token.get_secret_value() if isinstance(token, SecretStr) else token)

    @property
    def room(self) -> Quota:
        """The quota of one guild's own collection."""
        return Quota(self.server_articles, self.server_text * MEGABYTE)

    @classmethod
    def variables(cls) -> frozenset[str]:
        """The environment variables of all settings but the token."""
        return frozenset(map(variable_of, cls.flags()))

    @classmethod
    def read(cls, **flags: Any) -> Self:  # noqa: ANN401 -- the settings are of many types
        """The settings given as `flags`, by attribute name, and in the environment.

        Raises:
            SettingsError: the token is missing, or has characters that no token has; or a setting is out of range.
        """
        return cls(**flags)


def token_in(environment: Mapping[str, str]) -> SecretStr:
    """The token in `environment`, without surrounding white space.

    Raises:
        SettingsError: the token is missing, or has characters that no token has.
    """
    return checked_token(environment.get(TOKEN_NAME, ""))


def checked_token(text: str) -> SecretStr:
    """The token in `text`, without surrounding white space.

    Raises:
        SettingsError: there is none, or it has characters that no token has.
    """
    token = text.strip()
    if not token:
        raise SettingsError(f"`{TOKEN_NAME}` is not set, and the bot needs a token", WHERE_TOKENS_ARE)
    if not _TOKEN.fullmatch(token):
        raise SettingsError(f"`{TOKEN_NAME}` has characters that no token has", WHERE_TOKENS_ARE)
    return SecretStr(token)

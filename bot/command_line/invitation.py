"""Which links take the bot into a server, or along with a member, and which application is it?"""

import asyncio
from collections.abc import Mapping
from typing import Self

from bot.corpora.choice import Say
from bot.discord_client.invite_links import PERMISSIONS, member_link, said, server_link
from bot.doctor.discord_api import Connect, inquire
from bot.doctor.token import application_in
from bot.errors import WHERE_TOKENS_ARE, DiscordError, SettingsError
from bot.settings import token_in
from retrieval.records import Record

BY_HAND = "give `--application-id`, which is at https://discord.com/developers/applications, General Information"


class Invitation(Record):
    """The links, and what the one for servers asks for."""

    application: int
    server: str
    member: str
    permissions: tuple[str, ...]

    @classmethod
    def to(cls, application: int) -> Self:
        """The links of an application."""
        return cls(
            application=application,
            server=server_link(application),
            member=member_link(application),
            permissions=tuple(name for name, is_needed in PERMISSIONS if is_needed),
        )

    @property
    def text(self) -> str:
        """The links for a person."""
        asks = ", ".join(map(said, self.permissions))
        server = f"For a server, by somebody who may manage it (asks for: {asks}):\n  {self.server}"
        return f"{server}\n\nFor yourself, to use its commands everywhere (asks for nothing):\n  {self.member}"


def application_of(environment: Mapping[str, str], *, say: Say, connect: Connect | None = None) -> int:
    """The application that the token is of: Discord says so, or failing that the token itself.

    Raises:
        SettingsError: there is no token, or none that may be one.
        DiscordError: Discord rejects the token, or cannot be asked, and the token tells nothing.
    """
    token = _token(environment)
    told = asyncio.run(inquire(token, connect=connect))
    if told.application:
        return told.application.id
    if told.is_rejected:
        raise DiscordError("Discord rejects the token", f"{WHERE_TOKENS_ARE}; or {BY_HAND}")
    written = application_in(token)
    if written is None:
        raise DiscordError(f"Discord cannot be asked: {told.trouble}", BY_HAND)
    say(f"note: Discord cannot be asked ({told.trouble}); the id is the one that the token begins with")
    return written


def _token(environment: Mapping[str, str]) -> str:
    try:
        return token_in(environment).get_secret_value()
    except SettingsError as error:
        raise SettingsError(error.problem, f"{BY_HAND}; or {error.hint}") from error

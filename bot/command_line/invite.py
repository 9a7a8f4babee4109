"""`pullquote invite`: how does the bot come into a server?"""

import asyncio
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Self

import click

from bot.command_line.options import json_option
from bot.corpora.choice import Say
from bot.errors import WHERE_TOKENS_ARE, DiscordError, SettingsError
from bot.shared_settings import APPLICATION_ID_NAME
from bot.terminal.console import DONE, say
from retrieval.records import Record

if TYPE_CHECKING:
    from bot.discord_client.connector import ConnectorFactory

BY_HAND = "give `--application-id`, which is at https://discord.com/developers/applications, General Information"


@click.command()
@click.option(
    "--application-id",
    type=click.IntRange(min=1),
    envvar=APPLICATION_ID_NAME,
    show_envvar=True,
    metavar="ID",
    help="The bot's application. [default: the application of DISCORD_TOKEN]",
)
@json_option
def invite(application_id: int | None, *, as_json: bool) -> int:
    """Print the links that add the bot, with the least permissions.

    The application's id is on its page, https://discord.com/developers/applications, under General Information. It is
    not needed where the token is in DISCORD_TOKEN.
    """
    links = Invitation.to(application_id or application_of(os.environ, say=say))
    click.echo(links.model_dump_json() if as_json else links.text)
    return DONE


class Invitation(Record):
    """The install links of an application, and the permissions that the link for servers asks for."""

    application: int
    server: str
    member: str
    permissions: tuple[str, ...]

    @classmethod
    def to(cls, application: int) -> Self:
        """The invitation for the application with this id."""
        from bot.discord_client.invite_links import PERMISSIONS, member_link, server_link  # noqa: PLC0415 -- discord.py is slow to import, and the help does without

        return cls(
            application=application,
            server=server_link(application),
            member=member_link(application),
            permissions=tuple(name for name, is_needed in PERMISSIONS if is_needed),
        )

    @property
    def text(self) -> str:
        """The links as text for a terminal."""
        from bot.discord_client.invite_links import display_name  # noqa: PLC0415 -- discord.py is slow to import, and the help does without

        asks = ", ".join(map(display_name, self.permissions))
        server = f"For a server, by somebody who may manage it (asks for: {asks}):\n  {self.server}"
        return f"{server}\n\nFor yourself, to use its commands everywhere (asks for nothing):\n  {self.member}"


def application_of(environment: Mapping[str, str], *, say: Say, connect: "ConnectorFactory | None" = None) -> int:
    """The id of the token's application: as Discord answers, or where it does not, as decoded from the token.

    Raises:
        SettingsError: there is no token, or it has characters that no token has.
        DiscordError: Discord rejects the token, or cannot be reached and no id can be decoded.
    """
    from bot.doctor.discord_api import inquire  # noqa: PLC0415 -- discord.py is slow to import, and the help does without
    from bot.doctor.token import application_in  # noqa: PLC0415 -- discord.py is slow to import, and the help does without

    token = _token(environment)
    account = asyncio.run(inquire(token, connect=connect))
    if account.application:
        return account.application.id
    if account.is_rejected:
        raise DiscordError("Discord rejects the token", f"{WHERE_TOKENS_ARE}; or {BY_HAND}")
    decoded = application_in(token)
    if decoded is None:
        raise DiscordError(f"Discord cannot be asked: {account.trouble}", BY_HAND)
    say(f"note: Discord cannot be asked ({account.trouble}); the id is the one that the token begins with")
    return decoded


def _token(environment: Mapping[str, str]) -> str:
    from bot.settings import token_in  # noqa: PLC0415 -- discord.py is slow to import, and the help does without

    try:
        return token_in(environment).get_secret_value()
    except SettingsError as error:
        raise SettingsError(error.problem, f"{BY_HAND}; or {error.hint}") from error

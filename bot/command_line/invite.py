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
    from bot.doctor.discord_api import Connect

BY_HAND = "give `--application-id`, which is at https://discord.com/developers/applications, General Information"


@click.command()
@click.option(
    "--application-id",
    type=click.IntRange(min=1),
    envvar=APPLICATION_ID_NAME,
    show_envvar=True,
    metavar="ID",
    help="The bot's application. [default: the one that DISCORD_TOKEN is of]",
)
@json_option
def invite(application_id: int | None, *, as_json: bool) -> int:
    """Print the links that add the bot, with the least permissions.

    The application's id is on its page, https://discord.com/developers/applications, under General Information; with
    the token in DISCORD_TOKEN nothing need be given.
    """
    links = Invitation.to(application_id or application_of(os.environ, say=say))
    click.echo(links.model_dump_json() if as_json else links.text)
    return DONE


class Invitation(Record):
    """The links, and what the one for servers asks for."""

    application: int
    server: str
    member: str
    permissions: tuple[str, ...]

    @classmethod
    def to(cls, application: int) -> Self:
        """The links of an application."""
        from bot.discord_client.invite_links import PERMISSIONS, member_link, server_link  # noqa: PLC0415 -- discord.py is slow to import, and the help does without

        return cls(
            application=application,
            server=server_link(application),
            member=member_link(application),
            permissions=tuple(name for name, is_needed in PERMISSIONS if is_needed),
        )

    @property
    def text(self) -> str:
        """The links for a person."""
        from bot.discord_client.invite_links import said  # noqa: PLC0415 -- discord.py is slow to import, and the help does without

        asks = ", ".join(map(said, self.permissions))
        server = f"For a server, by somebody who may manage it (asks for: {asks}):\n  {self.server}"
        return f"{server}\n\nFor yourself, to use its commands everywhere (asks for nothing):\n  {self.member}"


def application_of(environment: Mapping[str, str], *, say: Say, connect: "Connect | None" = None) -> int:
    """The application that the token is of: Discord says so, or failing that the token itself.

    Raises:
        SettingsError: there is no token, or none that may be one.
        DiscordError: Discord rejects the token, or cannot be asked, and the token tells nothing.
    """
    from bot.doctor.discord_api import inquire  # noqa: PLC0415 -- discord.py is slow to import, and the help does without
    from bot.doctor.token import application_in  # noqa: PLC0415 -- discord.py is slow to import, and the help does without

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
    from bot.settings import token_in  # noqa: PLC0415 -- discord.py is slow to import, and the help does without

    try:
        return token_in(environment).get_secret_value()
    except SettingsError as error:
        raise SettingsError(error.problem, f"{BY_HAND}; or {error.hint}") from error

"""`pullquote invite`: how does the bot come into a server?"""

import os

import click

from bot.command_line.options import json_option
from bot.shared_settings import APPLICATION_ID_NAME
from bot.terminal.console import DONE, say


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
    from bot.command_line.invitation import Invitation, application_of  # noqa: PLC0415 -- discord.py is slow to import

    links = Invitation.to(application_id or application_of(os.environ, say=say))
    click.echo(links.model_dump_json() if as_json else links.text)
    return DONE

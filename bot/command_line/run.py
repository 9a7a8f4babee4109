"""`pullquote run`: the bot on Discord."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import click

from bot.articles import Choice
from bot.command_line.options import answering_options, hosts_option
from bot.console import DONE, say
from bot.moderation.work import Tools
from bot.progress import watched
from retrieval.best import use_compiled
from retrieval.ingest.fetch import Fetcher
from retrieval.library.file import Library
from retrieval.library.room import Extent
from retrieval.retriever import LIMIT


@click.command()
@answering_options
@click.option(
    "--limit",
    type=click.IntRange(1, LIMIT, clamp=True),
    default=LIMIT,
    show_default=True,
    envvar="PULLQUOTE_LIMIT",
    metavar="N",
    help=f"Show at most N quotes in a message, 1 to {LIMIT}.",
)
@click.option(
    "--queue",
    type=click.IntRange(min=1),
    default=256,
    show_default=True,
    envvar="PULLQUOTE_QUEUE",
    metavar="N",
    help="Let N questions wait; who asks beyond that is asked to come back in a moment.",
)
@hosts_option
@click.option(
    "--per-member",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    envvar="PULLQUOTE_PER_MEMBER",
    metavar="N",
    help="Answer N questions a minute of one member, and three times as many presses of buttons; 0 for any number. "
    "Who asks more is told when to ask again.",
)
@click.option(
    "--per-server",
    type=click.IntRange(min=0),
    default=200,
    show_default=True,
    envvar="PULLQUOTE_PER_SERVER",
    metavar="N",
    help="The same of one server.",
)
@click.option(
    "--server-articles",
    type=click.IntRange(min=0),
    default=5_000,
    show_default=True,
    envvar="PULLQUOTE_SERVER_ARTICLES",
    metavar="N",
    help="Let the moderators of one server add N articles, 0 for any number.",
)
@click.option(
    "--server-text",
    type=click.IntRange(min=0),
    default=200,
    show_default=True,
    envvar="PULLQUOTE_SERVER_TEXT",
    metavar="MB",
    help="Let the articles of one server have MB million bytes of text, 0 for any number.",
)
def run(choice: Choice, allowed_hosts: tuple[str, ...], **flags: int) -> int:
    """Answer on Discord until the process is asked to stop.

    Where numba is installed (the extra `fast`), questions are looked up in machine code.

    The bot's token is read from the environment variable DISCORD_TOKEN; get one at
    https://discord.com/developers/applications: your application, Bot, Reset Token.

        DISCORD_TOKEN=… pullquote run --articles ~/wiki
    """
    from bot.library import open_servers  # noqa: PLC0415 -- slow to import, and the help does without
    from bot.run import run as serve  # noqa: PLC0415 -- the same
    from bot.settings import Settings  # noqa: PLC0415 -- the same

    settings = Settings.read(os.environ, **flags)
    use_compiled(watch=watched)
    with open_servers(choice, say=say) as servers, _tools(choice, allowed_hosts, settings.room) as tools:
        serve(servers, settings, tools=tools)
    return DONE


@contextmanager
def _tools(choice: Choice, allowed_hosts: tuple[str, ...], room: Extent) -> Iterator[Tools | None]:
    """What moderators' jobs are done with; nothing without a library."""
    if choice.folder or not choice.library.exists():
        yield None
        return
    with Library(choice.library) as library:
        yield Tools(library, partial(Fetcher, allowed_hosts=frozenset(allowed_hosts)), room)

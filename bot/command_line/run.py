"""`pullquote run`: the bot on Discord."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import click

from bot.command_line.options import answering_options, hosts_option, number_option
from bot.corpora.choice import Choice
from bot.jobs.tasks import Tools
from bot.store.tables import discord_library
from bot.terminal.console import DONE, say
from bot.terminal.progress_bar import watched
from retrieval.index.best import use_compiled
from retrieval.ingest.web.fetch import Fetcher
from retrieval.library.quota import Extent
from retrieval.retriever import LIMIT

ANY_NUMBER = click.IntRange(min=0)


@click.command()
@answering_options
@number_option(
    "--limit", click.IntRange(1, LIMIT, clamp=True), LIMIT, f"Show at most N quotes in a message, 1 to {LIMIT}."
)
@number_option(
    "--queue",
    click.IntRange(min=1),
    256,
    "Let N questions wait; who asks beyond that is asked to come back in a moment.",
)
@hosts_option
@number_option(
    "--per-member",
    ANY_NUMBER,
    20,
    "Answer N questions a minute of one member, and three times as many presses of buttons; 0 for any number. "
    "Who asks more is told when to ask again.",
)
@number_option("--per-server", ANY_NUMBER, 200, "The same of one server.")
@number_option(
    "--server-articles", ANY_NUMBER, 5_000, "Let the moderators of one server add N articles, 0 for any number."
)
@number_option(
    "--server-text",
    ANY_NUMBER,
    200,
    "Let the articles of one server have MB million bytes of text, 0 for any number.",
    metavar="MB",
)
def run(choice: Choice, allowed_hosts: tuple[str, ...], **flags: int) -> int:
    """Answer on Discord until the process is asked to stop.

    Where numba is installed (the extra `fast`), questions are looked up in machine code.

    The bot's token is read from the environment variable DISCORD_TOKEN; get one at
    https://discord.com/developers/applications: your application, Bot, Reset Token.

        DISCORD_TOKEN=… pullquote run --articles ~/wiki
    """
    from bot.corpora.open_library import open_servers  # noqa: PLC0415 -- slow to import, and the help does without
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
    with discord_library(choice.library) as library:
        yield Tools(library, partial(Fetcher, allowed_hosts=frozenset(allowed_hosts)), room)

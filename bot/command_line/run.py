"""`pullquote run`: runs the bot on Discord."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

import click

from bot.command_line.options import collections_option, setting_options
from bot.corpora.choice import CorpusChoice
from bot.jobs.tasks import JobDeps
from bot.settings import Settings
from bot.store.tables import discord_library
from bot.terminal.console import DONE, say
from bot.terminal.progress_bar import with_progress_bar
from retrieval.ingest.web.fetch import Fetcher


@click.command()
@collections_option
@setting_options(Settings)
def run(collections: tuple[str, ...], **flags: Any) -> int:  # noqa: ANN401 -- the settings are of many types
    """Answer on Discord until the process is asked to stop.

    Where numba is installed (the extra `fast`), the search runs as machine code.

    The bot's token is read from the environment variable DISCORD_TOKEN; get one at
    https://discord.com/developers/applications: your application, Bot, Reset Token.

        DISCORD_TOKEN=… pullquote run --articles ~/wiki
    """
    from bot.corpora.open_library import open_guild_corpora  # noqa: PLC0415 -- slow to import, and the help does without
    from bot.run import run as serve  # noqa: PLC0415 -- the same
    from retrieval.index.bm25 import fastest_top_k  # noqa: PLC0415 -- the same

    settings = Settings.read(**flags)
    choice = CorpusChoice(
        settings.articles,
        settings.library,
        collections,
        settings.synonyms,
        settings.caution,
        settings.reranker,
        settings.reranker_deadline,
    )
    top_k = fastest_top_k(watch=with_progress_bar)
    with open_guild_corpora(choice, say=say, top_k=top_k) as corpora, _job_deps(settings) as job_deps:
        serve(corpora, settings, job_deps=job_deps)
    return DONE


@contextmanager
def _job_deps(settings: Settings) -> Iterator[JobDeps | None]:
    """What the jobs of moderators need; `None` where there is no library."""
    if settings.articles or not settings.library.exists():
        yield None
        return
    with discord_library(settings.library) as library:
        yield JobDeps(
            library,
            partial(Fetcher, allowed_hosts=frozenset(settings.allow_host)),
            settings.room,
            grace=timedelta(days=settings.server_grace),
        )

"""`pullquote refresh`: what has changed at the articles' addresses?"""

from pathlib import Path

import click

from bot.command_line.options import hosts_option, json_option, library_option
from bot.corpora.open_library import open_library
from bot.terminal.import_report import report
from bot.terminal.progress_bar import watched
from retrieval.importer import refresh as taken_anew
from retrieval.indexing.manager import keep_up
from retrieval.ingest.web.fetch import Fetcher
from retrieval.library.catalog import find_article


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE…]")
@click.option("--all", "everything", is_flag=True, help="Refresh all articles.")
@library_option
@hosts_option
@json_option
def refresh(
    articles: tuple[str, ...], library: Path, allow_host: tuple[str, ...], *, everything: bool, as_json: bool
) -> int:
    """Read the addresses of each ARTICLE once more. A new text becomes a new version, and what is gone is marked.

    An article that is gone stays, and goes on answering; `pullquote remove` takes it out.
    """
    if bool(articles) == everything:
        raise click.UsageError("give either articles or --all")
    with open_library(library) as opened:
        ids = None if everything else [find_article(opened, name) for name in articles]
        taken = taken_anew(opened, ids, fetcher=Fetcher(allowed_hosts=frozenset(allow_host)), watch=watched)
        code = report(list(taken), as_json=as_json)
        keep_up(opened, watch=watched)
        return code

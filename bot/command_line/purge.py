"""`pullquote purge`: an article of which nothing is to be left."""

from pathlib import Path

import click

from bot.command_line.options import json_option, library_option
from bot.corpora.open_library import open_library
from bot.terminal.console import DONE, say
from bot.terminal.listing import Purged
from bot.terminal.progress_bar import watched
from retrieval.indexing.erasure import erase
from retrieval.library.catalog import catalog_entries, find_article


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE…]")
@click.option("--removed", is_flag=True, help="Purge all articles that were removed.")
@library_option
@json_option
def purge(articles: tuple[str, ...], library: Path, *, removed: bool, as_json: bool) -> int:
    """Delete each ARTICLE with its versions and its sent quotes.

    It may have been removed before. No byte of it stays, and of its quotes only the ids, so that `pullquote quote` can
    say that they were purged.
    """
    if bool(articles) == removed:
        raise click.UsageError("give either articles or --removed")
    with open_library(library) as opened:
        names = [find_article(opened, name, removed=True) for name in articles]
        ids = tuple(dict.fromkeys(names or [entry.id for entry in catalog_entries(opened, removed=True)]))
        erase(opened, ids, watch=watched)
    if not ids:
        say("note: no article was removed, so none is purged")
    click.echo(
        Purged(purged=ids).model_dump_json() if as_json else "".join(f"purged {each}\n" for each in ids), nl=as_json
    )
    return DONE

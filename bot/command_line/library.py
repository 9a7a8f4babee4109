"""`pullquote list`: which articles are there?"""

from pathlib import Path

import click

from bot.command_line.options import json_option, library_option
from bot.corpora.open_library import nothing_in, open_library
from bot.terminal.console import DONE, say, width
from bot.terminal.listing import Listing, listed
from retrieval.library.catalog import catalog_entries

NOTHING = "note: there are no such articles"


@click.command("list")
@library_option
@click.option("--collection", metavar="NAME", help="List only this collection.")
@click.option("--removed", is_flag=True, help="List the removed articles that sent quotes keep, instead.")
@json_option
def list_(library: Path, collection: str | None, *, removed: bool, as_json: bool) -> int:
    """List the articles, each with its id, date, title and place. Those that are gone from their place are marked."""
    with open_library(library) as opened:
        found = catalog_entries(opened, collection=collection, removed=removed)
    if not found:
        say(nothing_in(collection) if collection and not removed else NOTHING)
    click.echo(Listing(articles=found).model_dump_json() if as_json else listed(found, width=width()), nl=as_json)
    return DONE

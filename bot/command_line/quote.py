"""`pullquote quote`: shows a quote that was sent, and whether its source still has it."""

from pathlib import Path

import click

from bot.command_line.options import json_option, library_option
from bot.corpora.open_library import open_library
from bot.terminal.console import DONE, width
from bot.terminal.quote_check import render_sent_quote
from retrieval.library.quotes import sent_quote


@click.command()
@click.argument("quote_id", metavar="ID")
@library_option
@json_option
def quote(quote_id: str, library: Path, *, as_json: bool) -> int:
    """Show the quote with this ID, and whether its source has changed.

    The source is unchanged; changed elsewhere (these words are still there); changed here; gone; or purged.
    """
    with open_library(library) as opened:
        found = sent_quote(opened, quote_id)
    click.echo(found.model_dump_json() if as_json else render_sent_quote(found, width=width()), nl=as_json)
    return DONE

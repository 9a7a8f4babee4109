"""`pullquote remove`: an article that is not to be quoted any more."""

from pathlib import Path

import click

from bot.command_line.options import json_option, library_option
from bot.corpora.open_library import open_library
from bot.terminal.console import DONE
from bot.terminal.listing import Removed
from retrieval.library.articles import remove_articles as removed
from retrieval.library.catalog import find_article


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE…")
@library_option
@json_option
def remove(articles: tuple[str, ...], library: Path, *, as_json: bool) -> int:
    """Remove each ARTICLE: no answer has it any more. Quotes that were sent stay to be checked, until `purge`."""
    with open_library(library) as opened:
        ids = tuple(dict.fromkeys(find_article(opened, name) for name in articles))
        removed(opened, ids)
    click.echo(Removed(removed=ids).model_dump_json() if as_json else "\n".join(f"removed {each}" for each in ids))
    return DONE

"""`pullquote show`: what is in an article?"""

from pathlib import Path

import click

from bot.command_line.options import json_option, library_option
from bot.corpora.open_library import open_library
from bot.terminal.console import DONE, width
from bot.terminal.listing import shown
from retrieval.library.catalog import article_details, find_article


@click.command()
@click.argument("article")
@library_option
@json_option
def show(article: str, library: Path, *, as_json: bool) -> int:
    """Show ARTICLE: where it is from, its versions, text and passages.

    The passages are what is searched. An article is named by its id or the beginning of it, its address,
    its file, or its title.
    """
    with open_library(library) as opened:
        found = article_details(opened, find_article(opened, article))
    click.echo(found.model_dump_json() if as_json else shown(found, width=width()), nl=as_json)
    return DONE

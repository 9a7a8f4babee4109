"""`pullquote list`, `show`, `refresh`, `remove` and `purge`: the commands for the articles of a library."""

from pathlib import Path

import click

from bot.command_line.options import encoding_option, hosts_option, json_option, library_option
from bot.corpora.open_library import nothing_in, open_library
from bot.terminal.console import DONE, say, width
from bot.terminal.import_report import report
from bot.terminal.listing import Listing, Purged, Removed, render_article, render_articles
from bot.terminal.progress_bar import watched
from retrieval.importer import refresh as refresh_articles
from retrieval.indexing.manager import erase_articles, update_indexes
from retrieval.ingest.web.fetch import Fetcher
from retrieval.library.articles import remove_articles
from retrieval.library.catalog import article_details, catalog_entries, find_article

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
    click.echo(
        Listing(articles=found).model_dump_json() if as_json else render_articles(found, width=width()), nl=as_json
    )
    return DONE


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
    click.echo(found.model_dump_json() if as_json else render_article(found, width=width()), nl=as_json)
    return DONE


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE…]")
@click.option("--all", "everything", is_flag=True, help="Refresh all articles.")
@library_option
@encoding_option
@hosts_option
@json_option
def refresh(  # noqa: PLR0913 -- the options are each by itself
    articles: tuple[str, ...],
    library: Path,
    encoding: str | None,
    allow_host: tuple[str, ...],
    *,
    everything: bool,
    as_json: bool,
) -> int:
    """Read the addresses of each ARTICLE once more. A new text becomes a new version, and what is gone is marked.

    An article that is gone stays, and goes on answering; `pullquote remove` takes it out.
    """
    if bool(articles) == everything:
        raise click.UsageError("give either articles or --all")
    with open_library(library) as opened:
        ids = None if everything else [find_article(opened, name) for name in articles]
        fetcher = Fetcher(allowed_hosts=frozenset(allow_host))
        taken = refresh_articles(opened, ids, fetcher=fetcher, encoding=encoding, watch=watched)
        code = report(list(taken), as_json=as_json)
        update_indexes(opened, watch=watched)
        return code


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE…")
@library_option
@json_option
def remove(articles: tuple[str, ...], library: Path, *, as_json: bool) -> int:
    """Remove each ARTICLE: no answer has it any more. Quotes that were sent stay to be checked, until `purge`."""
    with open_library(library) as opened:
        ids = tuple(dict.fromkeys(find_article(opened, name) for name in articles))
        remove_articles(opened, ids)
    click.echo(Removed(removed=ids).model_dump_json() if as_json else "\n".join(f"removed {each}" for each in ids))
    return DONE


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
        erase_articles(opened, ids, watch=watched)
    if not ids:
        say("note: no article was removed, so none is purged")
    click.echo(
        Purged(purged=ids).model_dump_json() if as_json else "".join(f"purged {each}\n" for each in ids), nl=as_json
    )
    return DONE

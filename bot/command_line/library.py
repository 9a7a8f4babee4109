"""`pullquote list`, `show`, `refresh`, `reread`, `remove`, `purge`: the commands for the articles of a library."""

from pathlib import Path

import click

from bot.command_line.options import encoding_option, hosts_option, json_option, library_option
from bot.corpora.open_library import nothing_in, open_library
from bot.terminal.console import DONE, say, width
from bot.terminal.document import print_document
from bot.terminal.import_report import report
from bot.terminal.listing import ArticleList, PurgedArticles, RemovedArticles, render_article, render_articles
from bot.terminal.progress_bar import with_progress_bar
from retrieval.indexing.manager import erase_articles, update_indexes
from retrieval.ingest.web.fetch import Fetcher
from retrieval.library.articles import remove_articles
from retrieval.library.catalog import article_details, catalog_entries, find_article
from retrieval.reread import reread as reread_articles
from retrieval.reread import reread_and_refresh

NOTHING = "note: there are no such articles"


@click.command("list")
@library_option
@click.option("--collection", metavar="NAME", help="List only this collection.")
@click.option("--removed", is_flag=True, help="List the removed articles instead, which are kept for sent quotes.")
@json_option
def list_(library: Path, collection: str | None, *, removed: bool, as_json: bool) -> int:
    """List the articles: id, title, date and address. Articles that are gone from their address are marked."""
    with open_library(library) as opened:
        found = catalog_entries(opened, collection=collection, removed=removed)
    if not found:
        say(nothing_in(collection) if collection and not removed else NOTHING)
    click.echo(
        ArticleList(articles=found).model_dump_json() if as_json else render_articles(found, width=width()), nl=as_json
    )
    return DONE


@click.command()
@click.argument("article")
@click.option("--source", "as_source", is_flag=True, help="Print what was read instead: the file or page as it was.")
@library_option
@json_option
def show(article: str, library: Path, *, as_source: bool, as_json: bool) -> int:
    """Show ARTICLE: where it is from, its versions, text and passages.

    The passages are what is searched. ARTICLE is an id or its beginning, an address, a file, or a title. With --source
    the bytes go to a file or program as they were read, and to a terminal as text.

    \b
        pullquote show fireball.html --source > fireball.html
    """
    if as_source and as_json:
        raise click.UsageError("give either --source or --json")
    with open_library(library) as opened:
        key = find_article(opened, article)
        if as_source:
            print_document(opened, key)
            return DONE
        found = article_details(opened, key)
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
    """Read each ARTICLE again from its addresses. A changed text becomes a new version, and what is gone is marked.

    An article that is gone is kept, and still answers; `pullquote remove` removes it. After an upgrade, what is kept of
    the articles is read again first, as by `pullquote reread`.
    """
    if bool(articles) == everything:
        raise click.UsageError("give either articles or --all")
    with open_library(library) as opened:
        ids = None if everything else [find_article(opened, name) for name in articles]
        fetcher = Fetcher(allowed_hosts=frozenset(allow_host))
        results = reread_and_refresh(opened, ids, fetcher=fetcher, encoding=encoding, watch=with_progress_bar)
        code = report(list(results), as_json=as_json, strict=not everything)
        update_indexes(opened, watch=with_progress_bar)
        return code


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE…]")
@click.option("--all", "everything", is_flag=True, help="Read all articles again.")
@library_option
@json_option
def reread(articles: tuple[str, ...], library: Path, *, everything: bool, as_json: bool) -> int:
    """Read what is kept of each ARTICLE again, without its address.

    Files and pages are kept as they were read, so that a later release can make more of them: a better reading is a new
    version of the article, or the same text with more structure. Sent quotes keep the version that they quote. After an
    upgrade `pullquote run` does this by itself, in the background.
    """
    if bool(articles) == everything:
        raise click.UsageError("give either articles or --all")
    with open_library(library) as opened:
        ids = None if everything else [find_article(opened, name) for name in articles]
        code = report(list(reread_articles(opened, ids, watch=with_progress_bar)), as_json=as_json)
        update_indexes(opened, watch=with_progress_bar)
        return code


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE…")
@library_option
@json_option
def remove(articles: tuple[str, ...], library: Path, *, as_json: bool) -> int:
    """Remove each ARTICLE from all answers. Quotes that were sent can still be looked up, until `purge`."""
    with open_library(library) as opened:
        ids = tuple(dict.fromkeys(find_article(opened, name) for name in articles))
        remove_articles(opened, ids)
    click.echo(
        RemovedArticles(removed=ids).model_dump_json() if as_json else "\n".join(f"removed {each}" for each in ids)
    )
    return DONE


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE…]")
@click.option("--removed", is_flag=True, help="Purge all articles that were removed.")
@library_option
@json_option
def purge(articles: tuple[str, ...], library: Path, *, removed: bool, as_json: bool) -> int:
    """Delete each ARTICLE with its versions and its sent quotes.

    ARTICLE may have been removed before. Nothing of its text remains, and of its quotes only the ids, so that
    `pullquote quote` can say that they were purged.
    """
    if bool(articles) == removed:
        raise click.UsageError("give either articles or --removed")
    with open_library(library) as opened:
        names = [find_article(opened, name, removed=True) for name in articles]
        ids = tuple(dict.fromkeys(names or [entry.id for entry in catalog_entries(opened, removed=True)]))
        erase_articles(opened, ids, watch=with_progress_bar)
    if not ids:
        say("note: no article was removed, so none is purged")
    click.echo(
        PurgedArticles(purged=ids).model_dump_json() if as_json else "".join(f"purged {each}\n" for each in ids),
        nl=as_json,
    )
    return DONE

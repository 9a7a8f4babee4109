"""`pullquote remove` and `purge`: the commands that take articles out of a library."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from bot.command_line.options import json_option, library_option
from bot.corpora.open_library import nothing_in, open_to_make_room
from bot.terminal.console import DONE, say
from bot.terminal.listing import PurgedArticles, RemovedArticles
from bot.terminal.progress_bar import with_progress_bar
from retrieval.indexing.removal import erase_articles, withdraw_articles
from retrieval.library.catalog import catalog_entries, find_article
from retrieval.library.database import Library

NONE_REMOVED: Final = "note: no article was removed, so none is purged"


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE…")
@library_option
@json_option
def remove(articles: tuple[str, ...], library: Path, *, as_json: bool) -> int:
    """Remove each ARTICLE from all answers. Quotes that were sent can still be looked up, until `purge`."""
    with open_to_make_room(library) as opened:
        ids = tuple(dict.fromkeys(find_article(opened, name) for name in articles))
        withdraw_articles(opened, ids)
    click.echo(
        RemovedArticles(removed=ids).model_dump_json() if as_json else "\n".join(f"removed {each}" for each in ids)
    )
    return DONE


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE…]")
@click.option("--removed", is_flag=True, help="Purge all articles that were removed.")
@click.option(
    "--collection",
    "collections",
    multiple=True,
    metavar="NAME",
    help="Purge all articles of this collection, removed ones too. Can be given several times.",
)
@click.option("--yes", is_flag=True, help="Do not ask first.")
@library_option
@json_option
def purge(  # noqa: PLR0913 -- the options are each by itself
    articles: tuple[str, ...], library: Path, collections: tuple[str, ...], *, removed: bool, yes: bool, as_json: bool
) -> int:
    """Delete each ARTICLE with its versions and its sent quotes.

    ARTICLE may have been removed before. Nothing of its text remains, and of its quotes only the ids, so that
    `pullquote quote` can say that they were purged. In a terminal it asks first; elsewhere it needs --yes.
    """
    if [bool(articles), removed, bool(collections)].count(True) != 1:
        raise click.UsageError("give either articles, --collection or --removed")
    with open_to_make_room(library) as opened:
        ids = _chosen(opened, articles, collections)
        if not yes and ids:
            _confirm(len(ids))
        erase_articles(opened, ids, watch=with_progress_bar)
    click.echo(
        PurgedArticles(purged=ids).model_dump_json() if as_json else "".join(f"purged {each}\n" for each in ids),
        nl=as_json,
    )
    return DONE


def _chosen(library: Library, articles: Sequence[str], collections: Sequence[str]) -> tuple[str, ...]:
    """The ids of the articles that are to be purged; of those that were removed where neither is given."""
    if articles:
        return tuple(dict.fromkeys(find_article(library, name, removed=True) for name in articles))
    if not collections:
        found = catalog_entries(library, removed=True)
        if not found:
            say(NONE_REMOVED)
        return tuple(entry.id for entry in found)
    ids: list[str] = []
    for name in collections:
        both = (catalog_entries(library, collection=name, removed=removed) for removed in (False, True))
        within = [entry.id for entries in both for entry in entries]
        if not within:
            say(nothing_in(name))
        ids += within
    return tuple(dict.fromkeys(ids))


def _confirm(count: int) -> None:
    """Ask whether that many articles are to be purged.

    Raises:
        UsageError: nobody can be asked.
        Abort: the answer is no.
    """
    if not is_asking_possible():
        raise click.UsageError(f"{count} articles would be deleted for good, and nobody can be asked: add --yes")
    click.confirm(f"Delete {count} articles for good, with the quotes that were sent of them?", abort=True, err=True)


def is_asking_possible() -> bool:
    """Whether a person can read a question and answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()

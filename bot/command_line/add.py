"""`pullquote add`: adds files, folders and pages to the library."""

from pathlib import Path

import click

from bot.command_line.options import (
    encoding_option,
    follow_option,
    hosts_option,
    json_option,
    library_option,
    strict_option,
)
from bot.terminal.import_report import report
from bot.terminal.progress_bar import with_progress_bar
from retrieval.importer import add as add_articles
from retrieval.indexing.manager import update_indexes
from retrieval.ingest.web.fetch import Fetcher
from retrieval.library.database import Library
from retrieval.retriever import PUBLIC


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH|URL…")
@library_option
@click.option(
    "--collection", default=PUBLIC, show_default=True, metavar="NAME", help="Add to this collection of the library."
)
@encoding_option
@hosts_option
@follow_option
@strict_option
@json_option
def add(  # noqa: PLR0913 -- the options are each by itself
    paths: tuple[str, ...],
    library: Path,
    collection: str,
    encoding: str | None,
    allow_host: tuple[str, ...],
    *,
    follow: bool,
    strict: bool,
    as_json: bool,
) -> int:
    """Add articles to the library: files, folders, patterns, pages.

    A folder is read with all its subfolders, a page is named by its web address, and - is standard input.

    An article that is already there is not added twice; a changed file becomes a new version of its article. To finish
    an interrupted call, repeat it.

    \b
        pullquote add ~/wiki
        pullquote add 'notes/**/*.md' https://example.org/news
        pullquote add --collection members minutes.txt
    """
    if not collection.strip():
        raise click.UsageError("the name of the collection is blank")
    with Library(library, create=True) as opened:
        fetcher = Fetcher(allowed_hosts=frozenset(allow_host))
        results = add_articles(
            opened,
            paths,
            collection=collection,
            fetcher=fetcher,
            encoding=encoding,
            follow=follow,
            watch=with_progress_bar,
        )
        code = report(list(results), as_json=as_json, strict=strict)
        update_indexes(opened, watch=with_progress_bar)
        return code

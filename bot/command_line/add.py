"""`pullquote add`: adds files, folders and pages to the library."""

from collections.abc import Sequence
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
from bot.terminal.console import say
from bot.terminal.import_report import report
from bot.terminal.progress_bar import with_progress_bar
from retrieval.importer import add as add_articles
from retrieval.indexing.manager import update_indexes
from retrieval.ingest.site.address_map import AddressMap, read_address_map
from retrieval.ingest.site.configs.content_root import Generator, joined
from retrieval.ingest.site.find import SiteOptions
from retrieval.ingest.web.fetch import Fetcher
from retrieval.library.database import Library
from retrieval.retriever import PUBLIC


def _web_address(_: click.Context, __: click.Parameter, url: str | None) -> str | None:
    """The base with a slash at its end."""
    base = None if url is None else joined(url)
    if url is not None and base is None:
        raise click.BadParameter(
            f"`{url}` is no web address without ? and #; give one such as https://example.org/docs/"
        )
    return base


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH|URL…")
@library_option
@click.option(
    "--collection", default=PUBLIC, show_default=True, metavar="NAME", help="Add to this collection of the library."
)
@click.option(
    "--base-url",
    metavar="URL",
    callback=_web_address,
    help="The address of the folder's first page: every file of it gets the address that its site gives it.",
)
@click.option(
    "--generator",
    type=click.Choice([each.value for each in Generator]),
    help="What makes the site of the folder. Without it, its configuration beside or above the folder says so.",
)
@click.option(
    "--address-map",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Addresses of single files: lines such as guide/start.md,https://example.org/start",
)
@encoding_option
@hosts_option
@follow_option
@strict_option
@json_option
def add(  # noqa: PLR0913 -- the options are each by itself
    paths: tuple[str, ...],
    library: Path,
    *,
    collection: str,
    base_url: str | None,
    generator: str | None,
    address_map: Path | None,
    encoding: str | None,
    allow_host: tuple[str, ...],
    follow: bool,
    strict: bool,
    as_json: bool,
) -> int:
    """Add articles to the library: files, folders, patterns, pages.

    A folder is read with all its subfolders, a page is named by its web address, and - is standard input.

    Quotes of a folder's files link to the pages of its site: the addresses come from the configuration of MkDocs,
    Docusaurus, VitePress, Hugo, mdBook, Sphinx, Jekyll or Starlight where that states them, else from --base-url.

    An article that is already there is not added twice; a changed file becomes a new version of its article. To finish
    an interrupted call, repeat it.

    \b
        pullquote add ~/wiki
        pullquote add 'notes/**/*.md' https://example.org/news
        pullquote add --collection members minutes.txt
        pullquote add ~/project/docs --base-url https://example.org/docs/
    """
    if not collection.strip():
        raise click.UsageError("the name of the collection is blank")
    site = _site_options(paths, base_url, generator, address_map)
    with Library(library, create=True) as opened:
        fetcher = Fetcher(allowed_hosts=frozenset(allow_host))
        results = add_articles(
            opened,
            paths,
            collection=collection,
            fetcher=fetcher,
            encoding=encoding,
            site=site,
            follow=follow,
            watch=with_progress_bar,
        )
        code = report(list(results), as_json=as_json, strict=strict)
        update_indexes(opened, watch=with_progress_bar)
        return code


def _site_options(
    paths: Sequence[str], base_url: str | None, generator: str | None, address_map: Path | None
) -> SiteOptions:
    """What the options say of the addresses of a folder's files.

    Raises:
        UsageError: there is not one folder that they are about, or a generator without a base.
        ArticlesError: the map of addresses cannot be used.
    """
    if base_url is None and generator is None and address_map is None:
        return SiteOptions()
    if len(paths) != 1 or not Path(paths[0]).is_dir():
        raise click.UsageError(
            "--base-url, --generator and --address-map are for one folder: add it in a call of its own"
        )
    if generator and base_url is None:
        raise click.UsageError("--generator needs --base-url, the address of the folder's first page")
    stated = read_address_map(address_map) if address_map else AddressMap({})
    for note in stated.notes:
        say(f"note: {note}")
    return SiteOptions(base_url, Generator(generator) if generator else None, stated.addresses)

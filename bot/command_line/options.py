"""Which options do several commands share? Which articles answer, in which library, and how the answer is printed."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from bot.corpora.choice import Choice, default_library
from retrieval.ranking.confidence import Caution
from retrieval.retriever import LIMIT, PUBLIC

MOST_QUOTES = 10

Command = Callable[..., Any]
Option = Callable[[Command], Command]


def number_option(flag: str, numbers: click.IntRange, default: int, does: str, *, metavar: str = "N") -> Option:
    """One of `numbers`, also read from the environment, by the flag's name behind `PULLQUOTE_`."""
    return click.option(
        flag,
        type=numbers,
        default=default,
        show_default=True,
        envvar=f"PULLQUOTE_{flag.removeprefix('--').replace('-', '_').upper()}",
        show_envvar=True,
        metavar=metavar,
        help=does,
    )


library_option = click.option(
    "--library",
    type=click.Path(path_type=Path),
    default=default_library,
    envvar="PULLQUOTE_LIBRARY",
    show_envvar=True,
    metavar="FILE",
    help="The library. [default: library.db in pullquote's folder of your user data]",
)
limit_option = number_option(
    "--limit", click.IntRange(1, MOST_QUOTES), LIMIT, f"Show at most N quotes, 1 to {MOST_QUOTES}."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")
hosts_option = click.option(
    "--allow-host",
    "allowed_hosts",
    multiple=True,
    envvar="PULLQUOTE_ALLOW_HOST",
    show_envvar=True,
    metavar="HOST",
    help="Fetch from HOST though its address is private. Can be given several times.",
)

_folder_option = click.option(
    "--articles",
    "folder",
    type=click.Path(path_type=Path),
    envvar="PULLQUOTE_ARTICLES",
    show_envvar=True,
    metavar="DIR",
    help="Answer from the articles in DIR, without a library.",
)
_collections_option = click.option(
    "--collection",
    "collections",
    multiple=True,
    default=(PUBLIC,),
    show_default=True,
    metavar="NAME",
    help="Answer from this collection of the library. Can be given several times.",
)


synonyms_option = click.option(
    "--synonyms",
    type=click.Path(path_type=Path),
    envvar="PULLQUOTE_SYNONYMS",
    show_envvar=True,
    metavar="FILE",
    help='Take words for one another as FILE says, in TOML: "VP" = ["vice president"].',
)
_caution_option = click.option(
    "--caution",
    type=click.Choice([each.value for each in Caution]),
    callback=lambda _context, _option, value: Caution(value),
    default=Caution.NORMAL.value,
    show_default=True,
    envvar="PULLQUOTE_CAUTION",
    show_envvar=True,
    help="How sure to be before answering: cautious refuses more, eager less.",
)


def articles_options(command: Command) -> Command:
    """The options that say which articles answer; the command gets them as one `choice`."""

    @wraps(command)
    def chosen(*, folder: Path | None, library: Path, collections: tuple[str, ...], **others: Any) -> Any:  # noqa: ANN401 -- whatever the command takes and gives
        return command(choice=Choice(folder, library, collections), **others)

    return _folder_option(library_option(_collections_option(chosen)))


def answering_options(command: Command) -> Command:
    """The options that say which articles answer, and how; the command gets them as one `choice`."""

    @wraps(command)
    def chosen(*, choice: Choice, synonyms: Path | None, caution: Caution, **others: Any) -> Any:  # noqa: ANN401 -- as above
        return command(choice=choice._replace(synonyms=synonyms, caution=caution), **others)

    return articles_options(synonyms_option(_caution_option(chosen)))

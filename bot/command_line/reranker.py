"""`pullquote reranker`: fetches the model that reads the best candidates, and looks at it."""

from pathlib import Path
from typing import Final

import click

from bot.corpora.choice import default_reranker
from bot.shared_settings import FILE, variable_of
from bot.terminal.console import DONE, WRONG_USE, say

SET_IT: Final = "`{name}={folder}` lets `pullquote run` and `pullquote ask` use it"


@click.group()
def reranker() -> None:
    """Fetch or look at the model that reads the best candidates.

    Where the ranking is unsure, a small cross-encoder may read the best candidates with the question. It is optional,
    runs on this machine, and needs the extra `reranker`. Its folder is named by --reranker or PULLQUOTE_RERANKER.
    """


@reranker.command()
@click.argument("folder", type=FILE, metavar="[DIR]", required=False)
def install(folder: Path | None) -> int:
    """Fetch the model once, 35 MB, from huggingface.co into DIR.

    Without DIR it is put in pullquote's folder of your user data. It is of one revision, is compared with its
    checksums and tried; afterwards everything works offline.
    """
    from bot.reranker.install import install as fetch  # noqa: PLC0415 -- not needed for the help

    folder = folder or default_reranker()
    fetch(folder, say=say)
    click.echo(f"`{folder}` has the model; " + SET_IT.format(name=variable_of("reranker"), folder=folder))
    return DONE


@reranker.command()
@click.argument("folder", type=FILE, metavar="[DIR]", required=False, envvar=variable_of("reranker"))
def status(folder: Path | None) -> int:
    """Load the model in DIR, check its checksums, and say what it costs.

    Without DIR it is the folder in PULLQUOTE_RERANKER, else the one that `pullquote reranker install` uses.
    """
    from bot.reranker.status import status_of  # noqa: PLC0415 -- not needed for the help

    found = status_of(folder or default_reranker())
    click.echo(found.text)
    return WRONG_USE if found.changed else DONE

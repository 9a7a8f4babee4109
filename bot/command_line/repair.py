"""`pullquote repair`: makes the passages and the index of a library again from its texts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from bot.command_line.options import json_option, library_option
from bot.corpora.open_library import open_library
from bot.terminal.console import DONE, WRONG_USE, say
from bot.terminal.progress_bar import with_progress_bar
from retrieval.indexing.repair import RepairReport
from retrieval.indexing.repair import repair as repair_library

SOUND: Final = "nothing to repair: every passage and the index are sound"


@click.command()
@library_option
@json_option
def repair(library: Path, *, as_json: bool) -> int:
    """Make passages and index again from the stored texts.

    This is for what `pullquote doctor` finds. The texts, the articles and the sent quotes stay as they are, and what is
    sound is not written. Blocks that cannot be read become plain paragraphs, until `pullquote reread` reads what is
    kept of their articles. The exit code is 2 where a text itself is damaged: then restore a copy, or add it again.
    """
    with open_library(library) as opened:
        done = repair_library(opened, watch=with_progress_bar)
    click.echo(done.model_dump_json() if as_json else _summary(done))
    if done.damaged:
        say(f"error: {done.damaged} texts are not what was stored (hint: restore a copy, or add their articles again)")
    return WRONG_USE if done.damaged else DONE


def _summary(done: RepairReport) -> str:
    repaired = ", ".join(_repaired(done))
    return f"repaired: {repaired}" if repaired else SOUND if done.is_sound else "nothing could be repaired"


def _repaired(done: RepairReport) -> Iterator[str]:
    if done.passages:
        yield f"the passages of {done.passages} texts"
    if done.blocks:
        yield f"the blocks of {done.blocks} texts, which are plain paragraphs now (`pullquote reread --all` reads them)"
    if done.pages:
        yield f"the page numbers of {done.pages} articles, which have none now"
    if done.index:
        yield "the index"

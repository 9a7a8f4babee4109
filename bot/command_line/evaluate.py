"""`pullquote eval`: how good the ranking is, on labelled questions."""

from pathlib import Path
from typing import TextIO

import click

from bot.command_line.options import json_option
from bot.console import DONE
from bot.progress import watched
from bot.terminal import figures_table
from retrieval.search import DEPTH


@click.command("eval")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--k", "depth", type=click.IntRange(min=1), default=DEPTH, show_default=True, metavar="N", help="Rank N.")
@json_option
@click.option(
    "--run", "run_file", type=click.File("w", encoding="utf-8"), metavar="FILE", help="Write the ranking as a TREC run."
)
def evaluate(folder: Path, depth: int, *, as_json: bool, run_file: TextIO | None) -> int:
    """Measure the ranking on the labelled questions in DIR.

    DIR is a collection in BEIR's format: corpus.jsonl, of which each line is one passage, queries.jsonl and qrels.tsv.
    Where the questions carry their answers (metadata.answers), the marked sentences are measured, too.
    """
    from retrieval.evaluate import figures, rankings, read_collection, run_of, trec_line  # noqa: PLC0415 -- only here

    found = list(rankings(read_collection(folder), depth=depth, watch=watched))
    if run_file:
        run_file.writelines(trec_line(*each) for each in run_of(found))
    measured = figures(found)
    click.echo(measured.model_dump_json(by_alias=True) if as_json else figures_table(measured), nl=as_json)
    return DONE

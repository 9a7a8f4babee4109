"""`pullquote eval`: how good the ranking is, on labelled questions."""

from pathlib import Path
from typing import TextIO

import click

from bot.command_line.evaluation import evaluated, figures_table
from bot.command_line.options import json_option, synonyms_option
from bot.terminal.console import DONE
from retrieval.ranking.searcher import DEPTH


@click.command("eval")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@synonyms_option
@click.option("--k", "depth", type=click.IntRange(min=1), default=DEPTH, show_default=True, metavar="N", help="Rank N.")
@json_option
@click.option(
    "--run", "run_file", type=click.File("w", encoding="utf-8"), metavar="FILE", help="Write the ranking as a TREC run."
)
@click.option(
    "--refuse",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Measure refusal, too, on the questions in FILE, one a line, which no passage in DIR answers.",
)
def evaluate(  # noqa: PLR0913 -- one parameter a flag
    folder: Path,
    synonyms: Path | None,
    depth: int,
    *,
    as_json: bool,
    run_file: TextIO | None,
    refuse: Path | None,
) -> int:
    """Measure the ranking on the labelled questions in DIR.

    DIR is a collection in BEIR's format: corpus.jsonl, of which each line is one passage, queries.jsonl and qrels.tsv.
    Where the questions carry their answers (metadata.answers), the marked sentences are measured, too.

    With --refuse it prints how well questions that are to be refused are told from those in DIR; FILE may have the form
    of queries.jsonl, too.
    """
    figures = evaluated(folder, refuse, synonyms, depth=depth, run=run_file)
    click.echo(figures.model_dump_json(by_alias=True) if as_json else figures_table(figures), nl=as_json)
    return DONE

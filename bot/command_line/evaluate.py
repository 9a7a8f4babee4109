"""`pullquote eval`: how good the ranking is, on labelled questions."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TextIO

import click

from bot.command_line.options import json_option, synonyms_option
from bot.errors import MissingExtraError
from bot.terminal.console import DONE
from bot.terminal.progress_bar import watched
from retrieval.evaluation.beir import read_collection, read_to_refuse
from retrieval.evaluation.calibration import RefusalFigures
from retrieval.evaluation.metrics import Figures, figures, rankings, run_of, trec_line
from retrieval.ranking.searcher import DEPTH
from retrieval.rewrite.synonyms import read_synonyms


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
    _need_ir_measures()
    figures = evaluated(folder, refuse, synonyms, depth=depth, run=run_file)
    click.echo(figures.model_dump_json(by_alias=True) if as_json else figures_table(figures), nl=as_json)
    return DONE


def evaluated(
    folder: Path, to_refuse: Path | None, synonyms: Path | None, *, depth: int, run: TextIO | None
) -> Figures:
    """The figures of the collection in `folder`, and of the questions in `to_refuse`; the ranking goes to `run`."""
    same = read_synonyms(synonyms) if synonyms else ()
    collection = read_collection(folder)
    if to_refuse:
        collection = collection._replace(questions=(*collection.questions, *read_to_refuse(to_refuse)))
    found = list(rankings(collection, depth=depth, synonyms=same, watch=watched))
    if run:
        run.writelines(trec_line(*each) for each in run_of(found))
    return figures(found)


def figures_table(measured: Figures) -> str:
    """The figures, one a line."""
    rows = {"hit@1": measured.hit_at_1, "MRR@10": measured.mrr_at_10, "nDCG@10": measured.ndcg_at_10}
    if measured.sentence is not None:
        rows["sentence"] = measured.sentence
    lines = [*(f"{name:<10}{value:>7.4f}" for name, value in rows.items()), f"questions {measured.questions:>7}"]
    return "\n".join([*lines, *(_refusal(measured.refusal) if measured.refusal else ())]) + "\n"


def _refusal(refusal: RefusalFigures) -> Iterator[str]:
    yield f"\nto refuse {refusal.questions:>7}"
    yield f"AUC       {refusal.auc:>7.4f}"
    yield f"\n{'':<10}{'kept':>7}{'refused':>9}{'threshold':>11}"
    yield f"{'shipped':<10}{refusal.shipped.kept:>7.4f}{refusal.shipped.refused:>9.4f}"
    for point in refusal.curve:
        keeping = f"keep {point.keeping} %"
        yield f"{keeping:<10}{point.kept:>7.4f}{point.refused:>9.4f}{point.threshold:>11.4f}"


def _need_ir_measures() -> None:
    """Checks before the ranking, which may take minutes, that its figures can be computed.

    Raises:
        MissingExtraError: the extra `eval` is not installed.
    """
    if find_spec("ir_measures") is None:
        raise MissingExtraError(
            "`pullquote eval` needs the extra `eval` (ir-measures and scipy), which is not installed",
            "in a clone of the repository, `.venv/bin/pip install '.[eval]'` installs it",
        )

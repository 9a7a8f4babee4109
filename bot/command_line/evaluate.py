"""`pullquote eval`: measures the ranking on labelled questions, or checks the answers to a list of one's own."""

from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TextIO

import click
from click.core import ParameterSource

from bot.command_line.options import answering_options, json_option, limit_option
from bot.corpora.choice import CorpusChoice
from bot.corpora.open_corpus import open_read_only
from bot.corpora.reranker import open_reranker
from bot.errors import MissingExtraError
from bot.terminal.console import DONE, UNEXPECTED, say, width
from bot.terminal.progress_bar import with_progress_bar
from bot.terminal.regression import render_regression
from retrieval.errors import CollectionError
from retrieval.evaluation.beir import read_collection, read_to_refuse
from retrieval.evaluation.calibration import RefusalFigures
from retrieval.evaluation.metrics import Figures, figures, rankings, run_of, trec_line
from retrieval.evaluation.question_list import read_question_list
from retrieval.evaluation.regression import (
    QuestionResult,
    RegressionReport,
    ask_all,
    last_run_path,
    read_last_run,
    report_of,
    write_last_run,
)
from retrieval.ranking.searcher import DEPTH
from retrieval.rewrite.synonyms import read_synonyms

ONLY_OF_A_FILE = {
    "articles": "--articles",
    "library": "--library",
    "collections": "--collection",
    "caution": "--caution",
    "limit": "--limit",
}
ONLY_OF_A_FOLDER = {"depth": "--k", "run_file": "--run", "refuse": "--refuse"}


@click.command("eval")
@click.argument("path", type=click.Path(path_type=Path), metavar="CSV|DIR")
@answering_options
@limit_option
@json_option
@click.option(
    "--k", "depth", type=click.IntRange(min=1), default=DEPTH, show_default=True, metavar="N", help="In DIR, rank N."
)
@click.option(
    "--run", "run_file", type=click.File("w", encoding="utf-8"), metavar="FILE", help="Write the ranking as a TREC run."
)
@click.option(
    "--refuse",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Also measure refusal, on the questions in FILE, one a line, which no passage in DIR answers.",
)
@click.pass_context
def evaluate(  # noqa: PLR0913 -- one parameter a flag
    context: click.Context,
    choice: CorpusChoice,
    path: Path,
    limit: int,
    depth: int,
    *,
    as_json: bool,
    run_file: TextIO | None,
    refuse: Path | None,
) -> int:
    """Ask your own questions in CSV, or measure the ranking in DIR.

    CSV has the columns question and expected: a phrase of the quote, its file, or none where the articles do not
    have the answer. The results are printed with what has changed since the last run, which is stored beside CSV.
    Nothing is written to the library. The exit code is 1 when an answer is not as expected.

    \b
        pullquote eval questions.csv
        pullquote eval --articles ~/wiki questions.csv

    DIR is a collection in BEIR's format: corpus.jsonl with one passage a line, queries.jsonl and qrels.tsv. Where the
    questions have their answers with them (metadata.answers), the marked sentences are measured, too.

    With --refuse it also prints how well questions to refuse are separated from those in DIR; FILE may have the format
    of queries.jsonl, too.
    """
    is_list = path.is_file() or path.suffix.lower() == ".csv"
    _refuse_options(context, ONLY_OF_A_FOLDER if is_list else ONLY_OF_A_FILE, "CSV file" if is_list else "folder")
    if is_list:
        report = ask_questions(path, choice, limit=limit)
        click.echo(report.model_dump_json() if as_json else render_regression(report, width=width()), nl=as_json)
        return DONE if report.all_as_expected else UNEXPECTED
    _require_ir_measures()
    figures = ranking_figures(path, refuse, choice, depth=depth, run=run_file)
    click.echo(figures.model_dump_json(by_alias=True) if as_json else figures_table(figures), nl=as_json)
    return DONE


def ask_questions(path: Path, choice: CorpusChoice, *, limit: int) -> RegressionReport:
    """The report on the questions in the CSV file at `path`; stores the results beside it for the next run.

    Raises:
        CollectionError: the file of questions cannot be used.
        QuestionError: a question cannot be asked.
    """
    questions = read_question_list(path)
    with open_read_only(choice, say=say) as articles:
        results = ask_all(questions, lambda question: articles.ask(question, limit=limit), watch=with_progress_bar)
    return report_of(questions, results, _exchange_last_run(last_run_path(path), results))


def _exchange_last_run(path: Path, results: Sequence[QuestionResult]) -> Sequence[QuestionResult] | None:
    """Store these results, and return those of the last run; a file that cannot be used is only a note."""
    last = None
    try:
        last = read_last_run(path)
    except CollectionError as error:
        say(f"note: nothing to compare with: {error}")
        return None  # the file may be something else, so it is not overwritten
    try:
        write_last_run(path, results)
    except CollectionError as error:
        say(f"note: the next run will not compare with this one: {error}")
    return last


def _refuse_options(context: click.Context, options: Mapping[str, str], kind: str) -> None:
    for name, flag in options.items():
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise click.UsageError(f"{flag} has no meaning for a {kind}", context)


def ranking_figures(
    folder: Path, to_refuse: Path | None, choice: CorpusChoice, *, depth: int, run: TextIO | None
) -> Figures:
    """The figures for the collection in `folder` and the questions in `to_refuse`; writes the ranking to `run`."""
    same = read_synonyms(choice.synonyms) if choice.synonyms else ()
    collection = read_collection(folder)
    if to_refuse:
        collection = collection._replace(questions=(*collection.questions, *read_to_refuse(to_refuse)))
    with open_reranker(choice) as reranker:
        found = list(rankings(collection, depth=depth, synonyms=same, reranker=reranker, watch=with_progress_bar))
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


def _require_ir_measures() -> None:
    """Checks before the ranking, which may take minutes, that its figures can be computed.

    Raises:
        MissingExtraError: the extra `eval` is not installed.
    """
    if find_spec("ir_measures") is None:
        raise MissingExtraError(
            "`pullquote eval DIR` needs the extra `eval` (ir-measures and scipy), which is not installed",
            "in a clone of the repository, `.venv/bin/pip install '.[eval]'` installs it",
        )

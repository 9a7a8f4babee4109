"""How good is the ranking? A folder of labelled questions → figures → lines for a terminal."""

from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from bot.terminal.progress_bar import watched
from retrieval.evaluation.beir import read_collection, read_to_refuse
from retrieval.evaluation.calibration import RefusalFigures
from retrieval.evaluation.metrics import Figures, figures, rankings, run_of, trec_line
from retrieval.rewrite.synonyms import read_synonyms


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

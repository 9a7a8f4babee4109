"""The command: asks each community's questions of all engines, and prints what they answer."""

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import click

from benchmarks.communities.engines import engines, pullquote
from benchmarks.communities.labelled import WORDINGS, communities
from benchmarks.communities.measuring import Asked, Figures, asked, figures, lengths
from benchmarks.kept import data_folder
from retrieval.cross_encoder.model import CrossEncoder
from retrieval.cross_encoder.reranker import Reranker
from retrieval.errors import PullquoteError

PATIENCE = 60.0  # seconds for a reading: quality is measured here, not speed


@click.command()
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=lambda: data_folder() / "communities",
    metavar="DIR",
    help="Read the communities in DIR.  [default: $PULLQUOTE_DATA/data/communities]",
)
@click.option("--only", "names", multiple=True, metavar="NAME", help="Ask NAME only; may be given again.")
@click.option("--alone", is_flag=True, help="Ask Pullquote only.")
@click.option("--reranker", type=click.Path(path_type=Path), metavar="DIR", help="Let the cross-encoder in DIR rerank.")
@click.option("--shown", type=click.File("w"), metavar="FILE", help="Write what is shown for each question to FILE.")
def main(folder: Path, names: Sequence[str], reranker: Path | None, shown: TextIO | None, *, alone: bool) -> None:
    """Ask communities' questions of Pullquote, SQLite FTS5 and tantivy over the same documentation."""
    read = Reranker(CrossEncoder(reranker), deadline=PATIENCE) if reranker else None
    found: dict[tuple[str, str], list[Asked]] = defaultdict(list)
    for community in communities(folder, names):
        for name, ask in [("Pullquote", pullquote(community.docs, read))] if alone else engines(community.docs, read):
            for wording in WORDINGS:
                answers = asked(community.questions, wording, ask)
                found[name, wording] += answers
                click.echo(_line(f"{community.name:8} {name:12} {wording:6}", figures(answers)))
                if shown and name == "Pullquote":
                    shown.writelines(f"{json.dumps(_row(each, wording), ensure_ascii=False)}\n" for each in answers)
    click.echo("all")
    for (name, wording), answers in found.items():
        click.echo(
            _line(f"{'':8} {name:12} {wording:6}", figures(answers))
            + "; shown {:.0f}, {:.0f}".format(*lengths(answers))
        )
    for (name, wording), answers in found.items():
        click.echo(f"{name:12} {wording:6} in three by kind: {_by_kind(answers)}")


def _line(label: str, of: Figures) -> str:
    return (
        f"{label} first {of.first:3}/{of.answerable} ({of.first / max(of.answerable, 1):.2f}), in three {of.found:3}"
        f" ({of.found / max(of.answerable, 1):.2f}), refused wrongly {of.refused},"
        f" none refused {of.unanswerable_refused}/{of.unanswerable}"
    )


def _by_kind(answers: Sequence[Asked]) -> str:
    kinds = dict.fromkeys(kind for each in answers for kind in each.question.kinds if each.question.is_answerable)
    of_kinds = {kind: figures([each for each in answers if kind in each.question.kinds]) for kind in kinds}
    return ", ".join(f"{kind} {of.found}/{of.answerable}" for kind, of in of_kinds.items())


def _row(each: Asked, wording: str) -> dict[str, object]:
    return {
        "id": each.question.id,
        "wording": wording,
        "question": each.question.wordings[wording],
        "kinds": each.question.kinds,
        "first": each.is_first,
        "found": each.is_found,
        "shown": each.shown,
    }


if __name__ == "__main__":
    try:
        main()
    except PullquoteError as error:
        sys.exit(f"error: {error}")

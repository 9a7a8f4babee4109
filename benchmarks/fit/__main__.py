"""Prints the weights of the ranking and of refusal, and how good they are on held-out articles.

    python -m benchmarks.fit --communities DIR ranking
    python -m benchmarks.fit --communities DIR refusal

Paste them over `WEIGHTS` and `PROSE_WEIGHTS` in `retrieval/ranking/reranker.py`, and over `WEIGHTS` and `CONSTANT` in
`confidence.py`. Refusal looks at the best candidate of the shipped ranking, so fit the ranking first.
"""

from pathlib import Path

import click

from benchmarks.collection import collection
from benchmarks.fit.ranking import SHARES, held_out, shipped_weights
from benchmarks.fit.refusing import fitted, halves, report
from retrieval.evaluation.metrics import figures
from retrieval.ranking.confidence import AnswerabilityFeatures


@click.group()
@click.option(
    "--communities",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="Read the documentation of benchmarks/communities/questions in DIR: NAME/docs and NAME/questions.jsonl.",
)
@click.pass_context
def main(context: click.Context, communities: Path) -> None:
    """Print weights, and how good they are on held-out articles."""
    context.obj = communities


@main.command()
@click.pass_obj
def ranking(communities: Path) -> None:
    """The ranking's weights, and the figures of weights fitted without the questions' articles."""
    for name, weights in shipped_weights(communities).items():
        print(f"{name}:", *(f'    "{feature}": {weight:.2f},' for feature, weight in weights.items()), sep="\n")
    for name in SHARES:
        found = figures(list(held_out(name, collection(name).questions)))
        print(f"{name}: hit@1 {found.hit_at_1:.4f}, nDCG@10 {found.ndcg_at_10:.4f}, sentence {found.sentence}")


@main.command()
@click.pass_obj
def refusal(communities: Path) -> None:
    """The weights of refusal, and the share of questions on other articles that it refuses."""
    parts = halves(communities)
    weights = fitted(parts.fitting)
    for feature, weight in zip([*AnswerabilityFeatures._fields, "constant"], weights, strict=True):
        print(f"    {feature}={weight:.2f},")
    for library, found in parts.held_out.items():
        print(f"{library}:", *report(found, weights), sep="\n  ")


if __name__ == "__main__":
    main()

"""Prints the weights of the ranking and of refusal, and how good they are on articles that were not in the fit.

    python -m benchmarks.fit ranking
    python -m benchmarks.fit refusal

Refusal looks at the best candidate of the ranking that is shipped, so the ranking comes first.
"""

import click

from benchmarks.collection import collection
from benchmarks.fit.ranking import SHARES, held_out, shipped_weights
from benchmarks.fit.refusing import fitted, halves, report
from retrieval.evaluation.metrics import figures
from retrieval.ranking.confidence import AnswerabilityFeatures


@click.group()
def main() -> None:
    """Print weights, and how good they are on articles that were not in the fit."""


@main.command()
def ranking() -> None:
    """The ranking's weights, and the figures by weights that were fitted on other articles."""
    for sign, weight in shipped_weights()._asdict().items():
        print(f"    {sign}={weight:.2f},")
    for name in SHARES:
        found = figures(list(held_out(name, collection(name).questions)))
        print(f"{name}: hit@1 {found.hit_at_1:.4f}, nDCG@10 {found.ndcg_at_10:.4f}, sentence {found.sentence}")


@main.command()
def refusal() -> None:
    """The weights of refusal, and what of the questions on other articles it refuses."""
    parts = halves()
    weights = fitted(parts.fitting)
    for sign, weight in zip([*AnswerabilityFeatures._fields, "constant"], weights, strict=True):
        print(f"    {sign}={weight:.2f},")
    for library, found in parts.held_out.items():
        print(f"{library}:", *report(found, weights), sep="\n  ")


if __name__ == "__main__":
    main()

"""How much do the readings of a cross-encoder count? Questions and its logits → the weights of their combination.

    python -m benchmarks.fit.cross_encoder --communities DIR --reranker DIR

Paste what it prints over the weights in `retrieval/cross_encoder/combination.py`. Fit the ranking and the refusal
first, because their scores are combined with the logits. A pair is read once and its logit kept in the file of
`--cache`, which is for one model.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import gettempdir
from zlib import crc32

import click
import numpy as np
from scipy.optimize import minimize

from benchmarks.fit.examples import FOLDS, Flags, Matrix
from benchmarks.fit.pair_scores import PairScores
from benchmarks.fit.readings import (
    Reading,
    documentation_questions,
    evenly,
    large_questions,
    little_questions,
    readings,
)
from benchmarks.little_libraries import Answerability
from retrieval.cross_encoder.combination import ReadFeatures
from retrieval.cross_encoder.model import CrossEncoder

PENALTY = 1e-3  # on the squared weights


@click.command()
@click.option("--communities", "folder", type=click.Path(exists=True, path_type=Path), metavar="DIR", required=True)
@click.option("--reranker", type=click.Path(path_type=Path), metavar="DIR", required=True)
@click.option("--cache", type=click.Path(path_type=Path), metavar="FILE", default=Path(gettempdir(), "pair-scores.db"))
@click.option(
    "--questions", "count", type=click.IntRange(min=1), default=120, metavar="N", help="Ask N of each kind of library."
)
def main(folder: Path, reranker: Path, cache: Path, count: int) -> None:
    """Print the weights, and how good they are on groups of questions that were not in the fit."""
    scores = PairScores(CrossEncoder(reranker), cache)
    asked = {
        "documentation": evenly(list(documentation_questions(folder)), count),
        "large": list(large_questions(count // 3)),
        "little": evenly(list(little_questions()), count),
    }
    found = {name: list(readings(questions, scores)) for name, questions in asked.items()}
    for name, read in found.items():
        click.echo(f"{name}: {len(read)} questions")
    order = order_weights(found)
    click.echo(f"LEXICAL_WEIGHT, LOGIT_WEIGHT = {order[0]:.2f}, {order[1]:.2f}")
    *weights, constant = refusal_weights(found, order)
    named = ", ".join(f"{name}={each:.2f}" for name, each in zip(ReadFeatures._fields, weights, strict=True))
    click.echo(f"REFUSAL_WEIGHTS = ReadFeatures({named}); REFUSAL_CONSTANT = {constant:.2f}")
    for line in held_out(found):
        click.echo(line)


def order_weights(by_library: Mapping[str, Sequence[Reading]]) -> Matrix:
    """The weights of the standardised lexical log-odds and of the logit, by a conditional logit."""
    groups = [[each for each in found if each.right.any()] for found in by_library.values()]
    groups = [found for found in groups if found]

    def loss(weights: Matrix) -> float:
        return sum(float(np.mean([_surprise(each, weights) for each in found])) for found in groups) + PENALTY * float(
            weights @ weights
        )

    return np.asarray(minimize(loss, np.ones(2), method="L-BFGS-B", bounds=[(0, None)] * 2).x)


def refusal_weights(by_library: Mapping[str, Sequence[Reading]], order: Matrix) -> Matrix:
    """The weights of `ReadFeatures`, and the constant as the last element, by a logistic regression."""
    rows = np.array([[*features_of(each, order), 1.0] for found in by_library.values() for each in found])
    answerable = np.array([is_answerable(each) for found in by_library.values() for each in found])
    counts = np.concatenate([np.full(len(found), 1 / len(found) / len(by_library)) for found in by_library.values()])

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        odds = rows @ weights
        slope = rows.T @ (counts * (1 / (1 + np.exp(-odds)) - answerable)) + 2 * PENALTY * weights
        return float(counts @ (np.logaddexp(0, odds) - answerable * odds) + PENALTY * weights @ weights), slope

    bounds = [*[(0, None)] * len(ReadFeatures._fields), (None, None)]
    return np.asarray(minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x)


def combined(reading: Reading, order: Matrix) -> Matrix:
    """The candidates' log-odds by both readers."""
    lexical, logit = reading.scores[:, 0], reading.scores[:, 2]
    return np.asarray(order[0] * (lexical - lexical.mean()) / (lexical.std() or 1.0) + order[1] * logit)


def features_of(reading: Reading, order: Matrix) -> ReadFeatures:
    """The features of refusal of the candidate that is best by both readers."""
    best = int(np.argmax(combined(reading, order)))
    others = np.delete(reading.scores[:, 2], best)
    logit = float(reading.scores[best, 2])
    return ReadFeatures(float(reading.scores[best, 1]), logit, logit - float(others.max()) if len(others) else 0.0)


def is_answerable(reading: Reading) -> bool:
    """Whether the library holds an answer."""
    return reading.kind is Answerability.ANSWERABLE


def held_out(by_library: Mapping[str, Sequence[Reading]]) -> Iterator[str]:
    """Lines: the first places and the separation of answerable questions, without and with the reading."""
    lexical, both = np.array([1.0, 0.0]), {}
    for fold in range(FOLDS):
        rest = {name: [each for each in found if fold_of(each) != fold] for name, found in by_library.items()}
        order = order_weights(rest)
        both[fold] = order, refusal_weights(rest, order)
    for name, found in by_library.items():
        right = [each for each in found if each.right.any()]
        first = (
            [_is_first(each, lexical) for each in right],
            [_is_first(each, both[fold_of(each)][0]) for each in right],
        )
        chance = [
            float(np.dot([*features_of(each, both[fold_of(each)][0]), 1.0], both[fold_of(each)][1])) for each in found
        ]
        before = [float(each.scores[0, 1]) for each in found]
        answerable = np.array([is_answerable(each) for each in found])
        firsts = f"first {sum(first[0])} → {sum(first[1])} of {len(right)} with an answer read; " if right else ""
        yield f"{name}: {firsts}AUC {auc(np.array(before), answerable):.3f} → {auc(np.array(chance), answerable):.3f}"


def fold_of(reading: Reading) -> int:
    """The fold that a question is held out in, with all of its group."""
    return crc32(reading.group.encode()) % FOLDS


def auc(scores: Matrix, positive: Flags) -> float:
    """The probability that a positive one has a higher score than a negative one."""
    yes, no = scores[positive], scores[~positive]
    return float(np.mean((yes[:, None] > no[None, :]) + 0.5 * (yes[:, None] == no[None, :])))


def _surprise(reading: Reading, weights: Matrix) -> float:
    odds = combined(reading, weights)
    odds = odds - odds.max()
    return float(np.log(np.exp(odds).sum()) - np.log(np.exp(odds[reading.right]).sum()))


def _is_first(reading: Reading, weights: Matrix) -> bool:
    return bool(reading.right[np.argmax(combined(reading, weights))])


if __name__ == "__main__":
    main()

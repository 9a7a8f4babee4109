"""The conditional logit that tells right sentences from others: examples → what each feature adds to the log-odds.

McFadden, *Conditional logit analysis of qualitative choice behavior*, 1974. Which of a
passage's right sentences is the answer is unknown, so the likelihood is that any of them is chosen. A question with
several right passages counts once for each of them, with the others left out, because all of them are wanted.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from benchmarks.fit.examples import Example, Flags, Matrix, Places

PENALTY = 1e-3  # on the squared weights, of features scaled to unit deviation
STEPS = 200


class Group(NamedTuple):
    """Examples that together count as much as `share` says."""

    share: float
    examples: Sequence[Example]


class _Stack(NamedTuple):
    """The sentences of many questions, one question after the other."""

    share: float
    features: Matrix
    right: Flags
    starts: Places  # of each question


def fitted(groups: Sequence[Group]) -> Matrix:
    """The weights, one a feature, that make the right sentences of the groups likeliest."""
    stacks = [_stack(group) for group in groups if group.examples]
    deviation = np.vstack([stack.features for stack in stacks]).std(axis=0) + 1e-9
    scaled = [stack._replace(features=stack.features / deviation) for stack in stacks]

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        total, gradient = PENALTY * weights @ weights, 2 * PENALTY * weights
        for stack in scaled:
            unlikely, slope = _unlikely(stack, weights)
            total += stack.share * unlikely
            gradient += stack.share * slope
        return float(total), gradient

    start = np.zeros(len(deviation))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    return np.asarray(found / deviation)


def _unlikely(stack: _Stack, weights: Matrix) -> tuple[float, Matrix]:
    """The mean negative log-likelihood of a question's right sentences, and its gradient."""
    odds = stack.features @ weights
    counts = np.diff(np.append(stack.starts, len(odds)))
    chance = np.exp(odds - np.repeat(np.maximum.reduceat(odds, stack.starts), counts))
    chance /= np.repeat(np.add.reduceat(chance, stack.starts), counts)
    right = chance * stack.right
    any_right = np.add.reduceat(right, stack.starts)
    slope = stack.features.T @ (chance - right / np.repeat(any_right, counts))
    return float(-np.log(any_right).mean()), slope / len(stack.starts)


def _stack(group: Group) -> _Stack:
    cases = [case for example in group.examples for case in _cases(example)]
    starts = np.cumsum([0, *(len(right) for _, right in cases)])[:-1]
    features, right = (np.concatenate(parts) for parts in zip(*cases, strict=True))
    return _Stack(group.share, features, right, starts)


def _cases(example: Example) -> Iterator[tuple[Matrix, Flags]]:
    """The features of a question's sentences and which are right, once for each right candidate."""
    wanted = np.unique(example.candidate[example.answers])
    for candidate in wanted:
        kept = (example.candidate == candidate) | ~np.isin(example.candidate, wanted)
        yield example.features[kept], example.answers[kept]

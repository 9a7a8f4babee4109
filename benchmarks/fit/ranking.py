"""Which weights does the ranking ship, and how good are they on articles that were not in the fit?"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from benchmarks.collection import collection
from benchmarks.fit.documentation import documentation_examples
from benchmarks.fit.examples import Example, columns, examples
from benchmarks.fit.logit import Group, fitted
from benchmarks.fit.on_seeds import seeds_examples
from retrieval.evaluation.beir import LabelledQuestion
from retrieval.evaluation.metrics import Ranking
from retrieval.ranking.reranker import Ranked, best_sentence

FOR_REFUSAL = ("names", "attribute")
"""The features that get no weight in the ranking, because only refusal uses them."""

SHARES: Mapping[str, float] = {"squadshifts-new_wiki": 1.0, "scifact-train": 0.5, "cranfield": 0.5, "med": 0.2}
"""The collections in the fit, and how much each counts."""

DOCUMENTATION, SEEDS = "documentation", "seeds"
OWN_SHARES: Mapping[str, Mapping[str, float]] = {
    "WEIGHTS": {DOCUMENTATION: 4.0, SEEDS: 0.5},
    "PROSE_WEIGHTS": {DOCUMENTATION: 1.0, SEEDS: 0.5},
}
"""The same for the questions kept with the project, by the weights that are fitted: `WEIGHTS` are for documentation."""

Weights = Mapping[str, float]
"""What each feature adds to the log-odds, by its name, as in `retrieval.ranking.reranker.WEIGHTS`."""


def shipped_weights(communities: Path) -> Mapping[str, Weights]:
    """Both sets of weights, by name, fitted on all questions of all collections and of the communities in a folder."""
    by_collection = {name: _examples(name) for name in SHARES}
    documentation = list(without_refusal(documentation_examples(communities)))
    seeds = list(without_refusal(seeds_examples()))
    every = {**by_collection, DOCUMENTATION: documentation, SEEDS: seeds}
    return {name: fitted_weights(every, {**SHARES, **own}) for name, own in OWN_SHARES.items()}


def held_out(name: str, questions: Sequence[LabelledQuestion]) -> Iterator[Ranking]:
    """The questions of a collection, ranked by weights fitted without their article; none if it was not in the fit."""
    if name not in SHARES:
        return
    asked = {example.question.id: example for example in _examples(name)}
    for question in questions:
        example = asked.get(question.id)
        yield Ranking(question, _ranked(example, _weights_without(example.fold)) if example else ())


def fitted_weights(by_collection: Mapping[str, Sequence[Example]], shares: Mapping[str, float] = SHARES) -> Weights:
    """A weight for each feature but those for refusal, fitted on the examples of each collection."""
    found = fitted([Group(shares[name], of_collection) for name, of_collection in by_collection.items()]).tolist()
    weights = dict(zip(columns(), found, strict=True))
    return {name: weight for name, weight in weights.items() if name not in FOR_REFUSAL}


@cache
def _weights_without(fold: int) -> Weights:
    """The weights fitted without this fold of any collection."""
    return fitted_weights({name: [each for each in _examples(name) if each.fold != fold] for name in SHARES})


def _ranked(example: Example, weights: Weights) -> tuple[Ranked, ...]:
    ranked = []
    for place, candidate in enumerate(example.candidates):
        rows = example.features[example.candidate == place].tolist()
        values = [dict(zip(columns(), row, strict=True)) for row in rows]
        sentences = list(zip(candidate.passage.sentences, values, strict=True))
        ranked.append(best_sentence(candidate, sentences, weights))
    return tuple(sorted(ranked, key=lambda each: -each.log_odds))


@cache
def _examples(name: str) -> Sequence[Example]:
    print(f"asking {name}", file=sys.stderr)
    return list(without_refusal(examples(collection(name))))


def without_refusal(found: Iterable[Example]) -> Iterator[Example]:
    """The examples without the features that only refusal uses."""
    left_out = [columns().index(feature) for feature in FOR_REFUSAL]
    for example in found:
        example.features[:, left_out] = 0.0
        yield example

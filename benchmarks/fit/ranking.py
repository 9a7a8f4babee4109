"""Which weights does the ranking ship, and how good are they on articles that were not in the fit?"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from benchmarks.collection import collection
from benchmarks.fit.examples import Example, examples
from benchmarks.fit.logit import Group, fitted
from retrieval.evaluation.beir import LabelledQuestion
from retrieval.evaluation.metrics import Ranking
from retrieval.ranking.features import Signs
from retrieval.ranking.reranker import Ranked, best_sentence

FOR_REFUSAL = ("names", "attribute")
"""The signs that are left out of the fit, and get no weight: refusal alone looks at them."""

SHARES: Mapping[str, float] = {"squadshifts-new_wiki": 1.0, "scifact-train": 0.5, "cranfield": 0.5, "med": 0.2}
"""The collections in the fit, and how much each counts."""


def shipped_weights() -> Signs:
    """The weights fitted on all questions of all collections."""
    return _weights({name: _examples(name) for name in SHARES})


def held_out(name: str, questions: Sequence[LabelledQuestion]) -> Iterator[Ranking]:
    """The questions of a collection, ranked by weights fitted without their article; none if it was not in the fit."""
    if name not in SHARES:
        return
    asked = {example.question.id: example for example in _examples(name)}
    for question in questions:
        example = asked.get(question.id)
        yield Ranking(question, _ranked(example, _weights_without(example.fold)) if example else ())


@cache
def _weights_without(fold: int) -> Signs:
    """The weights fitted without this fold of any collection."""
    return _weights({name: [each for each in _examples(name) if each.fold != fold] for name in SHARES})


def _weights(by_name: Mapping[str, Sequence[Example]]) -> Signs:
    weights = Signs(*fitted([Group(SHARES[name], found) for name, found in by_name.items()]).tolist())
    return weights._replace(**dict.fromkeys(FOR_REFUSAL, 0.0))


def _ranked(example: Example, weights: Signs) -> tuple[Ranked, ...]:
    found = []
    for place, candidate in enumerate(example.candidates):
        rows = example.signs[example.candidate == place]
        sentences = [(span, Signs(*row)) for span, row in zip(candidate.passage.sentences, rows, strict=True)]
        found.append(best_sentence(candidate, sentences, weights))
    return tuple(sorted(found, key=lambda each: -each.rank))


@cache
def _examples(name: str) -> Sequence[Example]:
    print(f"asking {name}", file=sys.stderr)
    left_out = [Signs._fields.index(sign) for sign in FOR_REFUSAL]
    found = list(examples(collection(name)))
    for example in found:
        example.signs[:, left_out] = 0.0
    return found

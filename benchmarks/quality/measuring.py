"""Each engine on each collection → results, with progress on stderr."""

import sys
from collections.abc import Iterable, Iterator, Mapping

from benchmarks.fit.ranking import SHARES
from benchmarks.machine import Machine
from benchmarks.quality.engines import Engine, Outcome
from benchmarks.quality.labelled import Labelled
from benchmarks.quality.results import Asked, Results, Row, Way


def measured(engines: Mapping[str, Engine], collections: Iterable[Labelled], machine: Machine) -> Results:
    """The results of every engine on every collection."""
    asked: list[Asked] = []
    ways: list[Way] = []
    rows: list[Row] = []
    for labelled in collections:
        asked.append(_asked(labelled))
        for engine, measure in engines.items():
            outcome = measure(labelled)
            if outcome is None:
                continue
            print(f"{labelled.name}: {engine}, {outcome.setting}: {outcome.seconds:.1f} s", file=sys.stderr)
            ways.append(Way(engine=engine, collection=labelled.name, setting=outcome.setting, seconds=outcome.seconds))
            rows += _rows(engine, labelled.name, outcome)
    return Results(machine=machine, collections=tuple(asked), ways=tuple(ways), rows=tuple(rows))


def _asked(labelled: Labelled) -> Asked:
    return Asked(
        collection=labelled.name,
        language=labelled.language,
        passages=len(labelled.collection.passages),
        questions=len(labelled.collection.questions),
        has_one_answer=labelled.has_one_answer,
        fitted_on=labelled.name in SHARES,
    )


def _rows(engine: str, collection: str, outcome: Outcome) -> Iterator[Row]:
    """A row for each measure, named as the field names it."""
    figures = outcome.measures.model_dump(by_alias=True, include={"hit_at_1", "mrr_at_10", "ndcg_at_10"})
    if outcome.sentence is not None:
        figures["sentence"] = outcome.sentence
    for measure, value in figures.items():
        yield Row(engine=engine, collection=collection, measure=measure, value=round(value, 5))

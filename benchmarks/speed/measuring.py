"""Each engine with each size of library → results, with progress on stderr."""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.machine import Machine
from benchmarks.speed.child import ChildError, figures, first_answer
from benchmarks.speed.engines import Engine
from benchmarks.speed.figure import BUILT_ANEW, MEASURED, NATURAL, Figure
from benchmarks.speed.lines import write
from benchmarks.speed.questions import questions
from benchmarks.speed.results import Results, Row, rounded
from benchmarks.speed.texts import endless, paragraphs

STARTS = 3  # processes started for each measurement; the median counts


class Given(NamedTuple):
    """The files of texts and of questions that all engines are given."""

    texts: Path
    questions: Path

    @property
    def natural(self) -> Sequence[str]:
        """The natural questions."""
        found: dict[str, list[str]] = json.loads(self.questions.read_text(encoding="utf-8"))
        return found[NATURAL]


def measured(engines: Sequence[Engine], sizes: Sequence[int], folder: Path, machine: Machine, *, count: int) -> Results:
    """The results of every engine with every size, on the collections in the folder, of `count` questions a kind."""
    rows: list[Row] = []
    failed: list[str] = []
    with TemporaryDirectory() as scratch:
        given = _given(folder, Path(scratch), max(sizes), count)
        for size in sorted(sizes):
            for engine in engines:
                try:
                    rows += _rows(engine, size, given, rows)
                except ChildError as error:
                    _say(f"error: {error}")
                    failed.append(f"{engine.name} at {size:,}")
    return Results(machine=machine, rows=tuple(rows), failed=tuple(failed))


def _given(folder: Path, scratch: Path, most: int, count: int) -> Given:
    _say("reading and dealing the passages")
    given, texts = Given(scratch / "texts.tsv", scratch / "questions.json"), paragraphs(folder)
    write(islice(endless(texts), most), given.texts)
    given.questions.write_text(json.dumps(questions(folder, texts, count)), encoding="utf-8")
    return given


def _rows(engine: Engine, size: int, given: Given, before: Sequence[Row]) -> list[Row]:
    if engine.most is not None and size > engine.most:
        return list(_extrapolated(engine, size, before))
    began = time.perf_counter()
    found = [
        Row(engine=engine.name, passages=size, measure=measure, value=rounded(value), of=of, how=how)
        for measure, value, of, how in _figures(engine, size, given)
    ]
    _say(f"{engine.name} at {size:,}: all measured in {time.perf_counter() - began:.0f} s")
    return found


def _extrapolated(engine: Engine, size: int, before: Sequence[Row]) -> Iterator[Row]:
    """The rows of the engine's largest library, for one of this size."""
    own = [row for row in before if row.engine == engine.name]
    if not own:
        _say(f"{engine.name} at {size:,}: passed over, for it cannot be measured, nor extrapolated from fewer")
    largest = max((row.passages for row in own), default=0)
    yield from (row.extrapolated(size) for row in own if row.passages == largest)


def _figures(engine: Engine, size: int, given: Given) -> Iterator[Figure]:
    """Build, start, ask and add, each in a process of its own."""
    with TemporaryDirectory() as folder:
        built = figures("building", engine.name, given.texts, size, folder)
        _say(f"{engine.name} at {size:,}: built in {built[0].value:.1f} s")
        starts = [first_answer(engine.name, folder, question) for question in given.natural[:STARTS]]
        asked = figures("asking", engine.name, folder, size, given.questions)
    yield from chain(built, _medians(starts), asked)
    if not any(figure.measure == "add_one_ms" for figure in asked):
        yield Figure("add_one_ms", built[0].value * 1e3, how=BUILT_ANEW)


def _medians(starts: Sequence[Sequence[Figure]]) -> Iterator[Figure]:
    """The median of each figure that several processes had."""
    for same in zip(*starts, strict=True):
        yield Figure(same[0].measure, median(each.value for each in same), len(same), MEASURED)


def _say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)

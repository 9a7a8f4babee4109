"""What was measured, how, and on what? The record that is kept."""

from benchmarks.machine import Machine
from retrieval.records import Record

FITTED = "†"
NOTE = f"{FITTED} questions of this collection were in the fit of the weights that Pullquote ships."
LIBRARIES = ("pullquote", "ir-measures", "PyStemmer", "rank-bm25", "bm25s", "tantivy")


class Row(Record):
    """One figure."""

    engine: str
    collection: str
    measure: str
    value: float


class Asked(Record):
    """What was asked: how many questions of how many passages, and whether each question has one right passage."""

    collection: str
    language: str
    passages: int
    questions: int
    has_one_answer: bool
    fitted_on: bool  # whether questions of it were in the fit of the shipped weights

    @property
    def label(self) -> str:
        """The collection's name, marked where questions of it were in the fit."""
        return self.collection + FITTED * self.fitted_on


class Way(Record):
    """How an engine was set up for a collection, and how long building and asking took, for information."""

    engine: str
    collection: str
    setting: str
    seconds: float


class Results(Record):
    """All figures of one run."""

    machine: Machine
    collections: tuple[Asked, ...]
    ways: tuple[Way, ...]
    rows: tuple[Row, ...]

    def value(self, engine: str, collection: str, measure: str) -> float | None:
        """One figure; `None` where it was not measured."""
        wanted = (engine, collection, measure)
        found = (row.value for row in self.rows if (row.engine, row.collection, row.measure) == wanted)
        return next(found, None)

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes that explain marks in the figures."""
        return (NOTE,) if any(asked.fitted_on for asked in self.collections) else ()

    @property
    def engines(self) -> tuple[str, ...]:
        """Those measured, in their order."""
        return tuple(dict.fromkeys(row.engine for row in self.rows))

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures, in their order."""
        return tuple(dict.fromkeys(row.measure for row in self.rows))

"""What was measured, how, and on what? The record that is kept."""

from collections.abc import Iterator, Sequence

from benchmarks.machine import Machine
from benchmarks.speed.figure import BUILT_ANEW, MEASURED
from retrieval.records import Record

EXTRAPOLATED = "extrapolated"
LIBRARIES = ("pullquote", "PyStemmer", "bm25s", "numba", "numpy", "rank-bm25", "tantivy")
RATES = ("questions_per_s",)  # measures that fall when the library grows
CONSTANT = ("memory_", "times_reading")  # and those that do not depend on it


class Row(Record):
    """One figure of an engine with a library of so many passages.

    Attributes:
        of: how many measurements it is the percentile, the median or the rate of.
        how: `measured`; `computed` from what was measured; `extrapolated` in proportion from the largest library that
            the engine was measured with; or `built anew`, the time to build the index again where nothing can be added.
    """

    engine: str
    passages: int
    measure: str
    value: float
    of: int = 1
    how: str = MEASURED

    def extrapolated(self, passages: int) -> "Row":
        """The same figure for so many passages, in proportion to them."""
        times = passages / self.passages
        if self.measure.startswith(CONSTANT):
            times = 1
        elif self.measure.startswith(RATES):
            times = 1 / times
        return self.model_copy(update={"passages": passages, "value": rounded(self.value * times), "how": EXTRAPOLATED})


class Results(Record):
    """All figures of one run; `failed` names the engines and sizes that broke down."""

    machine: Machine
    rows: tuple[Row, ...]
    failed: tuple[str, ...] = ()

    def row(self, engine: str, passages: int, measure: str) -> Row | None:
        """One figure; `None` where it was not measured."""
        wanted = (engine, passages, measure)
        return next((row for row in self.rows if (row.engine, row.passages, row.measure) == wanted), None)

    def only(self, engines: Sequence[str], sizes: Sequence[int]) -> "Results":
        """The figures of these engines and sizes; of all where none are named."""
        rows = (row for row in self.rows if row.engine in (engines or (row.engine,)))
        return self.model_copy(
            update={"rows": tuple(row for row in rows if row.passages in (sizes or (row.passages,)))}
        )

    @property
    def engines(self) -> tuple[str, ...]:
        """Those measured, in their order."""
        return tuple(dict.fromkeys(row.engine for row in self.rows))

    @property
    def sizes(self) -> tuple[int, ...]:
        """The numbers of passages, smallest first."""
        return tuple(sorted({row.passages for row in self.rows}))

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes that explain marks in the figures."""
        return tuple(self._notes())

    def _notes(self) -> Iterator[str]:
        manners = {row.how for row in self.rows}
        if EXTRAPOLATED in manners:
            yield f"{MARKS[EXTRAPOLATED]} extrapolated in proportion from the largest library that was measured."
        if BUILT_ANEW in manners:
            yield f"{MARKS[BUILT_ANEW]} nothing can be added: the time to build the index again."
        if self.failed:
            yield f"Not measured, for it broke down: {', '.join(self.failed)}."


MARKS = {EXTRAPOLATED: "≈", BUILT_ANEW: "*"}
"""How a figure was found → its mark in a table."""


def rounded(value: float) -> float:
    """The value with six significant digits."""
    return float(f"{value:.6g}")

"""How does it look in a terminal, and in a README? Results → text."""

from benchmarks.cells import Cells, aligned, piped
from benchmarks.quality.results import Asked, Results


def terminal(results: Results) -> str:
    """A table for each measure: engines down, collections across."""
    return "\n\n".join([*(aligned(_table(results, measure)) for measure in results.measures), *results.notes]) + "\n"


def markdown(results: Results) -> str:
    """The same tables in Markdown, the best figure of each collection in bold."""
    tables = (piped(_table(results, measure, bold="**")) for measure in results.measures)
    return "\n\n".join([*tables, *results.notes]) + "\n"


def _table(results: Results, measure: str, *, bold: str = "") -> list[Cells]:
    """Headings, then an engine a line."""
    shown = [asked for asked in results.collections if _best(results, asked, measure) is not None]
    headings = [measure, *(asked.label for asked in shown)]
    lines = ([engine, *(_cell(results, engine, each, measure, bold) for each in shown)] for engine in results.engines)
    return [headings, *(line for line in lines if any(line[1:]))]


def _best(results: Results, asked: Asked, measure: str) -> float | None:
    found = (results.value(engine, asked.collection, measure) for engine in results.engines)
    return max((value for value in found if value is not None), default=None)


def _cell(results: Results, engine: str, asked: Asked, measure: str, bold: str) -> str:
    value = results.value(engine, asked.collection, measure)
    if value is None:
        return ""
    mark = bold if value == _best(results, asked, measure) else ""
    return f"{mark}{value:.3f}{mark}"

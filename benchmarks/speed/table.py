"""How do the results look in a terminal and in Markdown? Results → tables."""

from collections.abc import Callable, Mapping, Sequence
from math import floor, log10

from benchmarks.cells import Cells, aligned, piped
from benchmarks.speed.results import MARKS, RATES, Results, Row

TABLES: Sequence[Mapping[str, str]] = (
    {
        "build_s": "build s",
        "build_cpu_s": "of CPUs s",
        "build_peak_mb": "in MB",
        "disk_mb": "on disk MB",
        "open_ms": "opening ms",
        "first_answer_s": "first answer s",
        "peak_mb": "in MB",
        "add_one_ms": "adding one ms",
    },
    {
        "question_p50_ms": "question p50 ms",
        "question_p95_ms": "p95",
        "question_p99_ms": "p99",
        "questions_per_s": "a second",
        "question_p50_ms_two_threads": "two threads p50 ms",
        "question_p95_ms_two_threads": "p95",
        "questions_per_s_two_threads": "a second",
        "question_p50_ms_while_adding": "while adding p50 ms",
        "question_p95_ms_while_adding": "p95",
    },
    {
        "question_p50_ms_short": "short p50 ms",
        "question_p95_ms_short": "p95",
        "question_p50_ms_long": "long p50 ms",
        "question_p95_ms_long": "p95",
        "question_p50_ms_common": "common words p50 ms",
        "question_p95_ms_common": "p95",
        "question_p50_ms_rare": "rare words p50 ms",
        "question_p95_ms_rare": "p95",
    },
    {
        "touched_kb": "postings of a question kB",
        "reading_us": "reading them µs",
        "times_reading": "times that",
        "touched_kb_common": "common words kB",
        "times_reading_common": "times that",
        "touched_kb_rare": "rare words kB",
        "times_reading_rare": "times that",
    },
)
"""For each table its measures, with their headings."""

OURS = "pullquote"
RATIOS: Mapping[str, str] = {
    "build_s": "build",
    "build_peak_mb": "memory for it",
    "disk_mb": "on disk",
    "first_answer_s": "first answer",
    "peak_mb": "memory for it",
    "question_p50_ms": "question p50",
    "question_p95_ms": "p95",
    "question_p50_ms_two_threads": "two threads p50",
    "add_one_ms": "adding one",
}
"""The measures whose ratios to Pullquote's are shown, with their headings."""


def terminal(results: Results) -> str:
    """The tables of each size, engines down and measures across."""
    return _all(results, aligned, "{}", bold="")


def markdown(results: Results) -> str:
    """The same in Markdown, the best figure of each measure in bold."""
    return _all(results, piped, "**{}**", bold="**")


def _all(results: Results, draw: Callable[[Sequence[Cells]], str], heading: str, *, bold: str) -> str:
    parts: list[str] = []
    for size in results.sizes:
        parts.append(heading.format(f"{size:,} passages"))
        tables = [*(_table(results, size, headings, bold) for headings in TABLES), _ratios(results, size)]
        parts += [draw(table) for table in tables if table[1:]]
    return "\n\n".join([*parts, *results.notes]) + "\n"


def _table(results: Results, size: int, headings: Mapping[str, str], bold: str) -> list[Cells]:
    """Headings, then an engine a line; engines without a figure are left out."""
    best = {measure: _best(results, size, measure) for measure in headings}
    lines = []
    for engine in results.engines:
        found = [results.row(engine, size, measure) for measure in headings]
        if any(found):
            lines.append(
                [engine, *(_cell(row, bold if row and row.value == best[row.measure] else "") for row in found)]
            )
    return [["engine", *headings.values()], *lines]


def _best(results: Results, size: int, measure: str) -> float | None:
    values = [row.value for row in results.rows if (row.passages, row.measure) == (size, measure)]
    if len(values) < 2:  # noqa: PLR2004 -- one alone is not the best of any
        return None
    return max(values) if measure.startswith(RATES) else min(values)


def _cell(row: Row | None, bold: str) -> str:
    return f"{bold}{MARKS.get(row.how, '')}{_digits(row.value)}{bold}" if row else ""


def _ratios(results: Results, size: int) -> list[Cells]:
    """What the peers' figures are, divided by Pullquote's."""
    lines = []
    for engine in results.engines:
        pairs = [(results.row(engine, size, each), results.row(OURS, size, each)) for each in RATIOS]
        cells = [_digits(row.value / own.value) if row and own and own.value else "" for row, own in pairs]
        if engine != OURS and any(cells):
            lines.append([engine, *cells])
    return [[f"times {OURS}'s", *RATIOS.values()], *lines]


def _digits(value: float) -> str:
    """Three significant digits, or all before the point."""
    places = 2 - floor(log10(value)) if value else 0
    return f"{value:,.{max(0, places)}f}"

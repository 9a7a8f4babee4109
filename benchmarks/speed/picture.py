"""How do the results look in a picture? Results → an SVG that can be read without colour, too.

What a question costs against the number of passages, and for Pullquote against the postings that it touches: the second
is a line on which all sizes lie, which says that the cost grows with these, not with the library.
"""

from collections.abc import Sequence
from itertools import cycle, product
from pathlib import Path
from typing import NamedTuple

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from benchmarks.marks import INK, OURS, RULE, Mark, marks_of
from benchmarks.speed.results import EXTRAPOLATED, Results, Row

WIDTH, HEIGHT = 4.8, 4.6  # inches of a panel
MEASURES = ("touched_kb", "question_p50_ms", "reading_us")
"""What a point of the second panel is made of."""

KINDS = {"": "natural", "_short": "short", "_long": "long", "_common": "common words", "_rare": "rare words"}
"""What ends a measure's name → the kind of question."""

KIND_SHAPES = ("D", "s", "^", "P", "v")
SIZE_FILLS = ("#fee0d2", "#fc9272", "#de2d26", "#67000d")
"""Light to dark with the library's size, so that they can be distinguished without colour (ColorBrewer's *Reds*)."""


def draw(results: Results, path: Path) -> None:
    """Write the picture; the same figures give the same bytes."""
    points = _points(results)
    with rc_context({"svg.hashsalt": "speed", "font.family": "DejaVu Sans", "text.color": INK}):
        panels = 2 if points else 1
        figure = Figure(figsize=(WIDTH * panels, HEIGHT), facecolor="white", layout="constrained")
        axes = figure.subplots(1, panels, squeeze=False)[0]
        _against_passages(axes[0], results)
        if points:
            _against_postings(axes[1], points)
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None, dpi=150)


def _against_passages(axes: Axes, results: Results) -> None:
    for engine, mark in marks_of(results.engines).items():
        rows = [row for size in results.sizes if (row := results.row(engine, size, "question_p50_ms"))]
        _line(axes, rows, mark, engine)
    _furnish(axes, "median of natural questions, ms", "passages")
    axes.legend(fontsize=8, frameon=False)


def _line(axes: Axes, rows: Sequence[Row], mark: Mark, engine: str) -> None:
    """Measured points on a line that continues, dotted, to the extrapolated ones."""
    known = [row for row in rows if row.how != EXTRAPOLATED]
    beyond = [*known[-1:], *(row for row in rows if row.how == EXTRAPOLATED)]
    for part, stroke, name in ((beyond, ":", None), (known, "-", engine)):
        axes.plot(
            [row.passages for row in part],
            [row.value for row in part],
            stroke,
            marker=mark.shape,
            markersize=mark.size,
            label=name,
            color=mark.colour,
            fillstyle=mark.fill,
            zorder=3 if mark in OURS else 2,
        )


class Point(NamedTuple):
    """A kind of question asked of a library: its postings in kB, its median and what reading them takes, in ms."""

    kind: str
    passages: int
    touched: float
    took: float
    reading: float


def _points(results: Results) -> list[Point]:
    """The points of the first engine whose postings are known."""
    found: list[Point] = []
    ours = next((row.engine for row in results.rows if row.measure == "touched_kb"), "")
    for size, (ending, kind) in product(results.sizes, KINDS.items()):
        rows = [results.row(ours, size, f"{measure}{ending}") for measure in MEASURES]
        values = [row.value for row in rows if row and row.value > 0 and row.how != EXTRAPOLATED]
        if len(values) == len(MEASURES):
            touched, took, reading = values
            found.append(Point(kind, size, touched, took, reading / 1e3))
    return found


def _against_postings(axes: Axes, points: Sequence[Point]) -> None:
    """Each kind of question with each size of library, against the time that reading its postings once would take."""
    kinds = dict(zip(KINDS.values(), KIND_SHAPES, strict=True))
    fills = dict(zip(dict.fromkeys(point.passages for point in points), cycle(SIZE_FILLS)))
    for kind, passages, touched, took, _ in points:
        axes.plot(touched, took, kinds[kind], color=fills[passages], markeredgecolor=INK)
    reading = sorted((point.touched, point.reading) for point in points)
    axes.plot(*zip(*reading, strict=True), "--", color=INK)
    _furnish(axes, "pullquote, medians of five kinds of questions, ms", "postings that a question touches, kB")
    shapes = [Line2D((), (), ls="", marker=kinds[each], mfc="white", mec=INK, label=each) for each in kinds]
    shades = [Line2D((), (), ls="", marker="o", mfc=fills[each], mec=INK, label=f"{each:,} passages") for each in fills]
    reads = Line2D((), (), ls="--", color=INK, label="reading them once")
    axes.legend(handles=[*shapes, *shades, reads], fontsize=8, frameon=False)


def _furnish(axes: Axes, title: str, across: str) -> None:
    axes.set_title(title, fontsize=10, loc="left")
    axes.set_xlabel(across, fontsize=9, color=INK)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.grid(color=RULE, zorder=0)
    axes.tick_params(length=0, which="both", colors=INK)
    axes.spines[:].set_visible(False)

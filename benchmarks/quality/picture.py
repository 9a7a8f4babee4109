"""How does it look in a picture? Results → an SVG that is read without colour, too."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.marks import INK, OURS, RULE, marks_of
from benchmarks.quality.results import Asked, Results

WIDTH, HEAD, LINE = 8.4, 1.5, 0.44  # inches: of the whole, above and below the lines, of a line
SPREAD = 0.4  # of a line, over which the marks are spread, so that none hides another
TITLES = {
    "hit@1": "hit@1: the first passage is the right one",
    "nDCG@10": "nDCG@10: right passages come early",
}


def draw(results: Results, path: Path) -> None:
    """Write the picture: a line for each collection, on which each engine has its mark; the same bytes each time."""
    panels = _panels(results)
    most = max(len(collections) for _, collections in panels)
    with rc_context({"svg.hashsalt": "quality", "font.family": "DejaVu Sans", "text.color": INK}):
        figure = Figure(figsize=(WIDTH, HEAD + LINE * most), facecolor="white", layout="constrained")
        for axes, (measure, collections) in zip(figure.subplots(1, len(panels), squeeze=False)[0], panels, strict=True):
            _panel(axes, results, measure, collections)
        handles, names = figure.axes[0].get_legend_handles_labels()
        figure.legend(handles, names, loc="outside upper center", ncols=len(names), frameon=False, handletextpad=0.2)
        figure.supxlabel("\n".join(results.notes), fontsize=8)
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None, dpi=150)


def _panels(results: Results) -> list[tuple[str, Sequence[Asked]]]:
    """Each measure with the collections that it fits: a question with one answer is about the first passage."""
    one = [asked for asked in results.collections if asked.has_one_answer]
    several = [asked for asked in results.collections if not asked.has_one_answer]
    return [(measure, part) for measure, part in (("hit@1", one), ("nDCG@10", several)) if part]


def _panel(axes: Axes, results: Results, measure: str, collections: Sequence[Asked]) -> None:
    marks = marks_of(results.engines)
    for place, (engine, mark) in enumerate(marks.items()):
        above = SPREAD * (place / max(1, len(marks) - 1) - 0.5)
        values = [results.value(engine, asked.collection, measure) for asked in collections]
        points = [(value, line + above) for line, value in enumerate(values) if value is not None]
        axes.plot(
            *zip(*points, strict=True) if points else ((), ()),
            mark.shape,
            color=mark.colour,
            markersize=mark.size,
            fillstyle=mark.fill,
            label=engine,
            zorder=3 if mark in OURS else 2,
        )
    _furnish(axes, TITLES[measure], [asked.label for asked in collections])


def _furnish(axes: Axes, title: str, lines: Sequence[str]) -> None:
    axes.set_title(title, fontsize=10, loc="left")
    axes.set_yticks(range(len(lines)), lines)
    axes.set_ylim(len(lines) - 0.5, -0.5)
    axes.margins(x=0.08)
    axes.grid(color=RULE, zorder=0)
    axes.tick_params(length=0, colors=INK)
    axes.spines[:].set_visible(False)

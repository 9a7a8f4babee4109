"""How long do questions take, alone and in two threads, and how long does adding?

    python -m benchmarks.speed.asking ENGINE FOLDER COUNT QUESTIONS

opens the index of COUNT texts in FOLDER, asks the questions of the JSON file, adds articles, and prints the figures.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks.peers.peer import Opened
from benchmarks.speed.adding import adding
from benchmarks.speed.engines import engine_called
from benchmarks.speed.figure import COMPUTED, NATURAL, Figure, print_figures
from benchmarks.speed.memory import memory_speed, peak_mb
from benchmarks.speed.timing import Times, timed

THREADS = 2


def main(name: str, folder: Path, count: int, questions: Path) -> None:
    """Ask and print."""
    opened = engine_called(name).load().opened(folder)
    print_figures(_figures(opened, count, json.loads(questions.read_text(encoding="utf-8"))))


def _figures(opened: Opened, count: int, questions: dict[str, Sequence[str]]) -> Iterator[Figure]:
    times = {kind: timed(opened.ask, asked) for kind, asked in questions.items()}
    for kind, each in times.items():
        yield from each.figures(_ending(kind))
    yield from timed(opened.ask, questions[NATURAL], threads=THREADS).figures("_two_threads")
    yield Figure("peak_mb_after_questions", peak_mb())
    if opened.touched:
        yield from _reading(opened.touched, times, questions)
    if opened.add:
        yield from adding(opened, opened.add, count, questions[NATURAL])


def _reading(
    touched: Callable[[str], int], times: dict[str, Times], questions: dict[str, Sequence[str]]
) -> Iterator[Figure]:
    """What the postings of a question weigh, and how many times as long it took as reading them once would."""
    speeds = memory_speed()
    yield from speeds
    fastest = max(speed.value for speed in speeds) * 1e9  # bytes a second
    for kind, (each, _) in times.items():
        sizes = [touched(question) for question in questions[kind][: len(each)]]
        ratios = [took * fastest / size for took, size in zip(each, sizes, strict=True) if size]
        yield Figure(f"touched_kb{_ending(kind)}", median(sizes) / 1e3, len(sizes), COMPUTED)
        yield Figure(f"reading_us{_ending(kind)}", median(sizes) / fastest * 1e6, len(sizes), COMPUTED)
        if ratios:
            yield Figure(f"times_reading{_ending(kind)}", median(ratios), len(ratios), COMPUTED)


def _ending(kind: str) -> str:
    return "" if kind == NATURAL else f"_{kind}"


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))

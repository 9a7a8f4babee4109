"""How long do questions take? Whole calls, parsing included, one by one or in several threads."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles
from typing import NamedTuple

from benchmarks.peers.peer import Ask
from benchmarks.speed.figure import Figure

LEAST = 50  # questions that are asked even of a slow engine
SECONDS = 8.0  # no more are asked after this
UNTIMED = 3  # questions asked before, to warm up compilers and caches
PERCENTILES = {"p50": 49, "p95": 94, "p99": 98}


class Times(NamedTuple):
    """How long each question took, and all together, in seconds."""

    each: Sequence[float]
    together: float

    def figures(self, kind: str = "") -> Iterator[Figure]:
        """Percentiles in ms, and questions a second; the measures' names end with the `kind`."""
        cuts = quantiles(self.each, n=100, method="inclusive")
        for percentile, place in PERCENTILES.items():
            yield Figure(f"question_{percentile}_ms{kind}", cuts[place] * 1e3, len(self.each))
        yield Figure(f"questions_per_s{kind}", len(self.each) / self.together, len(self.each))


def timed(ask: Ask, questions: Sequence[str], *, threads: int = 1) -> Times:
    """The times of the questions, divided among the threads: of all, or of as many as `SECONDS` allow."""
    for question in questions[:UNTIMED]:
        ask(question)
    least = min(len(questions), LEAST) // threads
    began = time.perf_counter()
    if threads == 1:
        return Times(_each(ask, questions, least), time.perf_counter() - began)
    with ThreadPoolExecutor(threads) as pool:
        parts = [pool.submit(_each, ask, questions[start::threads], least) for start in range(threads)]
        each = [took for part in parts for took in part.result()]
    return Times(each, time.perf_counter() - began)


def _each(ask: Ask, questions: Sequence[str], least: int) -> list[float]:
    found: list[float] = []
    end = time.perf_counter() + SECONDS
    for question in questions:
        began = time.perf_counter()
        if len(found) >= least and began > end:
            break
        ask(question)
        found.append(time.perf_counter() - began)
    return found

"""Who measures? A fresh process for each engine, size and task, so that its memory and its start are its own."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.speed.figure import Figure, parsed_figures
from retrieval.errors import PullquoteError

ROOT = Path(__file__).parents[2]
ONE_THREAD: Mapping[str, str] = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""What keeps the libraries below numpy from starting threads of their own."""


class ChildError(PullquoteError):
    """Raised when a process that measures ends with an error, which it has printed itself."""


def figures(module: str, *arguments: object) -> list[Figure]:
    """What `python -m benchmarks.speed.<module>` with the arguments measures.

    Raises:
        ChildError: it broke down.
    """
    return _run(module, *arguments)[0]


def first_answer(*arguments: object) -> list[Figure]:
    """What `benchmarks.speed.first` measures, and how long it took from its start to its first answer.

    Raises:
        ChildError: it broke down.
    """
    found, seconds = _run("first", *arguments)
    return [Figure("first_answer_s", seconds), *found]


def _run(module: str, *arguments: object) -> tuple[list[Figure], float]:
    """The figures in the last line that the process prints, and the seconds until its first line."""
    command = [sys.executable, "-m", f"benchmarks.speed.{module}", *map(str, arguments)]
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 -- this very program
        command, cwd=ROOT, env={**os.environ, **ONE_THREAD}, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdout is not None  # noqa: S101 -- for the type checker
        first = process.stdout.readline()
        took = time.perf_counter() - began
        last = process.stdout.read() or first
    if process.returncode:
        raise ChildError(f"`{module}` of {arguments[0]} ended with {process.returncode}")
    return parsed_figures(last), took

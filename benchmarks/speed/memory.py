"""How much memory did this process take at most, and how fast can it be read?"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.speed.figure import Figure

STATUS = Path("/proc/self/status")
HIGH_WATER_MARK = "VmHWM:"
READ_AT_ONCE = 256_000_000  # bytes, more than any cache holds
TIMES = 5  # repetitions; the fastest counts


def peak_mb() -> float:
    """The peak resident set size of this process, in MB of a million bytes."""
    if STATUS.exists():  # Linux; its `ru_maxrss` would begin with that of the process that started this one
        lines = STATUS.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith(HIGH_WATER_MARK))
    import resource  # noqa: PLC0415 -- Windows has none

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def memory_speed() -> list[Figure]:
    """How many GB a second numpy reads, summing up, and how many it reads and writes, copying."""
    import numpy as np  # noqa: PLC0415 -- not every engine has it in memory

    numbers = np.ones(READ_AT_ONCE // 8)
    other = np.zeros_like(numbers)
    return [
        Figure("memory_read_gb_s", READ_AT_ONCE / _fastest(numbers.sum) / 1e9, TIMES),
        Figure("memory_copy_gb_s", 2 * READ_AT_ONCE / _fastest(lambda: np.copyto(other, numbers)) / 1e9, TIMES),
    ]


def _fastest(work: Callable[[], object]) -> float:
    def once() -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return min(once() for _ in range(TIMES))

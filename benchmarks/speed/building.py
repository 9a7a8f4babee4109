"""How long does it take from text to searchable, in which memory, and how large is the index?

    python -m benchmarks.speed.building ENGINE TEXTS COUNT FOLDER

builds an index of the first COUNT texts of the file TEXTS in FOLDER, and prints the figures.
"""

import sys
import time
from pathlib import Path

from benchmarks.speed.engines import engine_called
from benchmarks.speed.figure import Figure, print_figures
from benchmarks.speed.lines import read
from benchmarks.speed.memory import peak_mb


def main(name: str, texts: Path, count: int, folder: Path) -> None:
    """Build and print."""
    engine = engine_called(name).load()
    began, worked = time.perf_counter(), time.process_time()
    engine.build(read(texts, count), folder)
    took, worked = time.perf_counter() - began, time.process_time() - worked
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print_figures(
        [
            Figure("build_s", took),
            Figure("build_cpu_s", worked),
            Figure("build_peak_mb", peak_mb()),
            Figure("disk_mb", size / 1e6),
        ]
    )


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))

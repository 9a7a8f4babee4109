"""How long does a library take to open, and to give its first answer?

    python -m benchmarks.speed.first ENGINE FOLDER QUESTION

opens the index in FOLDER, prints the answer to QUESTION, so that the process that started this one can time it all, and
then the figures that only this process can measure.
"""

import json
import sys
import time
from pathlib import Path

from benchmarks.speed.engines import engine_called
from benchmarks.speed.figure import Figure, print_figures
from benchmarks.speed.memory import peak_mb


def main(name: str, folder: Path, question: str) -> None:
    """Open, answer and print."""
    engine = engine_called(name).load()
    began = time.perf_counter()
    ask = engine.opened(folder).ask
    opening = time.perf_counter() - began
    print(json.dumps(list(ask(question))), flush=True)
    print_figures([Figure("open_ms", opening * 1e3), Figure("peak_mb", peak_mb())])


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])

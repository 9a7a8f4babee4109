"""The labelled collections beside the project, as `pullquote eval` reads them."""

import os
import sys
from pathlib import Path

from retrieval.errors import CollectionError
from retrieval.evaluation.beir import Collection, read_collection


def collection(name: str) -> Collection:
    """The collection `name` below `$PULLQUOTE_DATA/data`; ends the program with one line when it cannot be read."""
    try:
        return read_collection(Path(os.environ.get("PULLQUOTE_DATA", "../shared")) / "data" / name)
    except CollectionError as error:
        sys.exit(f"error: {error}; set PULLQUOTE_DATA, see CONTRIBUTING.md")

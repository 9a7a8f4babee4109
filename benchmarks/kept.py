"""Where do a benchmark's figures stay? In `benchmarks/results`, as JSON, with their picture beside it."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
from pydantic import BaseModel

RESULTS = Path(__file__).parent / "results"

Results = TypeVar("Results", bound=BaseModel)


def data_folder() -> Path:
    """Where the collections are unless told."""
    return Path(os.environ.get("PULLQUOTE_DATA", "../shared")) / "data"


def read(path: Path, kind: type[Results]) -> Results:
    """The results that are kept in a file.

    Raises:
        click.ClickException: there is none.
    """
    try:
        return kind.model_validate_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise click.ClickException(f"`{error.filename}` is not there: measure first, without --kept") from error


def keep(results: Results, path: Path, draw: Callable[[Results, Path], None]) -> None:
    """Keep the results in a file, and their picture beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(results.model_dump_json(indent=1) + "\n", encoding="utf-8")
    draw(results, path.with_suffix(".svg"))

"""Where are the figures of a benchmark kept? In `benchmarks/results`, as JSON, with a picture of the same name."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
from pydantic import BaseModel

RESULTS = Path(__file__).parent / "results"

Results = TypeVar("Results", bound=BaseModel)


def data_folder() -> Path:
    """The default folder of the collections."""
    return Path(os.environ.get("PULLQUOTE_DATA", "../shared")) / "data"


def read(path: Path, kind: type[Results]) -> Results:
    """The results in a file.

    Raises:
        click.ClickException: there is no such file.
    """
    try:
        return kind.model_validate_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise click.ClickException(f"`{error.filename}` is not there: measure first, without --kept") from error


def keep(results: Results, path: Path, draw: Callable[[Results, Path], None]) -> None:
    """Write the results to `path`, and their picture to the same name with `.svg`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(results.model_dump_json(indent=1) + "\n", encoding="utf-8")
    draw(results, path.with_suffix(".svg"))

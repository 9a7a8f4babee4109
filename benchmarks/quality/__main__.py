"""The command: measures all engines on all collections, prints a table, and keeps figures and picture.

python -m benchmarks.quality
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.kept import RESULTS, data_folder, keep, read
from benchmarks.machine import this_machine
from benchmarks.quality.engines import engines
from benchmarks.quality.labelled import labelled_collections
from benchmarks.quality.measuring import measured
from benchmarks.quality.picture import draw
from benchmarks.quality.results import LIBRARIES, Results
from benchmarks.quality.table import markdown, terminal
from retrieval.errors import PullquoteError

FILE = "quality.json"


@click.command()
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=data_folder,
    metavar="DIR",
    help="Read the collections in DIR.  [default: $PULLQUOTE_DATA/data]",
)
@click.option("--collections", "names", multiple=True, metavar="NAME", help="Measure on NAME only; may be given again.")
@click.option("--questions", type=click.IntRange(min=1), metavar="N", help="Ask N questions of each collection.")
@click.option("--results", type=click.Path(path_type=Path), metavar="DIR", help="Keep quality.json and .svg in DIR.")
@click.option("--kept", is_flag=True, help="Measure nothing, and show what is kept.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Print the tables in Markdown.")
def main(  # noqa: PLR0913 -- one for each option
    folder: Path, names: Sequence[str], questions: int | None, results: Path | None, *, kept: bool, as_markdown: bool
) -> None:
    """Measure Pullquote beside rank_bm25, bm25s, tantivy and SQLite FTS5 on labelled questions.

    What is measured in full is kept in benchmarks/results; what is measured in part is kept where --results says, or
    nowhere.
    """
    if kept:
        found = read((results or RESULTS) / FILE, Results)
    else:
        collections = labelled_collections(folder, names, questions=questions)
        found = measured(engines(), collections, this_machine("benchmarks.quality", sys.argv[1:], LIBRARIES))
        is_whole = not names and questions is None
        if results or is_whole:
            keep(found, (results or RESULTS) / FILE, draw)
    click.echo(markdown(found) if as_markdown else terminal(found), nl=False)


if __name__ == "__main__":
    try:
        main()
    except PullquoteError as error:
        sys.exit(f"error: {error}")

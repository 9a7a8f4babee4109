"""The command: measures all engines with all sizes of library, prints tables, and keeps figures and picture.

python -m benchmarks.speed
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.kept import RESULTS, data_folder, keep, read
from benchmarks.machine import this_machine
from benchmarks.speed.engines import NAMES, engine_called
from benchmarks.speed.measuring import measured
from benchmarks.speed.picture import draw
from benchmarks.speed.results import LIBRARIES, Results
from benchmarks.speed.table import markdown, terminal
from retrieval.errors import PullquoteError

FILE = "speed.json"
SIZES = (10_000, 50_000, 156_848, 1_000_000)
QUESTIONS = 1_000
FEWEST = 100  # passages, so that there are rankings to fill and words to ask for


@click.command()
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=data_folder,
    metavar="DIR",
    help="Read the collections in DIR.  [default: $PULLQUOTE_DATA/data]",
)
@click.option(
    "--passages",
    "sizes",
    multiple=True,
    type=click.IntRange(min=FEWEST),
    metavar="N",
    help="Search N passages only; may be given again.  [default: " + ", ".join(map(str, SIZES)) + "]",
)
@click.option(
    "--engines",
    "names",
    multiple=True,
    type=click.Choice(NAMES),
    metavar="NAME",
    help="Measure NAME only; may be given again.  [default: " + ", ".join(NAMES) + "]",
)
@click.option(
    "--questions", type=click.IntRange(min=2), default=QUESTIONS, metavar="N", help="Ask at most N of each kind."
)
@click.option("--results", type=click.Path(path_type=Path), metavar="DIR", help="Keep speed.json and .svg in DIR.")
@click.option("--kept", is_flag=True, help="Measure nothing, and show what is kept.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Print the tables in Markdown.")
def main(  # noqa: PLR0913 -- one for each option
    folder: Path,
    sizes: Sequence[int],
    names: Sequence[str],
    questions: int,
    results: Path | None,
    *,
    kept: bool,
    as_markdown: bool,
) -> None:
    """Measure how fast Pullquote is beside rank_bm25, bm25s, tantivy and SQLite FTS5, at several sizes.

    What is measured in full is kept in benchmarks/results; what is measured in part is kept where --results says, or
    nowhere.
    """
    if kept:
        found = read((results or RESULTS) / FILE, Results).only(names, sizes)
    else:
        engines = [engine_called(name) for name in names or NAMES]
        machine = this_machine("benchmarks.speed", sys.argv[1:], LIBRARIES)
        found = measured(engines, sizes or SIZES, folder, machine, count=questions)
        is_whole = not (names or sizes or found.failed) and questions == QUESTIONS
        if found.rows and (results or is_whole):
            keep(found, (results or RESULTS) / FILE, draw)
    click.echo(markdown(found) if as_markdown else terminal(found), nl=False)
    sys.exit(1 if found.failed else 0)


if __name__ == "__main__":
    try:
        main()
    except PullquoteError as error:
        sys.exit(f"error: {error}")

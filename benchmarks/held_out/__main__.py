"""The command: asks the held-out questions of Pullquote, and prints how many are answered and refused rightly."""

import sys
from pathlib import Path

import click

from benchmarks.held_out.articles import missing_articles
from benchmarks.held_out.labelled import held_out_questions
from benchmarks.held_out.measuring import answers, auc_line, lines
from benchmarks.kept import data_folder
from retrieval.errors import PullquoteError


@click.command()
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=lambda: data_folder() / "held_out",
    metavar="DIR",
    help="Read the articles in DIR.  [default: $PULLQUOTE_DATA/data/held_out]",
)
def main(folder: Path) -> None:
    """Ask the questions that no fit may use, over articles that no fit may use; 95 % intervals in brackets."""
    if missing := missing_articles(folder):
        raise click.ClickException(
            f"`{folder}` lacks `{missing[0]}`: fetch the articles with python -m benchmarks.held_out.articles {folder}"
        )
    questions = [each.labelled(number) for number, each in enumerate(held_out_questions(), start=1)]
    for line in lines(answers(folder, questions)):
        click.echo(line)
    click.echo(auc_line(folder, questions))


if __name__ == "__main__":
    try:
        main()
    except PullquoteError as error:
        sys.exit(f"error: {error}")

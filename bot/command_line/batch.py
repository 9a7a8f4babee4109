"""Many questions from a file: one a line in, one JSON object a line out."""

from collections.abc import Callable, Iterator
from typing import TextIO

import click

from bot.corpora.choice import Articles
from retrieval.errors import QuestionError


def answer_batch(retriever: Articles, questions: TextIO, *, limit: int, say: Callable[[str], None]) -> bool:
    """Answer each line that is not blank, and tell whether all could be asked; `say` is told of those that could not.

    Raises:
        QuestionError: the file is not UTF-8.
    """
    all_asked = True
    for number, line in _numbered_lines(questions):
        try:
            click.echo(retriever.ask(line, limit=limit).model_dump_json())
        except QuestionError as error:
            say(f"error: line {number}: {error}")
            all_asked = False
    return all_asked


def _numbered_lines(questions: TextIO) -> Iterator[tuple[int, str]]:
    try:
        yield from ((number, line) for number, line in enumerate(questions, start=1) if line.strip())
    except UnicodeDecodeError as error:
        problem = f"`{questions.name}` is not UTF-8 text"
        raise QuestionError(problem, "save the questions as UTF-8, one a line") from error

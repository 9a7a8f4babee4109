"""A conversation in the terminal: a prompt, an answer, and again."""

import sys
from collections.abc import Callable, Iterator

import click
from prompt_toolkit import PromptSession

from bot.corpora.choice import Articles
from bot.terminal.answer import render
from retrieval.answering.followup import Earlier, handed_on
from retrieval.errors import QuestionError

GREETING = (
    'Ask the articles something, and go on from there: "and when?" Up brings earlier questions back; Ctrl-D ends.'
)
PROMPT = "? "


def converse(retriever: Articles, *, limit: int, width: Callable[[], int], say: Callable[[str], None]) -> int:
    """Answer questions until the input ends; returns the exit code. Questions are kept in memory only.

    A question may go on from the one before it.
    """
    say(GREETING)
    before: Earlier | None = None
    for question in _typed() if sys.stdin.isatty() else sys.stdin:
        if not question.strip():
            continue
        try:
            answer = retriever.ask(question, limit=limit, after=before)
        except QuestionError as error:
            say(str(error))
            continue
        click.echo("\n" + render(answer, width=width()))
        before = handed_on(answer, before)
    return 0


def _typed() -> Iterator[str]:
    """The lines that a person types, with a history; Ctrl-C drops the line, Ctrl-D ends."""
    session: PromptSession[str] = PromptSession()
    while True:
        try:
            yield session.prompt(PROMPT)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return

"""`pullquote chat`: answers questions at a prompt, each with those before it in mind."""

import sys
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import click

from bot.command_line.options import answering_options, limit_option
from bot.corpora.choice import CorpusChoice, OpenCorpus
from bot.corpora.open_corpus import open_articles
from bot.terminal.answer import render
from bot.terminal.console import DONE, say, width
from retrieval.answering.followup import PreviousTurn, turn_from
from retrieval.errors import QuestionError

GREETING = 'Ask a question, then follow up: "and when?" Up brings earlier questions back; Ctrl-D ends.'
PROMPT = "? "
NEAREST: Final = "/nearest"
HINT: Final = f"hint: `{NEAREST}` shows what comes nearest"
NOTHING_NEAREST: Final = f"`{NEAREST}` shows what comes nearest to a question that was refused: ask one first"


class Asked(NamedTuple):
    """A question, and the turn before it."""

    question: str
    after: PreviousTurn | None


@click.command()
@answering_options
@limit_option
def chat(choice: CorpusChoice, limit: int) -> int:
    """Ask one question after another at a prompt. Up brings earlier questions back, Ctrl-D ends it.

    A question may follow up on the one before: "when did she pass it?" is searched for with that one in mind. Where
    nothing answers, /nearest shows what comes nearest: up to three quotes that may not answer.
    """
    with open_articles(choice, say=say, follow=True) as corpus:
        return converse(corpus, limit=limit, width=width, say=say)


def converse(corpus: OpenCorpus, *, limit: int, width: Callable[[], int], say: Callable[[str], None]) -> int:
    """Answer questions until the input ends; returns the exit code. Questions are kept in memory only.

    A question may follow up on the one before it.
    """
    say(GREETING)
    before: PreviousTurn | None = None
    refused: Asked | None = None
    for line in _typed() if sys.stdin.isatty() else sys.stdin:
        if not line.strip():
            continue
        nearest = line.strip() == NEAREST
        asked = refused if nearest else Asked(line, before)
        if asked is None:
            say(NOTHING_NEAREST)
            continue
        try:
            answer = corpus.articles.ask(asked.question, limit=limit, after=asked.after, nearest=nearest)
        except QuestionError as error:
            say(str(error))
            continue
        corpus.record_sent(answer.shown)
        click.echo("\n" + render(answer, width=width()))
        if answer.has_nearest and not nearest:
            say(HINT)
        refused, before = asked if answer.has_nearest else None, turn_from(answer, asked.after)
    return DONE


def _typed() -> Iterator[str]:
    """The lines that a person types, with a history; Ctrl-C drops the line, Ctrl-D ends."""
    from prompt_toolkit import PromptSession  # noqa: PLC0415 -- slow to import, and the help does without

    session: PromptSession[str] = PromptSession()
    while True:
        try:
            yield session.prompt(PROMPT)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return

"""`pullquote chat`: answers questions at a prompt, each with those before it in mind."""

import sys
from collections.abc import Callable, Iterator

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


@click.command()
@answering_options
@limit_option
def chat(choice: CorpusChoice, limit: int) -> int:
    """Ask one question after another at a prompt. Up brings earlier questions back, Ctrl-D ends it.

    A question may follow up on the one before: "when did she pass it?" is searched for with that one in mind.
    """
    with open_articles(choice, say=say, follow=True) as corpus:
        return converse(corpus, limit=limit, width=width, say=say)


def converse(corpus: OpenCorpus, *, limit: int, width: Callable[[], int], say: Callable[[str], None]) -> int:
    """Answer questions until the input ends; returns the exit code. Questions are kept in memory only.

    A question may follow up on the one before it.
    """
    say(GREETING)
    before: PreviousTurn | None = None
    for question in _typed() if sys.stdin.isatty() else sys.stdin:
        if not question.strip():
            continue
        try:
            answer = corpus.articles.ask(question, limit=limit, after=before)
        except QuestionError as error:
            say(str(error))
            continue
        corpus.record_sent(answer.quotes)
        click.echo("\n" + render(answer, width=width()))
        before = turn_from(answer, before)
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

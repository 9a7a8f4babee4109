"""`pullquote chat`: one question after another."""

import click

from bot.command_line.options import answering_options, limit_option
from bot.corpora.choice import Choice
from bot.corpora.open_corpus import open_articles
from bot.terminal.console import say, width


@click.command()
@answering_options
@limit_option
def chat(choice: Choice, limit: int) -> int:
    """Ask one question after another at a prompt. Up brings earlier questions back, Ctrl-D ends it.

    A question may go on from the one before: "when did she pass it?" is searched for with that one in mind.
    """
    from bot.command_line.converse import converse  # noqa: PLC0415 -- the line editor is slow to import, and the help does without

    with open_articles(choice, say=say, follow=True) as articles:
        return converse(articles, limit=limit, width=width, say=say)

"""`pullquote check`: says whether the articles have a text."""

import click

from bot.command_line.options import articles_options, json_option
from bot.corpora.choice import CorpusChoice
from bot.corpora.open_corpus import open_articles
from bot.terminal.console import DONE, NOTHING_FOUND, say, width
from bot.terminal.quote_check import render_check
from retrieval.answering.verify_text import Verdict


@click.command()
@click.argument("text")
@articles_options
@json_option
def check(choice: CorpusChoice, text: str, *, as_json: bool) -> int:
    """Say whether the articles have TEXT: verbatim, nearly, or not.

    The source is shown where the text was found, and the differences where it was nearly found. A verbatim text differs
    in white space at most. The exit code is 0 for verbatim, and 1 for the others.

    \b
        pullquote check "She said that it was over." && echo "She did."
    """
    with open_articles(choice, say=say) as corpus:
        found = corpus.articles.check(text)
    click.echo(found.model_dump_json() if as_json else render_check(found, width=width()), nl=as_json)
    return DONE if found.verdict is Verdict.VERBATIM else NOTHING_FOUND

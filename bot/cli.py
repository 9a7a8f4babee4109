"""The command `pullquote`. Data goes to stdout, talk to stderr.

Exit codes: 0 answered or done; 1 no answer found; 2 wrong use or bad input, with one line that says so.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import TextIO

import click

from bot.articles import open_articles
from bot.batch import answer_batch
from bot.terminal import render
from retrieval.errors import PullquoteError
from retrieval.refuse import Caution
from retrieval.retriever import LIMIT, Retriever
from retrieval.search import DEPTH

DONE, NOTHING_FOUND, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
MOST_QUOTES = 10

articles_option = click.option(
    "--articles",
    "folder",
    type=click.Path(path_type=Path),
    envvar="PULLQUOTE_ARTICLES",
    metavar="DIR",
    help="Answer from the .txt and .md files in DIR. [default: the five articles that come with pullquote]",
)
synonyms_option = click.option(
    "--synonyms",
    type=click.Path(path_type=Path),
    envvar="PULLQUOTE_SYNONYMS",
    metavar="FILE",
    help='Take words for one another as FILE says, in TOML: "VP" = ["vice president"].',
)
caution_option = click.option(
    "--caution",
    type=click.Choice([each.value for each in Caution]),
    callback=lambda _context, _option, value: Caution(value),
    default=Caution.NORMAL.value,
    show_default=True,
    envvar="PULLQUOTE_CAUTION",
    help="How sure to be before answering: cautious refuses more, eager less.",
)
limit_option = click.option(
    "--limit",
    type=click.IntRange(1, MOST_QUOTES),
    default=LIMIT,
    show_default=True,
    envvar="PULLQUOTE_LIMIT",
    metavar="N",
    help=f"Show at most N quotes, 1 to {MOST_QUOTES}.",
)


def main() -> None:
    """Run the command, and end the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal without UTF-8 gets \u escapes, not a traceback
    sys.exit(_exit_code())


def _exit_code() -> int:
    try:
        return int(pullquote(prog_name="pullquote", standalone_mode=False) or DONE)
    except click.ClickException as error:
        say(f"error: {error.format_message()} (hint: see `pullquote --help`)")
    except PullquoteError as error:
        say(f"error: {error}")
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    return WRONG_USE


def say(line: str) -> None:
    """Tell the person at the terminal something that is not data."""
    click.echo(" ".join(line.splitlines()), err=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="pullquote", message="%(prog)s %(version)s")
def pullquote() -> None:
    """Answer questions with passages quoted exactly from your articles, each with its source.

    Try it at once, with no settings, on the five articles that come with it:

    \b
        pullquote ask "How many commutations and pardons has Biden issued?"

    Exit codes: 0 answered or done, 1 no answer found, 2 wrong use or bad input.
    """


@pullquote.command()
@click.argument("question", required=False)
@articles_option
@synonyms_option
@caution_option
@limit_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")
@click.option("--explain", is_flag=True, help="Say on standard error why the best candidates stand where they do.")
@click.option(
    "--batch",
    type=click.File(encoding="utf-8-sig"),
    metavar="FILE",
    help="Read one question a line from FILE (- for standard input), and print one JSON object a line.",
)
def ask(  # noqa: PLR0913 -- one parameter a flag
    question: str | None,
    folder: Path | None,
    synonyms: Path | None,
    caution: Caution,
    limit: int,
    *,
    as_json: bool,
    explain: bool,
    batch: TextIO | None,
) -> int:
    """Answer QUESTION with quotes, best first, or say that the articles do not hold the answer.

    The sentence that answers stands behind a thick bar; the sentences around it are there to make it understood.

    \b
        pullquote ask "Who was super honored to be here?"
        pullquote ask --json --limit 1 "When did she pass the baby bar?" | jq .quotes[0].text
        pullquote ask --articles ~/wiki --batch questions.txt > answers.jsonl
    """
    if (question is None) == (batch is None):
        raise click.UsageError("give either a question, in quotation marks, or --batch FILE")
    retriever = open_articles(folder, synonyms, caution, say=say)
    if batch:
        return DONE if answer_batch(retriever, batch, limit=limit, say=say) else WRONG_USE
    answer = retriever.ask(question or "", limit=limit)
    click.echo(answer.model_dump_json() if as_json else render(answer, width=_width()), nl=as_json)
    if explain:
        _explain(retriever, question or "", limit)
    return DONE if answer.answered else NOTHING_FOUND


@pullquote.command()
@articles_option
@synonyms_option
@caution_option
@limit_option
def chat(folder: Path | None, synonyms: Path | None, caution: Caution, limit: int) -> int:
    """Ask one question after another at a prompt; Up brings earlier questions back, Ctrl-D ends it.

    A question may go on from the one before: "when did she pass it?" is searched for with that one in mind.
    """
    from bot.chat import converse  # noqa: PLC0415 -- the line editor is slow to import, and `ask` does without

    return converse(open_articles(folder, synonyms, caution, say=say), limit=limit, width=_width, say=say)


@pullquote.command()
@articles_option
@synonyms_option
@caution_option
@click.option(
    "--limit",
    type=click.IntRange(1, LIMIT, clamp=True),
    default=LIMIT,
    show_default=True,
    envvar="PULLQUOTE_LIMIT",
    metavar="N",
    help=f"Show at most N quotes in a message, 1 to {LIMIT}.",
)
@click.option(
    "--queue",
    type=click.IntRange(min=1),
    default=256,
    show_default=True,
    envvar="PULLQUOTE_QUEUE",
    metavar="N",
    help="Let N questions wait; who asks beyond that is asked to come back in a moment.",
)
def run(folder: Path | None, synonyms: Path | None, caution: Caution, limit: int, queue: int) -> int:
    """Answer on Discord until the process is asked to stop.

    The bot's token is read from the environment variable DISCORD_TOKEN; get one at
    https://discord.com/developers/applications: your application, Bot, Reset Token.

        DISCORD_TOKEN=… pullquote run --articles ~/wiki
    """
    from bot.run import run as serve  # noqa: PLC0415 -- discord.py is slow to import, and nothing else needs it
    from bot.settings import Settings  # noqa: PLC0415 -- the same

    settings = Settings.read(os.environ, queue=queue, limit=limit)
    serve(open_articles(folder, synonyms, caution, say=say), settings)
    return DONE


@pullquote.command("eval")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@synonyms_option
@click.option("--k", "depth", type=click.IntRange(min=1), default=DEPTH, show_default=True, metavar="N", help="Rank N.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
@click.option(
    "--run", "run_file", type=click.File("w", encoding="utf-8"), metavar="FILE", help="Write the ranking as a TREC run."
)
@click.option(
    "--refuse",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Measure refusal, too, on the questions in FILE, one a line, which no passage in DIR answers.",
)
def evaluate(  # noqa: PLR0913 -- one parameter a flag
    folder: Path,
    synonyms: Path | None,
    depth: int,
    *,
    as_json: bool,
    run_file: TextIO | None,
    refuse: Path | None,
) -> int:
    """Measure the ranking on the labelled questions in DIR.

    DIR is a collection in BEIR's format: corpus.jsonl, of which each line is one passage, queries.jsonl and qrels.tsv.
    Where the questions carry their answers (metadata.answers), the marked sentences are measured, too.

    With --refuse it prints how well questions that are to be refused are told from those in DIR; FILE may have the form
    of queries.jsonl, too.
    """
    from bot.evaluation import evaluated, figures_table  # noqa: PLC0415 -- only here

    figures = evaluated(folder, refuse, synonyms, depth=depth, run=run_file)
    click.echo(figures.model_dump_json(by_alias=True) if as_json else figures_table(figures), nl=as_json)
    return DONE


def _explain(retriever: Retriever, question: str, limit: int) -> None:
    from bot.explanation import render_explanations  # noqa: PLC0415 -- only here

    click.echo("\n" + render_explanations(retriever.explain(question, limit=limit), width=_width()), err=True, nl=False)


def _width() -> int:
    return shutil.get_terminal_size().columns

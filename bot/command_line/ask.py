"""`pullquote ask`: answers a question, or many from a file, with quotes."""

from collections.abc import Callable, Iterator
from typing import TextIO

import click

from bot.command_line.options import answering_options, json_option, limit_option, nearest_option
from bot.corpora.choice import CorpusChoice, OpenCorpus
from bot.corpora.open_corpus import open_articles
from bot.terminal.answer import render
from bot.terminal.console import DONE, NOTHING_FOUND, WRONG_USE, say, width
from bot.terminal.explanation import render_explanations
from retrieval.errors import QuestionError


@click.command()
@click.argument("question", required=False)
@answering_options
@limit_option
@nearest_option
@json_option
@click.option(
    "--explain", is_flag=True, help="Print to standard error why the best candidates rank as they do, with a legend."
)
@click.option(
    "--batch",
    type=click.File(encoding="utf-8-sig"),
    metavar="FILE",
    help="Read one question a line from FILE (- for standard input), and print one JSON object a line.",
)
def ask(  # noqa: PLR0913 -- one parameter a flag
    choice: CorpusChoice,
    question: str | None,
    limit: int,
    *,
    nearest: bool,
    as_json: bool,
    explain: bool,
    batch: TextIO | None,
) -> int:
    """Answer QUESTION with quotes, best first, or say there are none.

    The sentence that answers has a thick bar before it; the sentences around it give its context.

    \b
        pullquote ask "Who was super honored to be here?"
        pullquote ask --json --limit 1 "When did she pass the baby bar?" | jq .quotes[0].text
        pullquote ask --articles ~/wiki --batch questions.txt > answers.jsonl
    """
    if (question is None) == (batch is None):
        raise click.UsageError("give either a question, in quotation marks, or --batch FILE")
    with open_articles(choice, say=say) as corpus:
        if batch:
            return DONE if answer_batch(corpus, batch, limit=limit, nearest=nearest, say=say) else WRONG_USE
        answer = corpus.articles.ask(question or "", limit=limit, nearest=nearest)
        reasons = corpus.articles.explain(question or "", limit=limit) if explain else ()
        corpus.record_sent(answer.shown)
    click.echo(answer.model_dump_json() if as_json else render(answer, width=width()), nl=as_json)
    if answer.has_nearest and not nearest and not as_json:
        say("hint: `--nearest` shows what comes nearest")
    if reasons:
        click.echo("\n" + render_explanations(reasons, width=width()), err=True, nl=False)
    return DONE if answer.answered else NOTHING_FOUND


def answer_batch(
    corpus: OpenCorpus, questions: TextIO, *, limit: int, nearest: bool = False, say: Callable[[str], None]
) -> bool:
    """Answer each line that is not blank, and return whether all could be asked; `say` gets each that could not.

    Raises:
        QuestionError: the file is not UTF-8.
    """
    all_asked = True
    for number, line in _numbered_lines(questions):
        try:
            answer = corpus.articles.ask(line, limit=limit, nearest=nearest)
        except QuestionError as error:
            say(f"error: line {number}: {error}")
            all_asked = False
            continue
        corpus.record_sent(answer.shown)
        click.echo(answer.model_dump_json())
    return all_asked


def _numbered_lines(questions: TextIO) -> Iterator[tuple[int, str]]:
    try:
        yield from ((number, line) for number, line in enumerate(questions, start=1) if line.strip())
    except UnicodeDecodeError as error:
        problem = f"`{questions.name}` is not UTF-8 text"
        raise QuestionError(problem, "save the questions as UTF-8, one a line") from error

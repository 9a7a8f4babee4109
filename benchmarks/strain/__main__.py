"""How soon is a question acknowledged in a busy server, and how late does the event loop run meanwhile?

    python -m benchmarks.strain

`pullquote run` over a library is asked 20 questions a second for a minute, over real sockets, while another process
adds 50 articles a second. Discord is the double of the tests, in a third process. Printed are the times from a question
to its acknowledgement and to its answer, by how much the bot's event loop was late, how many questions were lost or
refused because too many waited, what a question took of a processor, and how many articles came.
"""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

import click
import numpy as np

from benchmarks.add import write_articles
from benchmarks.strain.asking import PATIENCE, AskRequest, ask_all
from benchmarks.strain.child import Seen
from bot.corpora.choice import seeds_folder
from bot.terminal.progress_bar import with_progress_bar
from retrieval.importer import add
from retrieval.library.database import Library
from retrieval.library.passages import article_count
from retrieval.retriever import PUBLIC
from tests.discord.conftest import certificate_in
from tests.discord.double import Double

QUESTIONS: Final = Path(__file__).parents[1] / "questions_on_seeds.jsonl"
START: Final = 60.0  # seconds for the bot to be there


class Pace(NamedTuple):
    """For how many seconds, and how many a second are asked and added."""

    seconds: int
    questions: float
    articles: float


class Strained(NamedTuple):
    """What became of the questions, what the bot saw meanwhile, and how many articles were added."""

    asked: AskRequest
    seen: Seen
    added: int


@click.command()
@click.option("--seconds", default=60, show_default=True, help="Ask for so long.")
@click.option("--a-second", default=20.0, show_default=True, help="Ask so many questions a second.")
@click.option("--articles", default=1000, show_default=True, help="Have so many articles at first.")
@click.option("--added", default=50.0, show_default=True, help="Add so many articles a second.")
def main(seconds: int, a_second: float, articles: int, added: float) -> None:
    """Measure the bot under many questions while articles are being added."""
    pace = Pace(seconds, a_second, added)
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in islice(cycle(lines), int(seconds * a_second))]
    with TemporaryDirectory() as name:
        folder = Path(name)
        _library(folder, articles, to_add=int(added * (seconds + PATIENCE)))
        strained = asyncio.run(_strained(folder, questions, pace))
    _print(strained, len(questions))


def _library(folder: Path, articles: int, *, to_add: int) -> None:
    """A library with some of the articles that are written, and the seeds; the others are to be added."""
    write_articles(folder / "to add", articles + to_add)
    (folder / "there").mkdir()
    for path in sorted((folder / "to add").iterdir())[:articles]:
        path.rename(folder / "there" / path.name)
    with Library(folder / "library.db", create=True) as library:
        list(add(library, [str(seeds_folder()), str(folder / "there")], collection=PUBLIC, watch=with_progress_bar))


async def _strained(folder: Path, questions: Sequence[str], pace: Pace) -> Strained:
    certificate, library = certificate_in(folder), folder / "library.db"
    child = ("benchmarks.strain.child", library)
    with Library(library) as opened:
        async with (
            Double(certificate.server, certificate.trusted, None) as double,
            _process(folder, *child, double.address.to_json()) as bot,
        ):
            await double.traffic.until(double.gateway.identified, "the bot's IDENTIFY", patience=START)
            before = article_count(opened, [PUBLIC])
            async with _process(folder, "benchmarks.strain.adding", folder / "to add", library, pace.articles):
                asked = await ask_all(double, questions, a_second=pace.questions)
            added = article_count(opened, [PUBLIC]) - before
            return Strained(asked, await _seen_by(bot, folder), added)


@asynccontextmanager
async def _process(folder: Path, module: str, *arguments: object) -> AsyncIterator[Process]:
    """One of our programs as a process within, ended at the end if it has not ended; what it says goes into a file."""
    command = (sys.executable, "-m", module, *map(str, arguments))
    environment = os.environ | {"DISCORD_TOKEN": Double.token}
    with (folder / f"{module}.log").open("w") as log:
        process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=log, env=environment)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


async def _seen_by(bot: Process, folder: Path) -> Seen:
    """What the bot saw until now, when it is asked to stop."""
    if bot.returncode is None:
        bot.terminate()
    printed, _ = await bot.communicate()
    if bot.returncode:
        raise click.ClickException(f"the bot broke down:\n{(folder / 'benchmarks.strain.child.log').read_text()}")
    return Seen.heard(printed.decode().splitlines()[-1])


def _print(strained: Strained, questions: int) -> None:
    asked, seen, added = strained
    for measure, values in (("acknowledged", asked.acknowledged), ("answered", asked.answered), ("late", seen.late)):
        p50, p95, p99 = np.percentile(np.array(values or [np.nan]) * 1000, [50, 95, 99])
        print(f"{measure:<13}{len(values):>7}   p50 {p50:.1f} ms   p95 {p95:.1f} ms   p99 {p99:.1f} ms")
    print(f"{questions} questions asked, {asked.lost} lost, {asked.busy} refused as busy; {added} articles added")
    print(f"{seen.cpu / questions * 1000:.1f} ms of a processor a question, for all that the bot did")


if __name__ == "__main__":
    main()

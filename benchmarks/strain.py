"""How soon is a question acknowledged in a busy server, and how late does the event loop run meanwhile?

    python -m benchmarks.strain

The bot over a library is asked 20 questions a second for a minute, at the double of the tests and over real sockets,
while another process adds articles to the library. Printed are the times from a question to its acknowledgement and to
its answer, and by how much the event loop was late. The double runs in the same process: its work counts as the bot's.
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

import click
import numpy as np

from benchmarks.add import write_articles
from bot.articles import PUBLIC, SEEDS, Choice
from bot.library import open_servers
from retrieval.intake import add
from retrieval.library.file import Library
from tests.bot.online import online
from tests.discord.conftest import certificate_in
from tests.discord.double import Double

QUESTIONS = Path(__file__).parent / "questions_on_seeds.jsonl"
A_SECOND = 20  # questions
TICK = 0.005  # seconds between two looks at the clock


class Times(NamedTuple):
    """Seconds: of each question until it was acknowledged and answered, and by which each tick came late."""

    acknowledged: list[float]
    answered: list[float]
    late: list[float]


@click.command()
@click.option("--seconds", default=60, show_default=True, help="Ask for so long.")
@click.option(
    "--articles", default=1000, show_default=True, help="Have so many articles; three times as many are added."
)
def main(seconds: int, articles: int) -> None:
    """Measure the bot under many questions while articles are being added."""
    asked = [json.loads(line)["question"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    with TemporaryDirectory() as name:
        folder = Path(name)
        _library(folder, articles)
        times = asyncio.run(_strained(folder, list(islice(cycle(asked), seconds * A_SECOND))))
    for measure, values in times._asdict().items():
        p50, p95, p99 = np.percentile(np.array(values) * 1000, [50, 95, 99])
        print(f"{measure:<13}{len(values):>7}   p50 {p50:.1f} ms   p95 {p95:.1f} ms   p99 {p99:.1f} ms")


def _library(folder: Path, articles: int) -> None:
    """A library with a quarter of the articles that are written, and the seeds; the others are to be added."""
    write_articles(folder / "to add", 4 * articles)
    (folder / "there").mkdir()
    for path in sorted((folder / "to add").iterdir())[:articles]:
        path.rename(folder / "there" / path.name)
    with Library(folder / "library.db", create=True) as library:
        list(add(library, [str(SEEDS), str(folder / "there")], collection=PUBLIC))


async def _strained(folder: Path, questions: Sequence[str]) -> Times:
    """What the questions took that were asked at equal distances."""
    times, certificate = Times([], [], []), certificate_in(folder)
    with open_servers(Choice(None, folder / "library.db"), say=print) as servers:
        async with (
            Double(certificate.server, certificate.trusted, None) as double,
            online(double, servers),
            _ticking(times.late),
            _adding(folder),
        ):
            began, asking = perf_counter(), []
            for number, question in enumerate(questions):
                await asyncio.sleep(max(0.0, began + number / A_SECOND - perf_counter()))
                asking.append(asyncio.create_task(_ask(double, question, times)))
            await asyncio.gather(*asking)
    return times


async def _ask(double: Double, question: str, times: Times) -> None:
    start = perf_counter()
    interaction = await double.slash("ask", {"question": question})
    await interaction.acknowledged()
    times.acknowledged.append(perf_counter() - start)
    await interaction.answered()
    times.answered.append(perf_counter() - start)


@asynccontextmanager
async def _ticking(late: list[float]) -> AsyncIterator[None]:
    """Notes within by how much the event loop comes later than it was asked to."""

    async def tick() -> None:
        while True:
            before = perf_counter()
            await asyncio.sleep(TICK)
            late.append(perf_counter() - before - TICK)

    ticking = asyncio.create_task(tick())
    yield
    ticking.cancel()


@asynccontextmanager
async def _adding(folder: Path) -> AsyncIterator[None]:
    """Another process adds articles within."""
    command = ("-m", "bot", "add", str(folder / "to add"), "--library", str(folder / "library.db"))
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(sys.executable, *command, stdout=quiet, stderr=quiet)
    try:
        yield
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


if __name__ == "__main__":
    main()

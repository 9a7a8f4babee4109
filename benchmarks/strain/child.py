"""How late does the bot's event loop run? `pullquote run` in a process of its own, with a look at the clock.

    DISCORD_TOKEN=… python -m benchmarks.strain.child LIBRARY ADDRESS

It runs until it is asked to stop, then prints what it saw as one line of JSON.
"""

import asyncio
import gc
import json
import sys
from pathlib import Path
from time import perf_counter, process_time
from typing import Final, NamedTuple, Self

import aiohttp

from bot.corpora.choice import CorpusChoice
from bot.corpora.open_library import open_guild_corpora
from bot.jobs.tasks import JobDeps
from bot.run import run
from bot.settings import Settings
from bot.store.tables import discord_library
from tests.discord.address import Address

TICK: Final = 0.005  # seconds between two looks at the clock


class Seen(NamedTuple):
    """By how many seconds each tick came late, and how long the bot has used a processor."""

    late: list[float]
    cpu: float

    @classmethod
    def heard(cls, line: str) -> Self:
        """The figures from a line that `to_line` wrote."""
        return cls(**json.loads(line))

    def to_line(self) -> str:
        """The figures as one line of JSON."""
        return json.dumps(self._asdict())


def main(library: Path, address: Address) -> None:
    """Answer until asked to stop, and print what was seen."""
    late: list[float] = []

    def connect() -> aiohttp.BaseConnector:
        ticking.append(asyncio.get_running_loop().create_task(_tick(late)))
        return address.connector()

    ticking: list[asyncio.Task[None]] = []
    settings = Settings.read(per_member=0, per_server=0)
    with open_guild_corpora(CorpusChoice(None, library), say=_say) as servers, discord_library(library) as opened:
        began = process_time()
        run(servers, settings, job_deps=JobDeps(opened), connect=connect)
        print(Seen(late, process_time() - began).to_line())


async def _tick(late: list[float]) -> None:
    while True:
        before = perf_counter()
        await asyncio.sleep(TICK)
        late.append(perf_counter() - before - TICK)


def _say(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    gc.freeze()  # as `python -m bot` does with what was imported
    main(Path(sys.argv[1]), Address.from_json(sys.argv[2]))

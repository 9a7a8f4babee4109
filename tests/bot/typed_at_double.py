"""The command `pullquote` in a thread of this process, with the double where Discord should be."""

import asyncio
import gc
import logging
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager

import pytest

import bot.run
from tests.bot.at_double import connect_to
from tests.bot.typed import Outcome, runner
from tests.discord.address import Address

PATIENCE = 60.0  # seconds until a command that does not end fails the test
Typed = Callable[..., Coroutine[None, None, Outcome]]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Runs the command with these arguments and this token, until it ends by itself."""

    async def run(address: Address, *arguments: str, token: str | None) -> Outcome:
        monkeypatch.delenv("DISCORD_TOKEN", raising=False)
        if token is not None:
            monkeypatch.setenv("DISCORD_TOKEN", token)
        with monkeypatch.context() as patch, _as_at_the_start(patch):
            connect_to(address, patch.setattr)
            patch.setattr(bot.run, "_asked_to_stop", asyncio.Event)  # signals are for the main thread
            command = asyncio.to_thread(runner(patch, capsys), *arguments)
            return await asyncio.wait_for(command, PATIENCE)

    return run


@contextmanager
def _as_at_the_start(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Logging as a new process has it; what the command sets for all of its process is put back at the end."""
    thresholds, logger = gc.get_threshold(), logging.getLogger("bot")
    patch.setattr(logging.root, "handlers", [])
    patch.setattr(logger, "level", logger.level)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)

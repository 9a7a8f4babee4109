"""The command `pullquote` in a thread of this process, with the double where Discord should be."""

import asyncio
import gc
import logging
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

import bot.run
from tests.bot.at_double import connect_to
from tests.bot.typed import Outcome, runner
from tests.discord.address import Address

PATIENCE = 60.0  # seconds until a command that does not end fails the test
Typed = Callable[..., Coroutine[None, None, Outcome]]
Serve = Callable[..., Coroutine[None, None, None]]


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
            patch.setattr(bot.run, "_serve", _and_close(bot.run._serve))
            command = asyncio.to_thread(runner(patch, capsys), *arguments)
            return await asyncio.wait_for(command, PATIENCE)

    return run


def _and_close(serve: Serve) -> Serve:
    """Serves, then cuts the connections that still wait for the other side to close, as the end of a process does."""

    async def serve_and_close(*arguments: Any) -> None:  # noqa: ANN401 -- whatever `serve` takes
        try:
            await serve(*arguments)
        finally:
            for transport in list(asyncio.get_running_loop()._transports.values()):  # type: ignore[attr-defined]  # asyncio's own list
                transport.abort()

    return serve_and_close


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

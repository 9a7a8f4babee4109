import asyncio
import logging
import os
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from signal import SIGINT, SIGTERM, Signals

import pytest

from bot.run import OneLine
from tests.bot.online import ASKED, PARDONS, text_of
from tests.bot.typed_at_double import PATIENCE, Typed, typed
from tests.discord import gateway
from tests.discord.address import Address
from tests.discord.double import Double

__all__ = ["typed"]  # a fixture

SEEDS = ("--articles", "seeds")
RUN = ("run", *SEEDS)
ANOTHERS = "of-another-bot"


@asynccontextmanager
async def process(address: Address, token: str | None, *options: str) -> AsyncIterator[Process]:
    """`pullquote run` with this token, over the seeds unless others are given, killed at the end if it still runs."""
    environment = {name: value for name, value in os.environ.items() if name != "DISCORD_TOKEN"}
    environment |= {"DISCORD_TOKEN": token} if token is not None else {}
    command = (sys.executable, "-m", "tests.bot.at_double", address.to_json(), "run", *(options or SEEDS))
    running = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE, env=environment)
    try:
        yield running
    finally:
        if running.returncode is None:
            running.kill()
            await running.communicate()


async def ended(running: Process) -> tuple[int | None, str, str]:
    """The exit code, stdout and stderr of a process that ends by itself."""
    output, talk = await asyncio.wait_for(running.communicate(), PATIENCE)
    return running.returncode, output.decode(), talk.decode()


async def until_ready(running: Process) -> str:
    """What a process has said on stderr when it is ready."""
    assert running.stderr
    said = ""
    while "ready;" not in said:
        said += (await asyncio.wait_for(running.stderr.readline(), PATIENCE)).decode()
    return said


@pytest.mark.parametrize("number", [SIGTERM, pytest.param(SIGINT, marks=pytest.mark.slow)])
async def test_stop(double: Double, number: Signals) -> None:
    """The process says that it is ready, answers, and when asked to stop closes the gateway with 1000 and ends with 0.

    The line says how much there is to quote, in how many servers, and how to invite the bot.
    """
    async with process(double.address, double.token) as running:
        said = await until_ready(running)
        interaction = await double.slash("ask", {"question": ASKED})
        assert PARDONS in text_of(await interaction.answered())
        running.send_signal(number)
        code, output, talk = await ended(running)
    await double.until(lambda: double.gateway.close_codes)
    assert (code, output, double.gateway.close_codes) == (0, "", [1000])
    invite = "https://discord.com/oauth2/authorize?client_id=200000000000000001"
    assert f"articles: 5, servers: 1, invite: {invite}" in said.splitlines()[-1]
    assert "Traceback" not in said + talk
    assert "Biden" not in said + talk
    assert double.token not in said + talk


async def test_stop_before_ready(double: Double) -> None:
    """A process that is asked to stop while it connects ends with 0 too."""
    async with process(double.address, double.token) as running:
        await double.until(lambda: double.requests)
        running.send_signal(SIGINT)
        code, _, talk = await ended(running)
    assert code == 0
    assert "Traceback" not in talk


@pytest.mark.parametrize("token", [None, "", "not a token"])
async def test_no_token(double: Double, typed: Typed, token: str | None) -> None:
    """Without a token one line says where to get one, and nothing is sent to Discord."""
    code, output, talk = await typed(double.address, *RUN, token=token)
    assert (code, output, len(talk.splitlines())) == (2, "", 1)
    assert "https://discord.com/developers/applications" in talk
    assert double.requests == []


async def test_rejected_token(double: Double, typed: Typed) -> None:
    """A token that Discord rejects ends the process with one line that says where to get one, and not the token."""
    code, output, talk = await typed(double.address, *RUN, token=ANOTHERS)
    assert (code, output, len(talk.splitlines())) == (2, "", 1)
    assert "rejects the token" in talk
    assert "https://discord.com/developers/applications" in talk
    assert ANOTHERS not in talk


async def test_revoked_token(double: Double, typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token that is reset while the bot runs ends it in the same words, as soon as it connects anew."""
    running = asyncio.create_task(typed(double.address, *RUN, token=double.token))
    await (await double.slash("ask", {"question": ASKED})).answered()
    monkeypatch.setattr(gateway, "TOKEN", "another")
    double.drop_socket()
    code, _, talk = await running
    assert code == 2
    assert "rejects the token" in talk.splitlines()[-1]
    assert "Traceback" not in talk


async def test_unreachable(double: Double, typed: Typed) -> None:
    """When Discord cannot be reached, one line says so."""
    with socket.socket() as taken:  # nobody else can listen there meanwhile, and we do not
        taken.bind(("127.0.0.1", 0))
        nowhere = replace(double.address, port=taken.getsockname()[1])
        code, output, talk = await typed(nowhere, *RUN, token=double.token)
    assert (code, output, len(talk.splitlines())) == (2, "", 1)
    assert "cannot be reached" in talk


async def test_discord_down(double: Double, typed: Typed) -> None:
    """When Discord answers the login with an error, one line says so."""
    double.fail_next("GET", "/users/@me", status=403)
    code, _, talk = await typed(double.address, *RUN, token=double.token)
    assert (code, len(talk.splitlines())) == (2, 1)
    assert "cannot be reached" in talk


async def test_discord_unimported() -> None:
    """Only `run` imports discord.py, which takes as long as an answer may."""
    program = "import sys, bot.cli; sys.exit('discord' in sys.modules)"
    assert await (await asyncio.create_subprocess_exec(sys.executable, "-c", program)).wait() == 0


def test_log_without_words() -> None:
    """The log names an error without its words, which may repeat a question."""
    try:
        int(ASKED)
    except ValueError:
        record = logging.LogRecord("discord", logging.ERROR, "", 0, "It failed", None, sys.exc_info())
    assert OneLine("%(message)s").format(record) == "It failed\n  ValueError"

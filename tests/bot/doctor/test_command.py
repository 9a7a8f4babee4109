"""`pullquote doctor` and `pullquote invite`, with the double where Discord should be."""

import json
from pathlib import Path

import pytest
from click import unstyle

from bot.doctor.finding import Diagnosis, Severity, ok, problem, warning
from bot.doctor.report import render_diagnosis
from retrieval.library.database import Library
from tests.bot.typed import is_one_line
from tests.bot.typed_at_double import Typed, typed
from tests.discord.double import Double
from tests.discord.payloads import APPLICATION_ID
from tests.retrieval.stored import RAIN, shelve

__all__ = ["typed"]  # a fixture

ANOTHERS = "of-another-bot"
SERVER_LINK = f"https://discord.com/oauth2/authorize?client_id={APPLICATION_ID}&scope=bot+applications.commands"


@pytest.fixture
def library(no_library: Path) -> Path:
    """The library that the command finds, with one article."""
    with Library(no_library, create=True) as library:
        shelve(library, RAIN)
    return no_library


@pytest.mark.usefixtures("library")
async def test_well(double: Double, typed: Typed) -> None:
    """Where all is well the doctor says so, ends with 0, and shows nothing of the token."""
    outcome = await typed(double.address, "doctor", token=double.token)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.endswith("\nAll is well.\n")
    assert not any(part in outcome.out for part in double.token.split("."))


async def test_json(double: Double, typed: Typed) -> None:
    """The JSON has each finding with its state and advice, and the worst state of all."""
    outcome = await typed(double.address, "doctor", "--json", token=double.token)
    found = json.loads(outcome.out)
    assert outcome.out.count("\n") == 1
    assert (outcome.code, found["state"]) == (0, "warning")
    (finding,) = (each for each in found["findings"] if each["about"] == "library")
    assert set(finding) == {"about", "state", "found", "advice"}
    assert finding["state"] == "warning"


async def test_broken(double: Double, typed: Typed) -> None:
    """A token that Discord rejects makes the doctor end with 2, and is not shown."""
    outcome = await typed(double.address, "doctor", token=ANOTHERS)
    assert outcome.code == 2
    assert "Discord rejects the token" in outcome.out
    assert ANOTHERS not in outcome.out + outcome.err


async def test_without_token(double: Double, typed: Typed) -> None:
    """Without a token the doctor says so, looks at all else, and ends with 0."""
    outcome = await typed(double.address, "doctor", token=None)
    assert outcome.code == 0
    assert "`DISCORD_TOKEN` is not set" in outcome.out
    assert "library" in outcome.out


async def test_invite(double: Double, typed: Typed) -> None:
    """The links are those of the application that the token is of, with the least permissions and none."""
    outcome = await typed(double.address, "invite", "--json", token=double.token)
    found = json.loads(outcome.out)
    assert (outcome.code, outcome.err) == (0, "")
    assert found["server"] == f"{SERVER_LINK}&permissions=274877975552"
    assert found["member"].endswith(f"client_id={APPLICATION_ID}&scope=applications.commands&integration_type=1")
    assert found["permissions"] == [
        *("read_messages", "send_messages", "read_message_history", "send_messages_in_threads"),
    ]


async def test_invite_asks_nobody(double: Double, typed: Typed) -> None:
    """An application that is given needs no token, and Discord is not asked."""
    outcome = await typed(double.address, "invite", "--application-id", "200000000000000099", token=None)
    assert outcome.code == 0
    assert outcome.out.count("client_id=200000000000000099") == 2
    assert double.requests == []


async def test_invite_without_discord(double: Double, typed: Typed) -> None:
    """When Discord stumbles, the token itself tells the application, and a note says so."""
    double.fail_next("GET", "/applications/@me", status=503)
    outcome = await typed(double.address, "invite", token=double.token)
    assert (outcome.code, is_one_line(outcome.err)) == (0, True)
    assert SERVER_LINK in outcome.out


@pytest.mark.parametrize("token", [None, ANOTHERS])
async def test_invite_whom(double: Double, typed: Typed, token: str | None) -> None:
    """Without a token that Discord takes, one line says how to name the application."""
    outcome = await typed(double.address, "invite", token=token)
    assert (outcome.code, outcome.out, is_one_line(outcome.err)) == (2, "", True)
    assert "--application-id" in outcome.err
    assert ANOTHERS not in outcome.err


async def test_invite_unknown(double: Double, typed: Typed) -> None:
    """When Discord stumbles and the token tells nothing, one line says how to name the application."""
    double.fail_next("GET", "/gateway", status=503)
    outcome = await typed(double.address, "invite", token=ANOTHERS)
    assert (outcome.code, is_one_line(outcome.err)) == (2, True)
    assert "--application-id" in outcome.err


@pytest.mark.parametrize("width", [40, 80, 200])
def test_rendered(width: int) -> None:
    """Every finding is printed whole with its advice, in lines that fit, and without control characters."""
    findings = [ok("a", "fine " * 30), warning("servers", "in \x1b[2J\nthere", "look"), problem("b", "broken", "mend")]
    text = unstyle(render_diagnosis(Diagnosis.of(findings), width=width))
    assert all(len(line) <= width for line in text.splitlines())
    assert text.count("fine") == 30
    assert "\x1b" not in text
    assert all(part in text for part in ("→ look", "→ mend", "warning", "problem", "1 problem, 1 warning\n"))


def test_worst() -> None:
    """A diagnosis is as bad as its worst finding."""
    fine, worth, broken = ok("a", "b"), warning("a", "b", "c"), problem("a", "b", "c")
    assert Diagnosis.of([]).state is Severity.OK
    assert Diagnosis.of([fine, worth, fine]).state is Severity.WARNING
    assert Diagnosis.of([worth, broken, fine]).state is Severity.PROBLEM

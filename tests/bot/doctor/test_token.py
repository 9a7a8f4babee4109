from base64 import b64encode

import pytest

from bot.doctor.finding import Severity
from bot.doctor.token import application_in, token_finding
from tests.discord.payloads import APPLICATION_ID, TOKEN

WRONG = [
    ('"words.that-open.nothing"', "quotation marks"),
    ("123456789012345678", "an application's id"),
    ("0123456789abcdef" * 4, "a public key"),
    ("AbCdEfGhIjKlMnOpQrStUvWxYz-_0123", "a client secret"),
    ("hunter2", "does not look like a token"),
]


def test_shape() -> None:
    """A value that has the shape of a token is ok."""
    assert token_finding({"DISCORD_TOKEN": f" {TOKEN}\n"}).state is Severity.OK


@pytest.mark.parametrize("environment", [{}, {"DISCORD_TOKEN": " \n"}])
def test_missing(environment: dict[str, str]) -> None:
    """Without a token the finding says so, where to get one, and what works all the same."""
    found = token_finding(environment)
    assert found.state is Severity.WARNING
    assert "is not set" in found.found
    assert "needs no token" in found.found
    assert "https://discord.com/developers/applications" in found.advice


@pytest.mark.parametrize("name", ["DISCORD_BOT_TOKEN", "DISCORDTOKEN", "discord_token", "DISCORD_TOKEN "])
def test_misnamed(name: str) -> None:
    """A token under a name that is nearly right is reported with that name."""
    found = token_finding({name: TOKEN, "PATH": "/bin"})
    assert f"but `{name}` is" in found.found
    assert TOKEN not in str(found)


@pytest.mark.parametrize(("token", "taken_for"), WRONG)
def test_something_else(token: str, taken_for: str) -> None:
    """A value copied from the wrong place is reported as what it looks like."""
    found = token_finding({"DISCORD_TOKEN": token})
    assert found.state is Severity.WARNING
    assert taken_for.removeprefix("a ") in found.found


@pytest.mark.parametrize("token", ["Bot abc", "abc\ndef", "tökén", "“abc”"])
def test_impossible(token: str) -> None:
    """What no token can be is a problem."""
    assert token_finding({"DISCORD_TOKEN": token}).state is Severity.PROBLEM


@pytest.mark.parametrize("token", [TOKEN, "Bot abc", *(token for token, _ in WRONG)])
def test_secret(token: str) -> None:
    """No finding repeats the token or what stands in its place."""
    assert token not in token_finding({"DISCORD_TOKEN": token}).model_dump_json()


def test_application() -> None:
    """A token begins with its bot's id."""
    assert application_in(TOKEN) == int(APPLICATION_ID)


@pytest.mark.parametrize("first", ["", "a", "ab.cd", "é", b64encode(b"words").decode(), b64encode(b"12").decode()])
def test_no_application(first: str) -> None:
    """What begins with anything else tells no application."""
    assert application_in(f"{first}.b.c") is None

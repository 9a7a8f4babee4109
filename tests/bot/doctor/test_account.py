import socket
from dataclasses import replace

import pytest

from bot.doctor.account import account_findings
from bot.doctor.discord_api import BotAccount, inquire
from bot.doctor.finding import Diagnosis, Finding, Severity
from tests.discord.double import Double
from tests.discord.openapi import Document
from tests.discord.payloads import APPLICATION_ID, GUILD_ID, PERMISSIONS, channel, overwrite, partial_guild
from tests.discord.traffic import Json

SERVERS = "/users/@me/guilds"


async def findings(double: Double, token: str | None = None) -> list[Finding]:
    """What is found when Discord is asked with the bot's own token, or another."""
    account = await inquire(token or double.token, connect=double.connector)
    return list(account_findings(account, has_token=True))


async def found(double: Double, about: str) -> list[Finding]:
    """The findings about one matter that want something done."""
    return [each for each in await findings(double) if each.about == about and each.state is not Severity.OK]


async def test_well(double: Double) -> None:
    """A bot that is set up as it should be is found so, under its name and id."""
    results = await findings(double)
    assert Diagnosis.of(results).state is Severity.OK
    assert {each.about for each in results} == {
        *("discord", "clock", "account", "application"),
        *("intents", "starts", "servers"),
    }
    assert any("`pullquote`" in each.found for each in results)
    assert any(APPLICATION_ID in each.found for each in results)


async def test_answers_are_discords(double: Double, spec: Document | None) -> None:
    """What the double answers is what Discord's document says that Discord answers."""
    if spec is None:
        pytest.skip("PULLQUOTE_DATA does not say where Discord's OpenAPI document is")
    await findings(double)
    assert len(double.requests) == 7
    for request in double.requests:
        assert spec.answer_problems(request.method, double.route(request), request.answer) == []


async def test_user_agent(double: Double) -> None:
    """The requests say what Discord wants to know of every bot's program."""
    await findings(double)
    assert all(request.headers["User-Agent"].startswith("DiscordBot (https://") for request in double.requests)


async def test_rejected(double: Double) -> None:
    """A token that Discord rejects is a problem with the account, and nothing further is asked."""
    results = await findings(double, "of-another-bot")
    assert [(each.about, each.state) for each in results if each.state is not Severity.OK] == [
        ("account", Severity.PROBLEM)
    ]
    assert "of-another-bot" not in str(results)
    assert len(double.requests) == 2


async def test_without_token(double: Double) -> None:
    """Without a token Discord's reachability and clock are looked at, and nothing else."""
    results = list(account_findings(await inquire(None, connect=double.connector), has_token=False))
    assert [each.about for each in results] == ["discord", "clock"]
    assert double.requests_to("GET", "/users/@me") == []


@pytest.mark.parametrize(("has_token", "state"), [(True, Severity.PROBLEM), (False, Severity.WARNING)])
async def test_unreachable(double: Double, *, has_token: bool, state: Severity) -> None:
    """A Discord that cannot be reached is a problem for a bot, and worth a word where there is none."""
    with socket.socket() as taken:  # nobody else can listen there meanwhile, and we do not
        taken.bind(("127.0.0.1", 0))
        nowhere = replace(double.address, port=taken.getsockname()[1])
        account = await inquire(double.token, connect=nowhere.connector)
    (finding,) = account_findings(account, has_token=has_token)
    assert (finding.about, finding.state) == ("discord", state)


async def test_discord_in_trouble(double: Double) -> None:
    """The answers before an error of Discord's are kept, and the failed path is named."""
    double.fail_next("GET", SERVERS, status=503)
    results = await findings(double)
    assert [(each.about, each.state) for each in results if each.state is not Severity.OK] == [
        ("discord", Severity.PROBLEM)
    ]
    assert any("/users/@me/guilds" in each.found and "503" in each.found for each in results)
    assert any(each.about == "intents" for each in results)


async def test_redirect(double: Double) -> None:
    """A redirect is not followed: the token goes to nobody but Discord."""
    double.fail_next("GET", "/users/@me", status=307, headers={"Location": "https://example.org/"})
    account = await inquire(double.token, connect=double.connector)
    assert account.trouble
    assert account.user is None


async def test_strange_answer(double: Double) -> None:
    """An answer that does not have the documented form is reported as such."""
    double.accounts.application = {"id": "words"}
    account = await inquire(double.token, connect=double.connector)
    assert "not understood" in account.trouble


@pytest.mark.parametrize(("seconds", "said"), [(600, "behind"), (-600, "ahead of")])
async def test_clock(double: Double, seconds: float, said: str) -> None:
    """A clock that differs from Discord's is reported with the seconds and the direction."""
    double.clock.advance(seconds)
    (finding,) = await found(double, "clock")
    assert said in finding.found
    assert any(f"{near} s" in finding.found for near in (599, 600, 601))


@pytest.mark.parametrize(
    ("change", "state", "said"),
    [
        ({"interactions_endpoint_url": "https://example.org/"}, Severity.PROBLEM, "never reach this bot"),
        ({"bot_require_code_grant": True}, Severity.PROBLEM, "no install link works"),
        ({"integration_types_config": {"0": {}}}, Severity.WARNING, "by members"),
        ({"integration_types_config": {"1": {}}}, Severity.WARNING, "in servers"),
    ],
    ids=["endpoint", "code grant", "not by members", "not in servers"],
)
async def test_application(double: Double, change: Json, state: Severity, said: str) -> None:
    """A setting that keeps commands or installs from working is found, with where to change it."""
    double.accounts.application |= change
    (finding,) = await found(double, "application")
    assert finding.state is state
    assert said in finding.found
    assert "https://discord.com/developers/applications" in finding.advice


@pytest.mark.parametrize(
    ("flag", "name"), [(1 << 12, "Presence"), (1 << 15, "Server Members"), (1 << 18, "Message Content")]
)
async def test_needless_intent(double: Double, flag: int, name: str) -> None:
    """An intent that is switched on and not needed is named."""
    double.accounts.application |= {"flags": flag}
    (finding,) = await found(double, "intents")
    assert finding.found.endswith(f": {name}")


async def test_few_starts(double: Double) -> None:
    """A bot that has all but used up its connections is warned of."""
    double.accounts.remaining = 3
    (finding,) = await found(double, "starts")
    assert "3 of 1000" in finding.found


@pytest.mark.parametrize(
    ("permissions", "said"),
    [
        ("0", ["lacks “view ", "lacks “send messages”", "lacks “read ", "lacks “send messages in threads”"]),
        ("8", ["has “administrator”"]),
        (str(int(PERMISSIONS) & ~(1 << 11)), ["lacks “send messages”"]),
        (str(int(PERMISSIONS) | (1 << 13)), ["has “manage messages”"]),
    ],
    ids=["none", "all", "one less", "one more"],
)
async def test_permissions(double: Double, permissions: str, said: list[str]) -> None:
    """Missing and needless permissions are reported with the server's name."""
    double.accounts.guilds = [partial_guild(GUILD_ID, permissions), partial_guild("1")]
    results = await found(double, "servers")
    assert len(results) == len(said)
    assert all(part in finding.found for part, finding in zip(said, results, strict=True))
    assert all("Readers" in finding.found for finding in results)


ROLE_ID = "200000000000000041"


def channels(*takes: list[Json]) -> list[Json]:
    """Text channels that take this from these."""
    return [channel() | {"name": f"c{at}", "permission_overwrites": each} for at, each in enumerate(takes)]


@pytest.mark.parametrize(
    ("overwrites", "said"),
    [
        ([], ""),
        ([overwrite()], "may write in no text channel of Readers"),
        ([overwrite(deny=1 << 10)], "may write in no text channel of Readers"),
        ([overwrite(), overwrite(ROLE_ID) | {"allow": str(1 << 11)}], ""),
        ([overwrite(), overwrite("1") | {"allow": str(1 << 11)}], "may write in no text channel of Readers"),
        ([overwrite(APPLICATION_ID) | {"type": 1}, overwrite(ROLE_ID) | {"allow": str(1 << 11)}], "in no text channel"),
        ([overwrite(), overwrite(APPLICATION_ID, deny=0) | {"type": 1, "allow": str(1 << 11)}], ""),
    ],
)
async def test_channel(double: Double, overwrites: list[Json], said: str) -> None:
    """What a channel takes from everybody its role gives back, what it takes from the bot itself none does."""
    double.accounts.member["roles"] = [ROLE_ID]
    double.accounts.channels = channels(overwrites)
    results = await found(double, "servers")
    assert bool(results) == bool(said)
    assert all(said in each.found for each in results)


async def test_some_channels(double: Double) -> None:
    """Channels where the bot may not write are named beside the others, which is no fault; voice is not counted."""
    double.accounts.channels = [*channels([], [overwrite()], []), channel() | {"type": 2}]
    results = [each.found for each in await findings(double) if each.about == "servers"]
    assert "Readers: may write in 2 of 3 text channels, not in #c1" in results


async def test_administrator_in_channel(double: Double) -> None:
    """From an administrator no channel takes anything."""
    double.accounts.guilds = [partial_guild(GUILD_ID, "8")]
    double.accounts.channels = channels([overwrite()])
    assert not [each for each in await found(double, "servers") if "channel" in each.found]


@pytest.mark.parametrize(
    ("until", "is_reported"), [("2999-01-01T12:30:00+00:00", True), ("2024-01-01T00:00:00+00:00", False)]
)
async def test_timed_out(double: Double, until: str, *, is_reported: bool) -> None:
    """A timeout is reported with its end, until it is over."""
    double.accounts.member["communication_disabled_until"] = until
    results = await found(double, "servers")
    assert ["timed out in Readers until 2999-01-01 12:30 UTC" in each.found for each in results] == [True] * is_reported


async def test_no_servers(double: Double) -> None:
    """For a bot that is in no server, the advice is the invite link."""
    double.accounts.guilds = []
    (finding,) = await found(double, "servers")
    assert "pullquote invite" in finding.advice


def test_no_answers() -> None:
    """Without any answer there are no findings."""
    assert list(account_findings(BotAccount(), has_token=True)) == []

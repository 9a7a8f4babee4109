import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands, ui

from tests.discord.conftest import Certificate
from tests.discord.double import Double
from tests.discord.message_rules import COMPONENTS_V2
from tests.discord.openapi import Document
from tests.discord.payloads import APPLICATION_ID, CHANNEL_ID, PERSON_ID, user

CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
ORIGINAL = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"


def card(text: str) -> ui.LayoutView:
    """A view with one container that holds one text."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container[ui.LayoutView](ui.TextDisplay[ui.LayoutView](text)))
    return view


class Bot(discord.AutoShardedClient):
    """The smallest bot with every entry that Pullquote has; `slow` is called between receipt and first response."""

    def __init__(self, double: Double) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        options: dict[str, Any] = {"guild_ready_timeout": 0.05, "allowed_mentions": discord.AllowedMentions.none()}
        super().__init__(intents=intents, connector=double.connector(), **options)
        self.tree = app_commands.CommandTree(self)
        self.slow: Callable[[], None] = lambda: None
        self.errors: list[int] = []

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once."""

    async def setup_hook(self) -> None:
        """Register the commands."""
        self.tree.add_command(app_commands.Command(name="ask", description="Ask.", callback=self.ask))
        self.tree.add_command(app_commands.Command(name="twice", description="Respond twice.", callback=self.twice))
        self.tree.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
        await self.tree.sync()

    async def ask(self, interaction: discord.Interaction, question: app_commands.Range[str, 1, 300]) -> None:
        """Think, then answer with a card."""
        self.slow()
        try:
            await interaction.response.defer(thinking=True)
        except discord.HTTPException as error:
            self.errors.append(error.code)
            return
        await interaction.edit_original_response(view=card(f"You asked: {question}"))

    async def twice(self, interaction: discord.Interaction) -> None:
        """Give two first responses, the second past discord.py's own check."""
        await interaction.response.send_message("one", ephemeral=True)
        interaction.response._response_type = None
        try:
            await interaction.response.send_message("two")
        except discord.HTTPException as error:
            self.errors.append(error.code)

    async def on_message(self, message: discord.Message) -> None:
        """Reply to people."""
        if self.user and message.author.id != self.user.id:
            await message.reply(f"You wrote {message.content.split()[-1]}", mention_author=False)


@asynccontextmanager
async def running(double: Double, kind: type[Bot] = Bot) -> AsyncIterator[Bot]:
    """The bot, connected; at the end its `start` is cancelled, as a signal would."""
    async with kind(double) as bot:
        starting = asyncio.create_task(bot.start(double.token))
        try:
            await double.until(lambda: starting.done() or bot.is_ready(), "a ready bot")
            yield bot
        finally:
            starting.cancel()
            with suppress(asyncio.CancelledError):
                await starting


@pytest.fixture
async def bot(double: Double) -> AsyncIterator[Bot]:
    """The bot, connected to the double."""
    async with running(double) as connected:
        yield connected


def text_of(body: dict[str, Any]) -> str:
    """The first text of a card."""
    found = body["components"][0]["components"][0]["content"]
    assert isinstance(found, str)
    return found


async def test_slash(double: Double, bot: Bot) -> None:
    """A slash command is deferred first and answered with a V2 message in place of "thinking"."""
    del bot
    interaction = await double.slash("ask", {"question": "why?"})
    assert (await interaction.acknowledged())["type"] == 5
    body = await interaction.answered()
    assert text_of(body) == "You asked: why?"
    assert body["flags"] & COMPONENTS_V2
    assert body["allowed_mentions"]["parse"] == []


@pytest.mark.parametrize("guild", [True, False])
@pytest.mark.parametrize("user_install", [True, False])
async def test_places(double: Double, bot: Bot, *, guild: bool, user_install: bool) -> None:
    """discord.py understands an interaction from every place and install."""
    del bot
    interaction = await double.slash("ask", {"question": "where?"}, guild=guild, user_install=user_install)
    assert text_of(await interaction.answered()) == "You asked: where?"


async def test_many_at_once(double: Double, bot: Bot) -> None:
    """Two hundred people at once get each their own answer."""
    del bot
    asked = await asyncio.gather(*(double.slash("ask", {"question": f"q{n}"}) for n in range(200)))
    answers = await asyncio.gather(*(interaction.answered() for interaction in asked))
    assert [text_of(body) for body in answers] == [f"You asked: q{n}" for n in range(200)]


async def test_mention(double: Double, bot: Bot) -> None:
    """A mention in a server is replied to with a reference to it."""
    del bot
    assert (await (await double.mention("hello")).reply())["content"] == "You wrote hello"


async def test_direct_message(double: Double, bot: Bot) -> None:
    """A direct message is replied to in its own channel."""
    del bot
    assert (await (await double.direct_message("hello")).reply())["content"] == "You wrote hello"


async def test_identify(double: Double, bot: Bot) -> None:
    """The double records what the client identified with, without the token."""
    assert bot.shard_count == 1
    (said,) = double.gateway.identified()
    assert (said["intents"], said["shard"], "token" in said) == (4609, [0, 1], False)


async def test_late_response(double: Double, bot: Bot) -> None:
    """A first response after more than three seconds meets 10062."""
    bot.slow = lambda: double.clock.advance(3.1)
    await double.slash("ask", {"question": "why?"})
    await double.until(lambda: bot.errors)
    assert bot.errors == [10062]


async def test_second_response(double: Double, bot: Bot) -> None:
    """A second first response meets 40060, and the first keeps its ephemeral flag."""
    interaction = await double.slash("twice")
    await double.until(lambda: bot.errors)
    assert bot.errors == [40060]
    assert interaction.ephemeral
    assert await interaction.answered() == (await interaction.acknowledged())["data"]


async def test_resume(double: Double, bot: Bot) -> None:
    """After a dropped socket the client resumes and gets the events that it missed."""
    del bot
    double.drop_socket()
    interaction = await double.slash("ask", {"question": "missed?"})
    assert text_of(await interaction.answered()) == "You asked: missed?"
    await double.resumed()
    assert double.gateway.close_codes[0] == 1006


async def test_reconnect_request(double: Double, bot: Bot) -> None:
    """Op 7 makes the client resume."""
    del bot
    await double.gateway.reconnect()
    await double.resumed()


async def test_invalid_session(double: Double, bot: Bot) -> None:
    """Op 9 without resumption makes the client identify again, and it still answers."""
    del bot
    await double.gateway.invalidate(resumable=False)
    await double.until(lambda: len(double.gateway.identified()) == 2)
    interaction = await double.slash("ask", {"question": "again?"})
    assert text_of(await interaction.answered()) == "You asked: again?"


async def test_close_code(double: Double, bot: Bot) -> None:
    """Close code 4000 of the server's makes the client resume."""
    del bot
    await double.gateway.close(4000)
    await double.resumed()


@pytest.mark.parametrize(("template", "method"), [(CALLBACK, "POST"), (ORIGINAL, "PATCH")])
async def test_rate_limit(double: Double, bot: Bot, template: str, method: str) -> None:
    """A 429 with `Via` is waited for and tried again."""
    del bot
    double.fail_next(method, template, status=429)
    interaction = await double.slash("ask", {"question": "slow?"})
    assert text_of(await interaction.answered()) == "You asked: slow?"
    assert [request.status for request in double.requests_to(method, template)] == [429, 200]


async def test_ban(double: Double, bot: Bot) -> None:
    """A 429 without `Via` is not tried again."""
    double.fail_next("POST", CALLBACK, status=429, headers={})
    await double.slash("ask", {"question": "banned?"})
    await double.until(lambda: bot.errors)
    assert len(double.requests_to("POST", CALLBACK)) == 1


async def test_fault(double: Double, bot: Bot) -> None:
    """A prepared fault reaches the bot with its code."""
    double.fail_next("POST", CALLBACK, status=403, code=50001)
    await double.slash("ask", {"question": "may I?"})
    await double.until(lambda: bot.errors)
    assert bot.errors == [50001]


async def test_unmet_fault(double: Double) -> None:
    """A fault that no request met fails the test."""
    double.fail_next("GET", "/users/@me", status=500)
    assert double.verdict() == ["a fault for GET /users/@me was never met"]
    double._faults.meet("GET", "/users/@me")


async def test_unexpected_problem(double: Double) -> None:
    """A problem fails the test unless the test expected it."""
    await status_of(double, "https://discord.com/api/v10/nowhere")
    assert double.verdict() == ["GET /nowhere: there is no such route"]
    double.expect_problem("no such route")
    assert double.verdict() == []


async def test_missing_problem(double: Double) -> None:
    """An expected problem that does not come fails the test."""
    double.expect_problem("no such route")
    assert double.verdict() == ["expected a problem with `no such route`"]
    await status_of(double, "https://discord.com/api/v10/nowhere")


async def test_follow_ups(double: Double) -> None:
    """An app that only the user installed may follow up five times, and meets 40094 the sixth time."""
    payload = {"id": "1", "type": 2, "token": "t", "channel_id": "2", "user": user(), "data": {"name": "ask"}}
    payload["authorizing_integration_owners"] = {"1": "3"}
    double.interactions.open(payload, user_install=True)
    statuses = [await posted(double, "interactions/1/t/callback", {"type": 4, "data": {"content": "a"}})]
    statuses += [await posted(double, f"webhooks/{APPLICATION_ID}/t", {"content": "b"}) for _ in range(6)]
    assert statuses == [204, 200, 200, 200, 200, 200, 400]


async def test_unknown_fault(double: Double) -> None:
    """A fault cannot be prepared for a route that is not there."""
    with pytest.raises(LookupError, match="no route"):
        double.fail_next("GET", "/nowhere", status=500)


async def test_wrong_token(double: Double) -> None:
    """A wrong token fails the login."""
    async with Bot(double) as bot:
        with pytest.raises(discord.LoginFailure):
            await bot.start("wrong")


async def test_privileged_intents(double: Double) -> None:
    """An intent that was not granted closes the socket with 4014."""
    async with Bot(double) as bot:
        bot._connection._intents.message_content = True
        with pytest.raises(discord.PrivilegedIntentsRequired):
            await bot.start(double.token)


async def posted(double: Double, path: str, body: dict[str, Any]) -> int:
    """The status of an answer to a body posted with the token."""
    headers = {"Authorization": f"Bot {double.token}"}
    url = f"https://discord.com/api/v10/{path}"
    async with (
        aiohttp.ClientSession(connector=double.connector(), headers=headers) as session,
        session.post(url, json=body) as response,
    ):
        return response.status


async def status_of(double: Double, url: str) -> int:
    """The status of an answer to a request without a token."""
    async with aiohttp.ClientSession(connector=double.connector()) as session, session.get(url) as response:
        return response.status


async def test_strange_host(double: Double) -> None:
    """A request to any host but Discord's fails and is a problem."""
    double.expect_problem("unexpected host `example.org`")
    with pytest.raises(aiohttp.ClientConnectorError):
        await status_of(double, "https://example.org/")


async def test_unknown_route(double: Double) -> None:
    """A request to a route that the double does not know is a problem."""
    double.expect_problem("there is no such route")
    assert await status_of(double, "https://discord.com/api/v10/nowhere") == 404


async def test_clean_close(double: Double) -> None:
    """Cancelling `start` closes the socket with 1000."""
    async with running(double):
        pass
    await double.until(lambda: double.gateway.close_codes)
    assert double.gateway.close_codes == [1000]


async def test_no_tasks_left(double: Double) -> None:
    """After the client has closed, no task of its own is left."""
    before = asyncio.all_tasks()
    async with running(double):
        interaction = await double.slash("ask", {"question": "why?"})
        await interaction.answered()
    await double.until(lambda: double.gateway.close_codes)
    left = [task.get_name() for task in asyncio.all_tasks() - before if task.get_name().startswith("discord")]
    assert left == []


async def test_commands_keep_ids(double: Double, bot: Bot) -> None:
    """A second sync keeps the ids, and `fetch_commands` reads what was stored."""
    before = {command["name"]: command["id"] for command in double.commands.stored}
    await bot.tree.sync()
    assert {command.name: str(command.id) for command in await bot.tree.fetch_commands()} == before


async def test_over_limit(double: Double, bot: Bot) -> None:
    """A body over a limit meets 400, and the test learns of it."""
    double.expect_problem("characters")
    channel = bot.get_partial_messageable(int(double.messages.direct(PERSON_ID)["id"]))
    with pytest.raises(discord.HTTPException) as caught:
        await channel.send("x" * 2001)
    assert (caught.value.status, caught.value.code) == (400, 50035)


async def test_heavy_text(double: Double) -> None:
    """A V2 message over the believed byte limit meets 500, as Discord's own does."""
    double.expect_problem("Discord answers 500 above 10170")
    body = {"flags": COMPONENTS_V2, "components": [{"type": 10, "content": "語" * 4000}]}
    assert await posted(double, f"channels/{CHANNEL_ID}/messages", body) == 500


async def test_files(double: Double, bot: Bot) -> None:
    """The body beside uploaded files is read from `payload_json`."""
    channel = bot.get_partial_messageable(int(CHANNEL_ID))
    await channel.send("with a file", file=discord.File(__file__))
    request = double.requests[-1]
    assert request.body["content"] == "with a file"
    assert [*request.files] == ["files[0]"]


async def test_expired_token(double: Double, bot: Bot) -> None:
    """An interaction's token is dead after fifteen minutes."""
    del bot
    interaction = await double.slash("ask", {"question": "why?"})
    await interaction.answered()
    double.clock.advance(901)
    url = f"https://discord.com/api/v10/webhooks/{APPLICATION_ID}/{interaction.payload['token']}/messages/@original"
    async with aiohttp.ClientSession(connector=double.connector()) as session, session.get(url) as response:
        assert (await response.json())["code"] == 50027


async def test_unknown_webhook(double: Double) -> None:
    """An unknown token meets 10015."""
    url = f"https://discord.com/api/v10/webhooks/{APPLICATION_ID}/unknown/messages/@original"
    async with aiohttp.ClientSession(connector=double.connector()) as session, session.get(url) as response:
        assert (await response.json())["code"] == 10015


async def test_vain_wait(double: Double) -> None:
    """A wait in vain says what was waited for and what had arrived."""
    with pytest.raises(AssertionError, match="in vain for a miracle; what arrived:\n  no request"):
        await double.traffic.until(lambda: False, "a miracle", patience=0.01)


async def test_two_shards(certificate: Certificate, spec: Document | None) -> None:
    """Two shards each identify, and direct messages reach the bot over the first."""
    async with Double(certificate.server, certificate.trusted, spec, shards=2) as double:
        async with running(double):
            assert sorted(said["shard"] for said in double.gateway.identified()) == [[0, 2], [1, 2]]
            assert (await (await double.direct_message("hello")).reply())["content"] == "You wrote hello"
        assert double.verdict() == []


PROGRAM = """
import asyncio, sys, aiohttp
from tests.discord.address import Address

async def main():
    async with aiohttp.ClientSession(connector=Address.from_json(sys.argv[1]).connector()) as session:
        async with session.get("https://discord.com/api/v10/gateway") as response:
            print(await response.text())

asyncio.run(main())
"""


async def test_another_process(double: Double) -> None:
    """A client in another process reaches the double through the address on its command line."""
    arguments = (sys.executable, "-c", PROGRAM, double.address.to_json())
    process = await asyncio.create_subprocess_exec(*arguments, stdout=asyncio.subprocess.PIPE)
    output, _ = await process.communicate()
    assert b"wss://gateway.discord.gg" in output

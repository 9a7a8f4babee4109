"""Two shards of the bot, each with a server of its own, behave as one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.client import Pullquote
from bot.discord_client.work_queue import THREADS
from bot.settings import Settings
from retrieval.retriever import Retriever
from tests.bot.online import ASKED, BUSY, COMMANDS, PARDONS, check, check_quotes, everywhere, held
from tests.discord import events
from tests.discord.conftest import Certificate
from tests.discord.double import Double
from tests.discord.interactions import Interaction
from tests.discord.openapi import Document
from tests.discord.payloads import GUILD_ID, PERSON_ID, channel, guild, member, user
from tests.discord.traffic import Json

ELSEWHERE = str(
    int(GUILD_ID) + (1 << 22)
)  # the next server's shard; https://docs.discord.com/developers/events/gateway#sharding
CHANNEL_ELSEWHERE = str(int(ELSEWHERE) + 1)


class Hasty(Pullquote):
    """Starts its shards at once, where discord.py waits five seconds between them."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait."""


@pytest.fixture
async def discord(certificate: Certificate, spec: Document | None) -> AsyncIterator[Double]:
    """Discord that recommends two shards."""
    async with Double(certificate.server, certificate.trusted, spec, shards=2) as running:
        running.messages.channels[CHANNEL_ELSEWHERE] = channel(CHANNEL_ELSEWHERE, ELSEWHERE)
        yield running
    assert running.verdict() == []


@asynccontextmanager
async def online(double: Double, retriever: Retriever, **chosen: int) -> AsyncIterator[Pullquote]:
    """The bot on both shards, in a server on each."""
    settings = Settings.model_validate({"token": double.token, "per_member": 0, "per_server": 0} | chosen)
    with everywhere(retriever) as servers:
        async with Hasty(servers, settings, connector=double.connector()) as bot, _started(double, bot):
            yield bot


@asynccontextmanager
async def _started(double: Double, bot: Pullquote) -> AsyncIterator[None]:
    starting = asyncio.create_task(bot.start(double.token))
    await double.until(lambda: len(double.gateway.sessions) == 2, "two shards")
    await double.dispatch("GUILD_CREATE", _elsewhere())
    await double.until(lambda: len(bot.guilds) == 2, "two servers")
    yield
    starting.cancel()
    await asyncio.wait({starting})


def _elsewhere() -> Json:
    """The server on the other shard, as GUILD_CREATE brings it."""
    return guild(ELSEWHERE, CHANNEL_ELSEWHERE) | {"guild_id": ELSEWHERE}


async def slash_elsewhere(double: Double, name: str, options: Json) -> Interaction:
    """Let a person use a command in the server on the other shard."""
    there = {"guild_id": ELSEWHERE, "channel_id": CHANNEL_ELSEWHERE, "channel": channel(CHANNEL_ELSEWHERE, ELSEWHERE)}
    about = {"guild": {"id": ELSEWHERE, "locale": "en-US", "features": []}, "guild_locale": "en-US"}
    place = events.Place(events.IN_GUILD, there | about | {"member": member() | {"user": user(PERSON_ID)}})
    command = double.commands.named(name)
    given = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
    data = {"id": command["id"], "name": name, "type": 1, "options": given}
    payload = events.interaction(double.clock, data, place, user_id=None, locale="en-US")
    opened = double.interactions.open(payload, user_install=False)
    await double.dispatch("INTERACTION_CREATE", payload)
    return opened


async def mention_elsewhere(double: Double, text: str) -> events.Post:
    """Let a person mention the bot in the server on the other shard."""
    written = double.messages.written(CHANNEL_ELSEWHERE, PERSON_ID, f"<@200000000000000001> {text}")
    payload = events.mention(written) | {"guild_id": ELSEWHERE}
    await double.dispatch("MESSAGE_CREATE", payload)
    return events.Post(payload, double.messages, double.traffic)


async def test_answers(discord: Double, retriever: Retriever) -> None:
    """Commands and mentions are answered on both shards, each over its own connection, and direct messages, too."""
    async with online(discord, retriever) as bot:
        assert {bot.get_guild(int(each)).shard_id for each in (GUILD_ID, ELSEWHERE)} == {0, 1}  # type: ignore[union-attr]  # both are there
        answer = retriever.ask(ASKED)
        for interaction in (
            await discord.slash("ask", {"question": ASKED}),
            await slash_elsewhere(discord, "ask", {"question": ASKED}),
        ):
            check_quotes(await interaction.answered(), answer, retriever)
        for post in (
            await discord.mention(ASKED),
            await mention_elsewhere(discord, ASKED),
            await discord.direct_message(ASKED),
        ):
            check_quotes(await post.reply(), answer, retriever)


async def test_one_set_of_commands(discord: Double, retriever: Retriever) -> None:
    """The commands are compared and sent once, not once a shard."""
    async with online(discord, retriever):
        await (await slash_elsewhere(discord, "help", {})).answered()
    assert len(discord.requests_to("GET", COMMANDS)) == 1
    assert len(discord.requests_to("PUT", COMMANDS)) == 1


async def test_one_desk(discord: Double, retriever: Retriever) -> None:
    """Questions of both shards wait at one desk: what fills it on one makes the other's wait in vain."""
    with held(retriever) as slow:
        async with online(discord, slow, queue=1) as bot:
            asked = [await discord.slash("ask", {"question": ASKED}) for _ in range(THREADS + 1)]
            await discord.until(lambda: bot.work_queue._room == 0, "a full line")
            late = await slash_elsewhere(discord, "ask", {"question": ASKED})
            assert BUSY in check(await late.answered())
            slow.gate.set()
            for interaction in asked:
                assert PARDONS in check(await interaction.answered())


async def test_one_count(discord: Double, retriever: Retriever) -> None:
    """A member's questions are counted over both shards, a server's apart from the other's."""
    async with online(discord, retriever, per_member=1):
        assert PARDONS in check(await (await discord.slash("ask", {"question": ASKED})).answered())
        refused = await slash_elsewhere(discord, "ask", {"question": ASKED})
        assert "You have asked" in check(await refused.answered())


async def test_by_turns(discord: Double, retriever: Retriever) -> None:
    """A server's question is answered before the many that another one's shard brought earlier."""
    with held(retriever) as slow:
        async with online(discord, slow) as bot:
            many = [await discord.slash("ask", {"question": ASKED}) for _ in range(8)]
            await discord.until(lambda: len(bot.work_queue._in_flight) == len(many), "many questions")
            one = await slash_elsewhere(discord, "ask", {"question": ASKED})
            await discord.until(lambda: len(bot.work_queue._in_flight) == len(many) + 1, "one more")
            await discord.until(lambda: bot.work_queue._turns._waiting.keys() == {int(GUILD_ID), int(ELSEWHERE)})
            slow.gate.set()
            await one.answered()
            before = sum(1 for interaction in many if interaction.bodies)
            for interaction in many:
                await interaction.answered()
    assert before <= len(many) // 2 + 1


async def test_broken_connections(discord: Double, retriever: Retriever) -> None:
    """When the connections break, both shards resume, and what was said to either meanwhile is answered."""
    async with online(discord, retriever):
        discord.drop_socket()
        assert PARDONS in check(await (await discord.mention(ASKED)).reply())
        assert PARDONS in check(await (await mention_elsewhere(discord, ASKED)).reply())
        await discord.resumed(2)

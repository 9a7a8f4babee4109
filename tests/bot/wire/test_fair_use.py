"""What those see who ask more than is fair."""

import re
from time import time
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.client import Pullquote
from bot.corpora.guilds import GuildCorpora
from retrieval.retriever import Retriever
from tests.bot.online import ASKED, MESSAGES, ORIGINAL, PARDONS, TYPING, check, online
from tests.bot.wired import DISMISS, EXACT, MORE, NEXT, POST, asked, message_of, visible
from tests.discord.double import Double
from tests.discord.payloads import CHANNEL_ID, OWNER_ID
from tests.discord.traffic import Json

MODERATOR_ID = "200000000000000004"
OTHER_ID = "200000000000000005"
TOO_MUCH = "within a minute"


def when(body: Json) -> int:
    """The time that a refusal tells, in Unix seconds."""
    found = re.search(r"Please (?:ask|press) again <t:(\d+):R>", check(body))
    assert found
    return int(found[1])


async def idle(double: Double, bot: Pullquote) -> None:
    """Wait until the bot has nothing in hand."""
    await double.until(lambda: not bot.work_queue._in_flight, "an idle bot")


async def test_command(double: Double, retriever: Retriever) -> None:
    """A command over the limit gets an ephemeral reply at once that says when to ask again; others are answered."""
    async with online(double, retriever, per_member=2):
        for _ in range(2):
            assert PARDONS in check(await (await double.slash("ask", {"question": ASKED})).answered())
        refused = await double.slash("ask", {"question": ASKED}, guild=False)
        assert time() < when(await refused.answered()) <= time() + 31
        assert refused.ephemeral
        other = await double.slash("ask", {"question": ASKED}, person_id=OTHER_ID)
        assert PARDONS in check(await other.answered())
    assert len(double.requests_to("PATCH", ORIGINAL)) == 3


@pytest.mark.parametrize("command", ["quote", "Find sources", "Check this quote"])
async def test_every_command(double: Double, retriever: Retriever, command: str) -> None:
    """Whatever asks something of the articles counts as a question."""
    said = double.messages.written(CHANNEL_ID, OWNER_ID, ASKED)
    async with online(double, retriever, per_member=1):
        for _ in range(2):
            used = await (
                double.slash(command, {"id": "JZMP7ZWQ"}) if command == "quote" else double.menu(command, said)
            )
            body = await used.answered()
        assert TOO_MUCH in check(body)
        assert used.ephemeral


@pytest.mark.parametrize("label", [NEXT, MORE, EXACT, POST])
async def test_presses(double: Double, seeds: GuildCorpora, label: str) -> None:
    """A press over the limit gets an ephemeral reply, and the answer stays; questions and other members are served."""
    async with online(double, seeds, per_member=2):
        private = await message_of(await double.slash("ask", {"question": ASKED, "private": True}))
        for _ in range(6):
            await (await double.press(private, NEXT)).answered()
        before = visible(private)
        refused = await double.press(private, label)
        body = await refused.answered()
        assert "You have pressed as much" in check(body)
        assert "6 buttons" in check(body)
        assert time() < when(body) <= time() + 11
        assert refused.ephemeral
        assert visible(private) == before
        message = await asked(double)
        copy = await message_of(await double.press(message, NEXT, person_id=OTHER_ID))
        assert "2 of 3" in visible(copy)


async def test_dismiss(double: Double, seeds: GuildCorpora) -> None:
    """However often somebody has pressed, an answer can be taken away."""
    async with online(double, seeds, per_member=1):
        message = await asked(double)
        for _ in range(4):
            await (await double.press(message, NEXT)).answered()
        await (await double.press(message, DISMISS)).deleted()


async def test_presses_of_a_server(double: Double, seeds: GuildCorpora) -> None:
    """In a server over the limit for presses, every further press is refused."""
    async with online(double, seeds, per_server=1):
        message = await asked(double)
        for person in (OTHER_ID, OWNER_ID, MODERATOR_ID):
            await (await double.press(message, NEXT, person_id=person)).answered()
        assert "This server has pressed" in check(await (await double.press(message, NEXT)).answered())


async def test_server(double: Double, retriever: Retriever) -> None:
    """In a server over the limit, every further question is refused, and direct messages are answered."""
    async with online(double, retriever, per_server=1):
        await (await double.slash("ask", {"question": ASKED})).answered()
        refused = await double.slash("ask", {"question": ASKED}, person_id=OTHER_ID)
        assert "This server" in check(await refused.answered())
        assert PARDONS in check(await (await double.direct_message(ASKED)).reply())


async def test_owner(double: Double, retriever: Retriever) -> None:
    """Not even the server's owner may ask more."""
    async with online(double, retriever, per_member=1):
        await (await double.slash("ask", {"question": ASKED}, person_id=OWNER_ID)).answered()
        refused = await double.slash("ask", {"question": ASKED}, person_id=OWNER_ID)
        assert TOO_MUCH in check(await refused.answered())


async def test_mention(double: Double, retriever: Retriever) -> None:
    """A mention over the limit gets one direct message, and the channel stays as it is."""
    async with online(double, retriever, per_member=1) as bot:
        await (await double.mention(ASKED)).reply()
        for _ in range(3):
            await double.mention(ASKED)
        assert PARDONS in check(await (await double.mention(ASKED, person_id=OTHER_ID)).reply())
        await idle(double, bot)
    sent = [(request.path, request.body) for request in double.requests_to("POST", MESSAGES)]
    (status_message,) = [body for path, body in sent if CHANNEL_ID not in path]
    assert time() < when(status_message) <= time() + 61
    assert len(sent) == 3
    assert len(double.requests_to("POST", TYPING)) == 2


async def test_no_direct_messages(double: Double, retriever: Retriever) -> None:
    """A member who accepts no direct messages gets the reply below the message."""
    async with online(double, retriever, per_member=1):
        await (await double.mention(ASKED)).reply()
        double.fail_next("POST", MESSAGES, status=403, code=50007)
        assert TOO_MUCH in check(await (await double.mention(ASKED)).reply())


async def test_direct_message(double: Double, retriever: Retriever) -> None:
    """A direct message over the limit is answered there."""
    async with online(double, retriever, per_member=1) as bot:
        await (await double.direct_message(ASKED)).reply()
        await double.direct_message(ASKED)
        await double.until(lambda: len(double.requests_to("POST", MESSAGES)) == 2)
        await idle(double, bot)
    when(double.requests_to("POST", MESSAGES)[-1].body)


@app_commands.command(name="moderate", description="For those who manage the server.")
@app_commands.default_permissions(manage_guild=True)
async def moderate(interaction: discord.Interaction[Any]) -> None:
    """Say that it is done."""
    await interaction.response.send_message("Done.", ephemeral=True)


async def test_moderators_commands(double: Double, retriever: Retriever) -> None:
    """What moderators do beside asking does not count, and goes on where all questions are used up."""
    async with online(double, retriever, per_member=1, per_server=1) as bot:
        bot.tree.add_command(moderate)
        permissions = str(discord.Permissions.manage_guild.flag)
        about: Json = {"type": 1, "description": "…", "default_member_permissions": permissions}
        double.commands.replace([*double.commands.stored, about | {"name": "moderate"}])
        for _ in range(2):
            done = await double.slash("moderate", person_id=MODERATOR_ID)
            assert (await done.answered())["content"] == "Done."
            await (await double.slash("ask", {"question": ASKED}, person_id=MODERATOR_ID)).answered()


async def test_not_a_question(double: Double, retriever: Retriever) -> None:
    """What is not said to the bot does not count."""
    async with online(double, retriever, per_member=1):
        written = double.messages.written(CHANNEL_ID, OTHER_ID, "Who is Kim?")
        await double.dispatch("MESSAGE_CREATE", written | {"guild_id": "200000000000000010"})
        assert PARDONS in check(await (await double.mention(ASKED, person_id=OTHER_ID)).reply())

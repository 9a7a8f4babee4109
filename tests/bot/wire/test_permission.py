"""Channels where the bot may not write."""

import pytest

from retrieval.retriever import Retriever
from tests.bot.online import ASKED, MESSAGES, PARDONS, TYPING, check, online
from tests.bot.wired import POST, message_of
from tests.discord.double import Double
from tests.discord.payloads import CHANNEL_ID, GUILD_ID, OWNER_ID, PERSON_ID, THREAD_ID

MENU = "Find sources"


@pytest.mark.parametrize("channel_id", [CHANNEL_ID, THREAD_ID])
@pytest.mark.parametrize("taken", ["hush", "time_out"])
async def test_mention(double: Double, retriever: Retriever, taken: str, channel_id: str) -> None:
    """Where a channel or a timeout stops the bot from writing, the asker gets one direct message, for free."""
    async with online(double, retriever, per_member=1):
        await getattr(double, taken)()
        for _ in range(2):
            await double.mention(ASKED, channel_id=channel_id)
        assert PARDONS in check(await (await double.slash("ask", {"question": ASKED})).answered())
    assert not double.requests_to("POST", TYPING)
    (sent,) = double.requests_to("POST", MESSAGES)
    assert double.messages.direct(PERSON_ID)["id"] in sent.path
    assert f"I may not write in <#{channel_id}>" in check(sent.body)


async def test_no_direct_messages(double: Double, retriever: Retriever) -> None:
    """An asker who accepts no direct messages gets no reply, and everything else works."""
    async with online(double, retriever):
        await double.hush()
        double.fail_next("POST", MESSAGES, status=403, code=50007)
        await double.mention(ASKED)
        await double.until(lambda: double.requests_to("POST", MESSAGES), "an attempt to tell it")
        assert PARDONS in check(await (await double.direct_message(ASKED)).reply())


async def test_allowed_again(double: Double, retriever: Retriever) -> None:
    """Where the bot may write again, it answers again."""
    async with online(double, retriever):
        await double.hush()
        await double.mention(ASKED)
        await double.unhush()
        assert PARDONS in check(await (await double.mention(ASKED)).reply())


@pytest.mark.parametrize("taken", ["hush", "time_out"])
@pytest.mark.usefixtures("paged")
async def test_post(double: Double, taken: str) -> None:
    """What is posted about a message goes out with a link to it, by the interaction, at the first try."""
    message = double.messages.written(CHANNEL_ID, OWNER_ID, ASKED)
    private = await message_of(await double.menu(MENU, message))
    await getattr(double, taken)()
    (body,) = await (await double.press(private, POST)).followed_up()
    assert f"https://discord.com/channels/{GUILD_ID}/{CHANNEL_ID}/{message['id']}" in check(body)
    assert not double.requests_to("POST", MESSAGES)

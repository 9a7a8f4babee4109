"""**Check this quote**, as who chooses it sees it."""

import logging

import pytest

from bot.replies.verdict import HEADS
from retrieval.answering.verify_text import Verdict
from retrieval.retriever import Retriever
from tests.bot.online import ASKED, ORIGINAL, check, held, online
from tests.discord.double import Double
from tests.discord.payloads import CHANNEL_ID, OWNER_ID
from tests.discord.traffic import Json

MENU = "Check this quote"
DEFERRED, EPHEMERAL = 5, 64
TRUE = "issued 24 pardons, according to data"
NEARLY = "The 129 is less than any other recent predecessor"
FALSE = "the river rose and took the bridge along"


def said(double: Double, text: str) -> Json:
    """Somebody's message, which does not mention the bot."""
    return double.messages.written(CHANNEL_ID, OWNER_ID, text)


@pytest.mark.parametrize("guild", [True, False])
@pytest.mark.parametrize("user_install", [True, False])
@pytest.mark.usefixtures("bot")
async def test_everywhere(double: Double, *, guild: bool, user_install: bool) -> None:
    """A true, a nearly true and a false quotation are distinguished, in every place and by every install, privately."""
    message = said(double, f"He says “{TRUE}”, and:\n> {NEARLY}\nAlso “{FALSE}”!")
    interaction = await double.menu(MENU, message, guild=guild, user_install=user_install)
    assert await interaction.acknowledged() == {"type": DEFERRED, "data": {"flags": EPHEMERAL}}
    text = check(await interaction.answered())
    heads = [HEADS[verdict] for verdict in (Verdict.VERBATIM, Verdict.NEARLY, Verdict.NOT_FOUND)]
    assert heads == [line for line in text.split("\n") if line in HEADS.values()]
    assert f"> {TRUE}" in text
    assert "~~less~~ **more**" in text
    assert interaction.ephemeral


@pytest.mark.usefixtures("bot")
async def test_own_answer(double: Double) -> None:
    """Every quote of the bot's own answer is verbatim."""
    answer = await (await double.mention(ASKED)).answer()
    text = check(await (await double.menu(MENU, answer)).answered())
    assert text.count(HEADS[Verdict.VERBATIM]) >= 3
    assert HEADS[Verdict.NEARLY] not in text
    assert HEADS[Verdict.NOT_FOUND] not in text


@pytest.mark.usefixtures("bot")
async def test_whole_message(double: Double) -> None:
    """A message that quotes nothing is looked for as a whole."""
    text = check(await (await double.menu(MENU, said(double, TRUE))).answered())
    assert text.startswith(HEADS[Verdict.VERBATIM])


@pytest.mark.usefixtures("bot")
async def test_embed(double: Double) -> None:
    """What stands in an embed, as other bots write, is looked for."""
    message = said(double, "") | {"embeds": [{"type": "rich", "description": f"“{TRUE}”"}]}
    assert check(await (await double.menu(MENU, message)).answered()).startswith(HEADS[Verdict.VERBATIM])


@pytest.mark.usefixtures("bot")
async def test_no_words(double: Double) -> None:
    """A message without words gets a reply that says so."""
    assert "no words" in check(await (await double.menu(MENU, said(double, ""))).answered())


async def test_waits_in_line(double: Double, retriever: Retriever) -> None:
    """A check waits where questions wait, and the room that both have is the same."""
    with held(retriever) as slow:
        async with online(double, slow, queue=1) as bot:
            asked = [await double.slash("ask", {"question": ASKED}) for _ in range(3)]
            await double.until(lambda: bot.work_queue._room == 0, "a full line")
            assert "many questions" in check(await (await double.menu(MENU, said(double, TRUE))).answered())
            slow.gate.set()
            for interaction in asked:
                await interaction.answered()


async def test_counts(double: Double, retriever: Retriever) -> None:
    """A check counts as a question."""
    async with online(double, retriever, per_member=1):
        await (await double.menu(MENU, said(double, TRUE))).answered()
        assert "within a minute" in check(await (await double.menu(MENU, said(double, TRUE))).answered())
    assert len(double.requests_to("PATCH", ORIGINAL)) == 1


async def test_discretion(double: Double, retriever: Retriever, caplog: pytest.LogCaptureFixture) -> None:
    """What a checked message says is not logged."""
    caplog.set_level(logging.DEBUG, "bot")
    async with online(double, retriever):
        await (await double.menu(MENU, said(double, FALSE))).answered()
    assert caplog.records
    assert "bridge" not in caplog.text

import pytest

from bot.client import Pullquote
from retrieval.retriever import Retriever
from tests.bot.online import ASKED, MESSAGES, PARDONS, TYPING, check_quotes, text_of
from tests.discord import payloads
from tests.discord.double import Double
from tests.discord.events import mention as with_mention
from tests.discord.traffic import Json

DEFERRED = 5
REPLY: Json = {"type": 19, "message_reference": {"message_id": "1", "channel_id": payloads.CHANNEL_ID, "type": 0}}


async def idle(double: Double, bot: Pullquote) -> None:
    """Wait until the bot has no conversation left."""
    await double.until(lambda: not bot.work_queue._in_flight, "an idle bot")


@pytest.mark.parametrize("guild", [True, False])
@pytest.mark.parametrize("user_install", [True, False])
@pytest.mark.usefixtures("bot")
async def test_slash(double: Double, retriever: Retriever, *, guild: bool, user_install: bool) -> None:
    """`/ask` is deferred first, and answered with the right quotes, in every place and by every install."""
    interaction = await double.slash("ask", {"question": ASKED}, guild=guild, user_install=user_install)
    assert (await interaction.acknowledged())["type"] == DEFERRED
    body = await interaction.answered()
    check_quotes(body, retriever.ask(ASKED), retriever)
    assert PARDONS in text_of(body)


@pytest.mark.usefixtures("bot")
async def test_mention(double: Double, retriever: Retriever) -> None:
    """A mention is replied to with the right quotes, and the channel saw that something was being written."""
    post = await double.mention(ASKED)
    check_quotes(await post.reply(), retriever.ask(ASKED), retriever)
    assert len(double.requests_to("POST", TYPING)) == 1


@pytest.mark.usefixtures("bot")
async def test_direct_message(double: Double, retriever: Retriever) -> None:
    """A direct message is replied to with the right quotes."""
    post = await double.direct_message(ASKED)
    check_quotes(await post.reply(), retriever.ask(ASKED), retriever)


@pytest.mark.parametrize(
    "question",
    [
        "What does the new Small Business Administration rule change?",
        "Who was super honored to be here?",
        "Who is Kim?",
    ],
)
@pytest.mark.usefixtures("bot")
async def test_questions(double: Double, retriever: Retriever, question: str) -> None:
    """What a reader sees holds every quote of the answer, character for character."""
    interaction = await double.slash("ask", {"question": question})
    check_quotes(await interaction.answered(), retriever.ask(question), retriever)


@pytest.mark.usefixtures("bot")
async def test_intents(double: Double) -> None:
    """The bot asks for servers, their messages and direct messages, and for nothing privileged."""
    assert [said["intents"] for said in double.gateway.identified()] == [4609]


@pytest.mark.parametrize(
    "change",
    [
        {"mentions": []},
        {"content": "Who is Kim?"},
        {"content": "Who is Kim?", "mentions": []} | REPLY,
        {"content": "@everyone Who is Kim?", "mention_everyone": True, "mentions": []},
        {"content": "<@&200000000000000010> Who is Kim?", "mention_roles": ["200000000000000010"], "mentions": []},
        {"author": payloads.user() | {"bot": True}},
        {"author": payloads.user(payloads.APPLICATION_ID)},
        {"type": 6},
        {"guild_id": "200000000000000099", "content": "", "mentions": []},
    ],
    ids=["code", "no reply", "reply without ping", "everyone", "role", "bot", "itself", "pinned", "unknown server"],
)
async def test_not_addressed(double: Double, bot: Pullquote, change: Json) -> None:
    """What is not said to the bot by a person gets no answer, nor any sign of one."""
    mine = f"<@{payloads.APPLICATION_ID}> Who is Kim?"
    written = double.messages.written(payloads.CHANNEL_ID, payloads.PERSON_ID, mine)
    await double.dispatch("MESSAGE_CREATE", with_mention(written) | change)
    await (await double.mention(ASKED)).reply()
    await idle(double, bot)
    assert len(double.requests_to("POST", TYPING)) == 1
    assert len(double.requests_to("POST", MESSAGES)) == 1

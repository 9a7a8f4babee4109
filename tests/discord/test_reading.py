from collections.abc import AsyncIterator

import discord
import pytest

from tests.discord.double import Double
from tests.discord.payloads import APPLICATION_ID, CHANNEL_ID, OWNER_ID, PERSON_ID, THREAD_ID
from tests.discord.reading import query_problems
from tests.discord.test_double import Bot, running

MENTION = f"<@{APPLICATION_ID}> hello"


@pytest.fixture
async def bot(double: Double) -> AsyncIterator[Bot]:
    """The bot, connected."""
    async with running(double) as connected:
        yield connected


def thread(bot: Bot) -> discord.Thread:
    """The thread, as the client knows it from the gateway."""
    found = bot.get_channel(int(THREAD_ID))
    assert isinstance(found, discord.Thread)
    return found


async def test_history(double: Double, bot: Bot) -> None:
    """The history of a channel comes newest first, as many messages as asked for, before the one that is named."""
    texts = [double.messages.written(THREAD_ID, OWNER_ID, f"{MENTION} {number}") for number in range(4)]
    double.messages.written(CHANNEL_ID, OWNER_ID, f"{MENTION} elsewhere")
    before = discord.Object(int(texts[3]["id"]))
    found = [each.content async for each in thread(bot).history(limit=2, before=before)]
    assert found == [f"{MENTION} 2", f"{MENTION} 1"]
    after = discord.Object(int(texts[0]["id"]))
    found = [each.content async for each in thread(bot).history(limit=2, after=after)]
    assert found == [f"{MENTION} 1", f"{MENTION} 2"]


async def test_withheld(double: Double, bot: Bot) -> None:
    """What is neither the bot's own nor mentions it comes without its text, in a history and alone."""
    written = double.messages.written(THREAD_ID, OWNER_ID, "between us")
    double.messages.written(THREAD_ID, OWNER_ID, MENTION)
    place = thread(bot)
    assert [each.content async for each in place.history()] == [MENTION, ""]
    assert (await place.fetch_message(int(written["id"]))).content == ""


async def test_direct_is_not_withheld(double: Double, bot: Bot) -> None:
    """What is written to the bot alone comes with its text."""
    post = await double.direct_message("hello")
    await post.reply()
    place = await bot.create_dm(discord.Object(int(PERSON_ID)))
    assert "hello" in [each.content async for each in place.history()]


async def test_closed(double: Double, bot: Bot) -> None:
    """Without the permission a history is empty, and a message refused with 50013."""
    written = double.messages.written(THREAD_ID, OWNER_ID, MENTION)
    double.messages.closed.add(THREAD_ID)
    place = thread(bot)
    assert [each async for each in place.history()] == []
    with pytest.raises(discord.Forbidden) as caught:
        await place.fetch_message(int(written["id"]))
    assert caught.value.code == 50013


@pytest.mark.parametrize("ping", [True, False])
async def test_reply(double: Double, bot: Bot, *, ping: bool) -> None:
    """A reply brings the message that it answers along; with its ping on it mentions the author and shows its text."""
    seen: list[discord.Message] = []

    async def on_message(message: discord.Message) -> None:
        seen.append(message)

    bot.on_message = on_message  # type: ignore[method-assign]  # to look at what discord.py makes of it
    first = double.messages.create(CHANNEL_ID, {"content": "mine"}, 0)
    await double.reply(first, "why?", ping=ping)
    await double.until(lambda: seen, "the reply")
    (message,) = seen
    assert message.reference is not None
    assert isinstance(message.reference.resolved, discord.Message)
    assert message.reference.resolved.content == "mine"
    assert [str(person.id) for person in message.mentions] == [APPLICATION_ID] * ping
    assert message.content == "why?" * ping


async def test_reply_to_what_is_gone(double: Double, bot: Bot) -> None:
    """A reply to a deleted message says that it is gone; one that Discord did not look up says nothing of it."""
    seen: list[discord.Message] = []

    async def on_message(message: discord.Message) -> None:
        seen.append(message)

    bot.on_message = on_message  # type: ignore[method-assign]  # the same
    first = double.messages.create(CHANNEL_ID, {"content": "mine"}, 0)
    del double.messages.stored[first["id"]]
    await double.reply(first, "why?")
    await double.reply(first, "why?", resolved=False)
    await double.until(lambda: len(seen) == 2, "both replies")
    resolved = [message.reference and message.reference.resolved for message in seen]
    assert isinstance(resolved[0], discord.DeletedReferencedMessage)
    assert resolved[1] is None


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({"limit": "0"}, "limit is 0"),
        ({"limit": "101"}, "limit is 101"),
        ({"before": PERSON_ID, "after": PERSON_ID}, "only one of"),
        ({"around": PERSON_ID}, "does not know `around`"),
        ({"newest": "1"}, "`newest` is not a parameter"),
    ],
)
def test_query(query: dict[str, str], problem: str) -> None:
    """A query that Discord would refuse or ignore is a problem."""
    assert problem in " ".join(query_problems(query))
    assert list(query_problems({"limit": "20", "before": PERSON_ID})) == []

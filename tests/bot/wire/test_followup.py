"""A question on Discord follows up on the bot's own message, and on no other."""

from collections.abc import Awaitable, Callable

import pytest

from retrieval.answering.followup import PreviousTurn, turn_from
from retrieval.retriever import Retriever
from tests.bot.online import ASKED, MESSAGES, TYPING, check, check_quotes
from tests.discord.double import Double
from tests.discord.payloads import APPLICATION_ID, CHANNEL_ID, OWNER_ID, THREAD_ID
from tests.discord.traffic import Json

FIRST = "Who did Kim Kardashian meet in the Oval Office?"
NEXT = "who was with her?"
CONTINUED = "Searched for: who was with her? (Kim Kardashian"
ONE = f"{MESSAGES}/{{message_id}}"

pytestmark = pytest.mark.usefixtures("bot")


async def asked_first(double: Double, channel_id: str = CHANNEL_ID) -> Json:
    """The bot's answer to the first question."""
    return await (await double.mention(FIRST, channel_id=channel_id)).answer()


async def asked_alone(double: Double, body: Json) -> bool:
    """Whether the answer went on from nothing, and Discord was never asked for a message."""
    assert double.requests_to("GET", MESSAGES) == double.requests_to("GET", ONE) == []
    return "Searched for" not in check(body)


async def test_reply(double: Double, retriever: Retriever) -> None:
    """A reply to the bot's answer, with its ping on, needs no mention and is asked with that question in mind."""
    body = await (await double.reply(await asked_first(double), NEXT)).reply()
    answer = retriever.ask(NEXT, after=PreviousTurn(FIRST))
    check_quotes(body, answer, retriever)
    assert CONTINUED in check(body)
    assert double.requests_to("GET", MESSAGES) == double.requests_to("GET", ONE) == []


@pytest.mark.parametrize(
    ("question", "corrected"),
    [
        ("waht about thta?", "what about that?"),
        ("when was taht?", "when was that?"),
        ("who wrote thier rules?", "who wrote their rules?"),
        ("Why did tehy meet?", "Why did they meet?"),
    ],
)
async def test_misspelt(double: Double, retriever: Retriever, question: str, corrected: str) -> None:
    """A question whose pointing word is misspelt goes on, as it does in the terminal, in a thread, too."""
    body = await (await double.reply(await asked_first(double), question)).reply()
    assert f"Searched for: {corrected} (Kim Kardashian" in check(body)
    assert f"{corrected} (Kim Kardashian" in str(retriever.ask(question, after=PreviousTurn(FIRST)).searched_for)
    await asked_first(double, THREAD_ID)
    assert f"{corrected} (Kim" in check(await (await double.mention(question, channel_id=THREAD_ID)).reply())


async def test_reply_to_a_command(double: Double) -> None:
    """A reply to the answer to `/ask` follows up on it, too."""
    interaction = await double.slash("ask", {"question": FIRST})
    await interaction.answered()
    assert interaction.original is not None
    assert CONTINUED in check(await (await double.reply(interaction.original, NEXT)).reply())


async def test_chain(double: Double, retriever: Retriever) -> None:
    """A reply to a reply follows up on the question as it was continued."""
    second = await (await double.reply(await asked_first(double), NEXT)).answer()
    body = await (await double.reply(second, "when?")).reply()
    before = turn_from(retriever.ask(NEXT, after=PreviousTurn(FIRST)), None)
    assert before is not None
    check_quotes(body, retriever.ask("when?", after=PreviousTurn(before.question)), retriever)


async def test_written_mention(double: Double) -> None:
    """A reply that mentions the bot in its text as well is the same."""
    first = await asked_first(double)
    assert CONTINUED in check(await (await double.reply(first, f"<@{APPLICATION_ID}> {NEXT}", ping=False)).reply())


async def test_unresolved(double: Double) -> None:
    """The answered message is fetched where Discord did not send it along."""
    body = await (await double.reply(await asked_first(double), NEXT, resolved=False)).reply()
    assert CONTINUED in check(body)
    assert len(double.requests_to("GET", ONE)) == 1


async def test_thread(double: Double) -> None:
    """A mention in a thread follows up on the bot's latest answer there, found with one request."""
    await asked_first(double, THREAD_ID)
    double.messages.written(THREAD_ID, OWNER_ID, "**Who is Steve Benjamin?**")
    post = await double.mention(NEXT, channel_id=THREAD_ID)
    assert CONTINUED in check(await post.reply())
    (request,) = double.requests_to("GET", MESSAGES)
    assert request.query == {"limit": "20", "before": post.payload["id"]}


async def test_thread_made_from_the_answer(double: Double) -> None:
    """In a thread that was made from the bot's answer, a mention follows up on that."""
    double.messages.thread_made_from(await asked_first(double))
    assert CONTINUED in check(await (await double.mention(NEXT, channel_id=THREAD_ID)).reply())


async def test_direct(double: Double) -> None:
    """A direct message follows up on the bot's latest answer in the conversation; small talk and advice are skipped."""
    for text in (ASKED, FIRST, "thanks", "?!"):
        await (await double.direct_message(text)).reply()
    assert CONTINUED in check(await (await double.direct_message(NEXT)).reply())


async def test_another_conversation(double: Double) -> None:
    """What one person asked is nothing to another's direct message, nor to a thread."""
    await (await double.direct_message(FIRST)).reply()
    await asked_first(double)
    assert "Searched for" not in check(await (await double.direct_message(NEXT, person_id=OWNER_ID)).reply())
    assert "Searched for" not in check(await (await double.mention(NEXT, channel_id=THREAD_ID)).reply())


async def test_channel(double: Double) -> None:
    """A mention in a channel, where many talk at once, follows up on nothing."""
    await asked_first(double)
    assert await asked_alone(double, await (await double.mention(NEXT)).reply())


async def test_long_ago(double: Double) -> None:
    """What the bot said more than twenty messages ago is no part of the conversation."""
    await asked_first(double, THREAD_ID)
    for _ in range(20):
        double.messages.written(THREAD_ID, OWNER_ID, "So much to say.")
    assert "Searched for" not in check(await (await double.mention(NEXT, channel_id=THREAD_ID)).reply())


@pytest.mark.parametrize("resolved", [True, False])
async def test_deleted(double: Double, *, resolved: bool) -> None:
    """Where the answered message is gone, the question is asked as it is."""
    first = await asked_first(double)
    del double.messages.stored[first["id"]]
    assert "Searched for" not in check(await (await double.reply(first, NEXT, resolved=resolved)).reply())


async def unread_fetch(double: Double) -> Json:
    """The reply to a reply whose message the bot may not fetch."""
    first = await asked_first(double)
    double.messages.closed.add(CHANNEL_ID)
    return await (await double.reply(first, NEXT, resolved=False)).followed()


async def unread_history(double: Double) -> Json:
    """The reply in a thread whose history comes empty, as it does without the permission."""
    await asked_first(double, THREAD_ID)
    double.messages.closed.add(THREAD_ID)
    return await (await double.mention(NEXT, channel_id=THREAD_ID)).followed()


async def refused_history(double: Double) -> Json:
    """The reply in a thread whose history Discord refuses."""
    double.fail_next("GET", MESSAGES, status=403, code=50001)
    await asked_first(double, THREAD_ID)
    return await (await double.mention(NEXT, channel_id=THREAD_ID)).reply()


@pytest.mark.parametrize("reply", [unread_fetch, unread_history, refused_history])
async def test_forbidden(double: Double, reply: Callable[[Double], Awaitable[Json]]) -> None:
    """Where the bot may not read what was said before, the question is asked as it is."""
    assert "Searched for" not in check(await reply(double))


async def test_not_of_the_bot(double: Double) -> None:
    """A person's message is never gone on from, even where it looks like the bot's."""
    written = double.messages.written(CHANNEL_ID, OWNER_ID, f"<@{APPLICATION_ID}>")  # so that the bot may see it
    written["components"] = (await asked_first(double))["components"]
    body = await (await double.reply(written, f"<@{APPLICATION_ID}> {NEXT}")).reply()
    assert await asked_alone(double, body)


async def test_fresh(double: Double, retriever: Retriever) -> None:
    """A fresh question is answered as if it stood alone, wherever it is asked, and Discord is asked for nothing."""
    direct = [await double.direct_message(text) for text in (FIRST, ASKED)]
    replies = [await double.reply(await asked_first(double), ASKED), await double.mention(ASKED, channel_id=THREAD_ID)]
    for post in (direct[-1], *replies):
        body = await post.reply()
        assert await asked_alone(double, body)
        check_quotes(body, retriever.ask(ASKED), retriever)


async def test_withheld(double: Double) -> None:
    """Where Discord withholds the text of a reply to the bot, the bot asks to be mentioned, in one line."""
    said = check(await (await double.reply(await asked_first(double), "")).reply())
    assert "mention me" in said
    assert "did not let me read" in said
    assert "\n" not in said


async def test_ping_off(double: Double) -> None:
    """A reply without the ping is not for the bot."""
    first = await asked_first(double)
    await double.reply(first, NEXT, ping=False)
    await (await double.mention(ASKED)).reply()
    assert len(double.requests_to("POST", TYPING)) == 2


async def test_reply_to_a_person(double: Double) -> None:
    """A reply to a person, ping and all, is not for the bot."""
    await double.reply(double.messages.written(CHANNEL_ID, OWNER_ID, "So it is."), NEXT)
    await (await double.mention(ASKED)).reply()
    assert len(double.requests_to("POST", TYPING)) == 1

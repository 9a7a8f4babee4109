import asyncio
import logging
from pathlib import Path
from threading import current_thread

import pytest

from bot.corpora.guilds import GuildCorpora
from bot.discord_client.work_queue import THREADS
from bot.jobs.tasks import JobDeps
from bot.store.tables import DISCORD, discord_library
from retrieval.answering.followup import PreviousTurn
from retrieval.answers import Answer
from retrieval.library.database import Library, Row, Values
from retrieval.library.passages import article_count
from retrieval.live import LiveRetriever
from retrieval.retriever import LIMIT, Retriever
from tests.bot.online import (
    ASKED,
    BUSY,
    CALLBACK,
    FOREIGN,
    MESSAGES,
    ORIGINAL,
    PARDONS,
    TYPING,
    check,
    check_quotes,
    held,
    online,
)
from tests.discord.double import Double
from tests.discord.payloads import MODERATOR_ID
from tests.retrieval.stored import PUBLIC, RAIN, shelve

SORRY = "something went wrong"
RAINING = "Where was it raining?"


async def test_slow_search(double: Double, retriever: Retriever) -> None:
    """A question that takes five seconds still gets its answer, because it was acknowledged at once."""
    with held(retriever) as slow:
        async with online(double, slow):
            interaction = await double.slash("ask", {"question": ASKED})
            await interaction.acknowledged()
            double.clock.advance(5)
            slow.gate.set()
            assert PARDONS in check(await interaction.answered())


async def test_dropped_socket(double: Double, retriever: Retriever) -> None:
    """A socket that breaks during the search is resumed, and both this answer and the next arrive."""
    with held(retriever) as slow:
        async with online(double, slow):
            interaction = await double.slash("ask", {"question": ASKED})
            await interaction.acknowledged()
            double.drop_socket()
            missed = await double.direct_message(ASKED)
            slow.gate.set()
            assert PARDONS in check(await interaction.answered())
            assert PARDONS in check(await missed.reply())
            await double.resumed()


@pytest.mark.usefixtures("bot")
async def test_two_hundred(double: Double, retriever: Retriever) -> None:
    """Two hundred questions at once are all answered, each asker with the answer to the own question."""
    asked = [(ASKED, FOREIGN)[number % 2] for number in range(200)]
    interactions = await asyncio.gather(*(double.slash("ask", {"question": question}) for question in asked))
    await double.traffic.until(lambda: all(interaction.bodies for interaction in interactions), patience=60)
    bodies = [await interaction.answered() for interaction in interactions]
    for question, body in zip(asked, bodies, strict=True):
        assert (PARDONS in check(body)) == (question == ASKED)
    check_quotes(bodies[0], retriever.ask(ASKED), retriever)


async def test_busy(double: Double, retriever: Retriever) -> None:
    """A question beyond a full queue is refused at once; those in the queue are answered."""
    with held(retriever) as slow:
        async with online(double, slow, queue=1) as bot:
            first = [await double.slash("ask", {"question": ASKED}) for _ in range(THREADS + 1)]
            await double.until(lambda: bot.work_queue._room == 0, "a full line")
            late = await double.slash("ask", {"question": ASKED})
            mentioned = await double.mention(ASKED)
            assert BUSY in check(await late.answered())
            assert BUSY in check(await mentioned.reply())
            slow.gate.set()
            for interaction in first:
                assert PARDONS in check(await interaction.answered())


class Counted(Library):
    """A library that counts how often those who answer look into it."""

    looks = 0

    def rows(self, query: str, values: Values = ()) -> list[Row]:
        """The rows, counted as one look."""
        self.looks += current_thread().name.startswith("search")
        return super().rows(query, values)


async def test_keeps_up(double: Double, tmp_path: Path) -> None:
    """While articles are being added a question takes as few looks into the library as when nothing changes."""

    def another() -> None:
        number = article_count(library, [PUBLIC])
        shelve(library, f"{RAIN} {number}.", f"/{number}.txt")
        servers.renew()

    async def looks(question: str, *, change: bool) -> int:
        if change:
            another()
        before = library.looks
        await (await double.slash("ask", {"question": question})).answered()
        return library.looks - before

    with Counted(tmp_path / "library.db", create=True, components=[DISCORD]) as library:
        for number in range(200):
            shelve(library, f"{RAIN} {number}.", f"/{number}.txt")
        servers = GuildCorpora(library, [PUBLIC], lambda collections, _=None: LiveRetriever(library, collections))
        async with online(double, servers):
            for question in (RAINING, "Who is the ABC keeper in Bonn?"):
                at_rest = [await looks(question, change=False) for _ in range(4)]
                meanwhile = [await looks(question, change=True) for _ in range(4)]
                assert sum(meanwhile) <= 2 * sum(at_rest)


async def test_library_off_the_loop(double: Double, tmp_path: Path) -> None:
    """However the bot is asked, its event loop never waits for the library: other threads do."""
    library = await asyncio.to_thread(discord_library, tmp_path / "library.db", create=True)
    await asyncio.to_thread(shelve, library, RAIN)
    servers = await asyncio.to_thread(
        GuildCorpora, library, [PUBLIC], lambda collections, _=None: LiveRetriever(library, collections)
    )
    async with online(double, servers, job_deps=JobDeps(library)):
        assert "Bonn" in check(await (await double.slash("ask", {"question": RAINING})).answered())
        assert "Bonn" in check(await (await double.mention(RAINING)).reply())
        assert await double.complete("ask", "source", "a")
        for command in ("settings", "sources list", "unanswered"):
            await (await double.slash(command, person_id=MODERATOR_ID)).answered()
    assert not hasattr(library._of_thread, "connection")
    library.close()


@pytest.mark.usefixtures("bot")
async def test_late(double: Double, caplog: pytest.LogCaptureFixture) -> None:
    """An interaction that Discord no longer knows is dropped with a line in the log."""
    caplog.set_level(logging.INFO, "bot")
    double.fail_next("POST", CALLBACK, status=404, code=10062)
    await double.slash("ask", {"question": ASKED})
    await double.until(lambda: "too late to answer (Discord's code 10062)" in caplog.text)
    assert not double.requests_to("PATCH", ORIGINAL)


@pytest.mark.parametrize(("template", "code"), [(MESSAGES, 50013), (TYPING, 50001)])
@pytest.mark.usefixtures("bot")
async def test_forbidden(double: Double, template: str, code: int, caplog: pytest.LogCaptureFixture) -> None:
    """Where the bot may not speak it leaves one line in the log, and answers elsewhere."""
    double.fail_next("POST", template, status=403, code=code)
    await double.mention(ASKED)
    await double.until(lambda: f"status 403, code {code}" in caplog.text)
    assert PARDONS in check(await (await double.direct_message(ASKED)).reply())
    assert len([record for record in caplog.records if record.name.startswith("bot")]) == 1


@pytest.mark.usefixtures("bot")
async def test_old_command(double: Double, caplog: pytest.LogCaptureFixture) -> None:
    """A command of an earlier version that Discord still shows gets an apology that only the asker sees."""
    double.commands.replace([{"type": 1, "name": "old", "description": "Gone."}])
    interaction = await double.slash("old")
    assert check(await interaction.answered()).split()[-1].rstrip(".") in caplog.text
    assert interaction.ephemeral


@pytest.mark.usefixtures("bot")
async def test_refused_answer(double: Double, caplog: pytest.LogCaptureFixture) -> None:
    """An answer that Discord refuses is replaced by an apology with the id that the log has."""
    double.fail_next("PATCH", ORIGINAL, status=400, code=50035)
    text = check(await (await double.slash("ask", {"question": ASKED})).answered())
    assert text.split()[-1].rstrip(".") in caplog.text


class Broken(Retriever):
    """Fails at every question, with the question in its error."""

    def __init__(self, usual: Retriever) -> None:
        self.__dict__.update(usual.__dict__)

    def ask(
        self, question: str, *, limit: int = LIMIT, after: PreviousTurn | None = None, nearest: bool = False
    ) -> Answer:
        """Fail."""
        raise LookupError(question, limit, after, nearest)


async def test_unexpected_error(double: Double, retriever: Retriever, caplog: pytest.LogCaptureFixture) -> None:
    """What nobody foresaw ends in an apology with an id, and in the log under that id, without the question."""
    async with online(double, Broken(retriever)):
        said = check(await (await double.slash("ask", {"question": ASKED})).answered())
        replied = check(await (await double.mention(ASKED)).reply())
    for text in (said, replied):
        assert SORRY in text
        assert text.split()[-1].rstrip(".") in caplog.text
    assert "LookupError" in caplog.text
    assert "Biden" not in caplog.text


async def test_discretion(double: Double, retriever: Retriever, caplog: pytest.LogCaptureFixture) -> None:
    """Neither a question nor the token is ever logged by us, nor by discord.py at the level that we show."""
    caplog.set_level(logging.WARNING, "discord")
    caplog.set_level(logging.DEBUG, "retrieval")
    caplog.set_level(logging.DEBUG, "bot")
    async with online(double, retriever):
        await (await double.slash("ask", {"question": ASKED})).answered()
        await (await double.mention(FOREIGN)).reply()
        await (await double.direct_message("🙂")).reply()
    assert caplog.records
    for word in ("Biden", "capital", "🙂", double.token):
        assert word not in caplog.text


async def test_leave(double: Double, retriever: Retriever) -> None:
    """A bot that leaves lets the answer in hand go out, then closes with 1000."""
    with held(retriever) as slow:
        async with online(double, slow) as bot:
            interaction = await double.slash("ask", {"question": ASKED})
            await double.until(lambda: slow.waiting, "a search")
            closing = asyncio.create_task(bot.close())
            await double.until(lambda: bot.work_queue._closed)
            refused = await double.slash("ask", {"question": ASKED})
            assert BUSY in check(await refused.answered())
            slow.gate.set()
            await closing
        assert PARDONS in check(await interaction.answered())
    await double.until(lambda: double.gateway.close_codes)
    assert double.gateway.close_codes == [1000]

"""**Show what comes nearest**, below a refusal: who presses it sees alone what may not answer the question."""

import logging
from collections.abc import Awaitable, Callable
from copy import deepcopy

import pytest

from bot.client import Pullquote
from bot.corpora.guilds import GuildCorpora
from retrieval.answering.followup import PreviousTurn
from retrieval.answers import Answer
from retrieval.library.articles import remove_articles
from retrieval.library.catalog import article_names
from retrieval.library.database import Library
from tests.bot.hostile import folded
from tests.bot.moderating import Scene, scene
from tests.bot.online import ASKED, BUSY, FOREIGN, check, online
from tests.bot.wired import POST, asked, labels, message_of, recalled, visible
from tests.discord.double import Double
from tests.discord.payloads import CHANNEL_ID, OWNER_ID, THREAD_ID
from tests.discord.traffic import Json
from tests.retrieval.stored import RAIN, shelve

__all__ = ["scene"]  # a fixture

NEAREST = "Show what comes nearest"
HALF_KNOWN = "Which lawyer did Kardashian hire in Paris?"
MAY_NOT = "This may not answer it:"


def nearest_of(servers: GuildCorpora, question: str = HALF_KNOWN) -> Answer:
    """What the bot will show."""
    found = servers.at(None).articles.ask(question, nearest=True)
    assert found.nearest
    return found


def assert_nearest(message: Json, answer: Answer) -> None:
    """The message shows each of the nearest quotes below the line that it may not answer, and says what was asked."""
    text = visible(message)
    above, *parts = text.split(MAY_NOT)
    assert answer.question in above
    assert len(parts) == len(answer.nearest)
    for part, quote in zip(parts, answer.nearest, strict=True):
        assert folded(quote.text) in part
        assert quote.id in part


async def slash(double: Double) -> Json:
    """The refusal of a command."""
    return await asked(double, HALF_KNOWN)


async def private(double: Double) -> Json:
    """The refusal that the asker alone sees."""
    return await message_of(await double.slash("ask", {"question": HALF_KNOWN, "private": True}))


async def user_install(double: Double) -> Json:
    """The refusal where the asker alone has the bot."""
    return await asked(double, HALF_KNOWN, user_install=True)


async def outside(double: Double) -> Json:
    """The refusal of a command in a direct message."""
    return await asked(double, HALF_KNOWN, guild=False)


async def mention(double: Double) -> Json:
    """The refusal of a mention."""
    return await (await double.mention(HALF_KNOWN)).answer()


async def thread(double: Double) -> Json:
    """The refusal of a mention in a thread."""
    return await (await double.mention(HALF_KNOWN, channel_id=THREAD_ID)).answer()


async def direct(double: Double) -> Json:
    """The refusal of a direct message."""
    return await (await double.direct_message(HALF_KNOWN)).answer()


async def sought(double: Double) -> Json:
    """The refusal of *Find sources*."""
    message = double.messages.written(CHANNEL_ID, OWNER_ID, f"<@{OWNER_ID}> {HALF_KNOWN}")
    return await message_of(await double.menu("Find sources", message))


Door = Callable[[Double], Awaitable[Json]]
DOORS: list[Door] = [slash, private, user_install, outside, mention, thread, direct, sought]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.usefixtures("paged")
async def test_every_door(double: Double, seeds: GuildCorpora, door: Door) -> None:
    """Whatever refuses offers what comes nearest, which the one who presses sees alone; the refusal stays as it is."""
    refusal = await door(double)
    before = deepcopy(refusal)
    assert ".txt" not in visible(refusal)
    pressed = await double.press(refusal, NEAREST)
    shown = await message_of(pressed)
    assert pressed.ephemeral
    assert shown["id"] != refusal["id"]
    assert_nearest(shown, nearest_of(seeds))
    assert NEAREST not in labels(shown)
    assert refusal == before


@pytest.mark.usefixtures("paged")
async def test_pressed_by_another(double: Double, seeds: GuildCorpora) -> None:
    """Everybody may press it, as often as they like, and each sees it alone."""
    refusal = await asked(double, HALF_KNOWN)
    for person in (OWNER_ID, OWNER_ID):
        pressed = await double.press(refusal, NEAREST, person_id=person)
        assert_nearest(await message_of(pressed), nearest_of(seeds))
        assert pressed.ephemeral


@pytest.mark.usefixtures("paged")
async def test_sent_quotes(double: Double, seeds: GuildCorpora) -> None:
    """What is shown is recorded as sent, like all quotes, and nothing is before the press."""
    question = "Which drummer did Harris hire in Oslo?"
    found = nearest_of(seeds, question).nearest
    refusal = await asked(double, question)
    known = {row["id"] for row in seeds.library.rows("SELECT id FROM quotes")}
    fresh = [quote.id for quote in found if quote.id not in known]
    assert fresh
    assert "No quote" in await recalled(double, fresh[0])
    await message_of(await double.press(refusal, NEAREST))
    for quote in found:
        assert "Unchanged" in await recalled(double, quote.id)


async def test_after_a_restart(double: Double, seeds: GuildCorpora) -> None:
    """A button from before a restart works as before, and nothing of the question was stored."""
    async with online(double, seeds):
        refusal = await asked(double, HALF_KNOWN)
    async with online(double, seeds):
        assert_nearest(await message_of(await double.press(refusal, NEAREST)), nearest_of(seeds))
    stored = b"".join(path.read_bytes() for path in seeds.library.path.parent.glob("library.db*") if path.is_file())
    assert b"Kardashian" in stored
    assert b"lawyer" not in stored


@pytest.mark.usefixtures("paged")
async def test_follow_up(double: Double, seeds: GuildCorpora) -> None:
    """Below a refused follow-up the conversation counts, too: what was searched for is searched for again."""
    first, following = "Who is Steve Benjamin?", "how tall is he?"
    retriever = seeds.at(None).articles
    answer = retriever.ask(following, after=PreviousTurn(first), nearest=True)
    refusal = await (await double.reply(await (await double.mention(first)).answer(), following)).answer()
    assert "found nothing" in visible(refusal)
    shown = await message_of(await double.press(refusal, NEAREST))
    assert f"Searched for: {answer.searched_for}" in visible(shown)
    assert "Benjamin" in str(answer.searched_for)
    assert_nearest(shown, answer)


@pytest.mark.usefixtures("paged")
async def test_one_source(double: Double, seeds: GuildCorpora) -> None:
    """Where one article alone was asked, what comes nearest is from that article alone."""
    for name in article_names(seeds.library, ["public"])[:2]:
        refusal = await message_of(await double.slash("ask", {"question": HALF_KNOWN, "source": name.id}))
        shown = await message_of(await double.press(refusal, NEAREST))
        assert "Only in: " in visible(shown)
        _, alone = seeds.at(None).alone(name.id)
        found = alone.ask(HALF_KNOWN, nearest=True)
        assert {quote.article.id for quote in found.nearest} == {name.id}
        assert_nearest(shown, found)


@pytest.mark.usefixtures("paged")
@pytest.mark.parametrize("question", [FOREIGN, "hello", ASKED, "?!"])
async def test_no_button(double: Double, question: str) -> None:
    """Nothing is offered where nothing comes near, nor below small talk, an answer or advice."""
    assert NEAREST not in labels(await asked(double, question))


async def test_beside_the_moderators(scene: Scene) -> None:
    """It stands beside the button for the moderators, and works when that was pressed."""
    async with scene.bot():
        refused = await scene.double.slash("ask", {"question": HALF_KNOWN})
        refusal = await message_of(refused)
        assert labels(refusal) == [NEAREST, "Hand it to the moderators"]
        await (await scene.press(refusal, "Hand it to the moderators")).followed_up()
        assert labels(refusal) == [NEAREST]
        shown = check(await (await scene.double.press(refusal, NEAREST)).answered())
        assert shown.count(MAY_NOT) == 3


@pytest.mark.usefixtures("own")
async def test_answered_since(double: Double, library: Library) -> None:
    """Where an article that was added since answers, its answer is shown in place of what comes nearest."""
    shelve(library, "It was dull all day, the miller said.", "/dull.txt")
    question = "Where was it raining all day?"
    while NEAREST not in labels(refusal := await asked(double, question)):
        pass
    shelve(library, RAIN)
    while MAY_NOT in visible(shown := await message_of(await double.press(refusal, NEAREST))):
        pass
    assert "raining in Bonn" in visible(shown)
    assert labels(shown)[-1] == POST


@pytest.mark.usefixtures("own")
async def test_removed(double: Double, library: Library) -> None:
    """Where nothing comes near any more, or the one article that was asked is gone, the press says so."""
    name = shelve(library, "It was dull all day, the miller said.", "/dull.txt").key
    question = "Where was it raining all day?"
    while NEAREST not in labels(refusal := await asked(double, question)):
        pass
    alone = await message_of(await double.slash("ask", {"question": question, "source": name}))
    remove_articles(library, [name])
    while MAY_NOT in visible(shown := await message_of(await double.press(refusal, NEAREST))):
        pass
    assert "found nothing" in visible(shown)
    assert "not here any more" in visible(await message_of(await double.press(alone, NEAREST)))


@pytest.mark.usefixtures("paged")
async def test_unreadable(double: Double) -> None:
    """A message in which no question can be read any more says so."""
    refusal = await asked(double, HALF_KNOWN)
    refusal["components"][0]["components"][0]["content"] = "Something else"
    pressed = await double.press(refusal, NEAREST)
    assert "cannot read" in check(await pressed.answered())
    assert pressed.ephemeral


async def test_busy(double: Double, paged: Pullquote) -> None:
    """A press beyond a full queue is told so, to the one who pressed alone."""
    refusal = await asked(double, HALF_KNOWN)
    paged.work_queue._room = 0
    pressed = await double.press(refusal, NEAREST)
    assert BUSY in check(await pressed.answered())
    assert pressed.ephemeral


async def test_too_often(double: Double, seeds: GuildCorpora) -> None:
    """It counts as a button that was pressed."""
    async with online(double, seeds, per_member=1):
        refusal = await asked(double, HALF_KNOWN)
        for _ in range(3):
            assert MAY_NOT in check(await (await double.press(refusal, NEAREST)).answered())
        assert "3 buttons" in check(await (await double.press(refusal, NEAREST)).answered())


async def test_not_logged(double: Double, seeds: GuildCorpora, caplog: pytest.LogCaptureFixture) -> None:
    """A press logs nothing of the question."""
    caplog.set_level(logging.DEBUG)
    async with online(double, seeds):
        await message_of(await double.press(await asked(double, HALF_KNOWN), NEAREST))
    assert not [
        record for record in caplog.records if record.name.startswith("bot") and "lawyer" in record.getMessage()
    ]

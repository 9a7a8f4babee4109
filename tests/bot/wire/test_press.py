"""The buttons below an answer, on Discord."""

import re
from copy import deepcopy

import pytest

from bot.client import PRESSABLE, Pullquote
from bot.corpora.guilds import GuildCorpora
from bot.store.guild_settings import guild_collection
from retrieval.answers import Answer
from retrieval.library.articles import remove_articles
from retrieval.library.database import Library
from tests.bot.hostile import folded
from tests.bot.online import ASKED, BUSY, check, online
from tests.bot.wired import (
    BACK,
    DISMISS,
    EXACT,
    MORE,
    NEXT,
    POST,
    RAINING,
    asked,
    id_in,
    labels,
    message_of,
    recalled,
    shows,
    until_answered,
    visible,
)
from tests.discord.double import Double
from tests.discord.interactions import WEBHOOK, Interaction
from tests.discord.message_rules import EPHEMERAL, button_named, components
from tests.discord.messages import is_private
from tests.discord.payloads import GUILD_ID, OTHER_GUILD_ID, OWNER_ID, PERSON_ID
from tests.discord.traffic import Json
from tests.retrieval.stored import RAIN, shelve


def answer_of(servers: GuildCorpora, question: str = ASKED) -> Answer:
    """What the bot will answer."""
    return servers.at(None).articles.ask(question)


async def posted_by(double: Double, interaction: Interaction) -> Json:
    """The message that an interaction has posted beside the one where the button is."""
    (body,) = await interaction.followed_up()
    return next(double.messages.stored[number] for number, sent in double.messages.bodies.items() if sent is body)


@pytest.mark.usefixtures("paged")
async def test_compact(double: Double, seeds: GuildCorpora) -> None:
    """An answer shows its best quote alone, and says how many there are."""
    best, *others = answer_of(seeds).quotes
    message = await asked(double)
    assert len(others) == 2
    assert shows(message, best)
    assert "1 of 3" in visible(message)
    assert not any(shows(message, other) for other in others)
    assert labels(message) == [BACK, NEXT, MORE, EXACT, DISMISS]


@pytest.mark.usefixtures("paged")
async def test_turning(double: Double, seeds: GuildCorpora) -> None:
    """The asker turns the answer itself, on and back, round the ends, and its head stays."""
    quotes = answer_of(seeds).quotes
    message = await asked(double)
    head = visible(message).split("?")[0]
    for label, shown in ((NEXT, 1), (NEXT, 2), (NEXT, 0), (BACK, 2), (BACK, 1)):
        turned = await message_of(await double.press(message, label))
        assert turned is message
        assert shows(message, quotes[shown])
        assert f"{shown + 1} of 3" in visible(message)
        assert visible(message).split("?")[0] == head


async def test_after_a_restart(double: Double, seeds: GuildCorpora) -> None:
    """A button of an answer from before a restart works as before."""
    async with online(double, seeds):
        message = await asked(double)
    async with online(double, seeds):
        await message_of(await double.press(message, NEXT))
    assert shows(message, answer_of(seeds).quotes[1])


@pytest.mark.usefixtures("paged")
async def test_pressed_by_another(double: Double, seeds: GuildCorpora) -> None:
    """Who did not ask gets a copy that nobody else sees, which that person turns; the answer stays as it is."""
    quotes = answer_of(seeds).quotes
    message = await asked(double)
    before = visible(message)
    interaction = await double.press(message, NEXT, person_id=OWNER_ID)
    copy = await message_of(interaction)
    assert interaction.ephemeral
    assert shows(copy, quotes[1])
    assert visible(message) == before
    assert await message_of(await double.press(copy, NEXT, person_id=OWNER_ID)) is copy
    assert shows(copy, quotes[2])


@pytest.mark.parametrize("ask", ["mention", "direct_message"])
@pytest.mark.usefixtures("paged")
async def test_messages(double: Double, seeds: GuildCorpora, ask: str) -> None:
    """The answer to a message is turned by who wrote it, too."""
    message = await (await getattr(double, ask)(ASKED)).answer()
    await message_of(await double.press(message, NEXT))
    assert shows(message, answer_of(seeds).quotes[1])


@pytest.mark.parametrize("place", [{"user_install": True}, {"user_install": True, "guild": False}, {"guild": False}])
@pytest.mark.usefixtures("paged")
async def test_everywhere(double: Double, seeds: GuildCorpora, place: dict[str, bool]) -> None:
    """An answer is turned wherever it was given, also where only its asker has the bot."""
    message = await asked(double, ASKED, **place)
    await message_of(await double.press(message, NEXT))
    assert shows(message, answer_of(seeds).quotes[1])


@pytest.mark.parametrize("label", [NEXT, EXACT])
@pytest.mark.parametrize("person", [PERSON_ID, OWNER_ID])
async def test_busy(double: Double, paged: Pullquote, label: str, person: str) -> None:
    """A press beyond a full queue gets an ephemeral reply, and the answer stays as it is."""
    message = await asked(double)
    before = visible(message)
    paged.work_queue._room = 0
    body = await (await double.press(message, label, person_id=person)).answered()
    assert BUSY in str(body)
    assert visible(message) == before


async def test_unexpected_error(double: Double, paged: Pullquote, monkeypatch: pytest.MonkeyPatch) -> None:
    """A press that fails as nobody foresaw leaves the answer as it is, and is apologised for alone."""
    message = await asked(double)
    before = visible(message)
    monkeypatch.setattr(paged.context.corpora, "at", None)
    interaction = await double.press(message, NEXT)
    assert "bot's operator: error " in str(await interaction.answered())
    assert visible(message) == before


@pytest.mark.usefixtures("paged")
async def test_more(double: Double, seeds: GuildCorpora) -> None:
    """A quote grows by a sentence on each side at a time, never beyond the limits, and each has an id of its own."""
    message = await asked(double)
    (best, *_) = answer_of(seeds).quotes
    lengths, ids = [len(best.text)], {best.id}
    while MORE in labels(message):
        await message_of(await double.press(message, MORE))
        ids.add(id_in(message))
        lengths.append(len(visible(message)))
        assert len(lengths) < 100
    assert len(ids) == len(lengths)
    assert lengths == sorted(lengths)
    assert folded(best.text) in visible(message)
    for each in ids:
        assert "Unchanged" in await recalled(double, each)


@pytest.mark.usefixtures("paged")
async def test_narrow_again(double: Double, seeds: GuildCorpora) -> None:
    """Another page, and the same page later, is as wide as at first."""
    message = await asked(double)
    for label in (MORE, NEXT, BACK):
        await message_of(await double.press(message, label))
    assert shows(message, answer_of(seeds).quotes[0])


@pytest.mark.usefixtures("paged")
async def test_exact(double: Double, seeds: GuildCorpora) -> None:
    """Who presses for it gets the text as a file, in which the quote stands where the message says."""
    message = await asked(double)
    interaction = await double.press(message, EXACT, person_id=OWNER_ID)
    sent = await message_of(interaction)
    (attachment,) = sent["attachments"]
    text = double.messages.uploads[attachment["id"]].decode()
    start, end = map(int, re.findall(r"characters (\d+) to (\d+)", sent["content"])[0])
    (best, *_) = answer_of(seeds).quotes
    assert interaction.ephemeral
    assert (start, end, text[start:end]) == (best.start, best.end, best.text)
    assert best.article.version in sent["content"]
    assert re.fullmatch(r"[\w.-]+\.txt", attachment["filename"])


@pytest.mark.parametrize(("person", "moderator"), [(PERSON_ID, False), (OWNER_ID, True)])
@pytest.mark.usefixtures("paged")
async def test_dismiss(double: Double, person: str, *, moderator: bool) -> None:
    """The asker and moderators can take the answer away."""
    message = await asked(double)
    await (await double.press(message, DISMISS, person_id=person, moderator=moderator)).deleted()
    assert message["id"] not in double.messages.stored


@pytest.mark.usefixtures("paged")
async def test_dismiss_others(double: Double) -> None:
    """Nobody else can, and gets an ephemeral reply."""
    message = await asked(double)
    interaction = await double.press(message, DISMISS, person_id=OWNER_ID)
    assert "Only who asked" in check(await interaction.answered())
    assert interaction.ephemeral
    assert message["id"] in double.messages.stored


@pytest.mark.usefixtures("paged")
async def test_private(double: Double, seeds: GuildCorpora) -> None:
    """A private answer is seen by the asker alone, until it is posted as it stands; then all can turn it."""
    interaction = await double.slash("ask", {"question": ASKED, "private": True})
    private = await message_of(interaction)
    assert interaction.ephemeral
    assert labels(private) == [BACK, NEXT, MORE, EXACT, POST]
    await message_of(await double.press(private, NEXT))
    assert labels(private)[-1] == POST
    posted = await posted_by(double, await double.press(private, POST))
    assert not is_private(posted)
    assert shows(posted, answer_of(seeds).quotes[1])
    assert labels(posted) == [BACK, NEXT, MORE, EXACT, DISMISS]
    await message_of(await double.press(posted, NEXT))
    assert shows(posted, answer_of(seeds).quotes[2])


@pytest.mark.parametrize("restarts", [False, True])
async def test_posted_once(double: Double, seeds: GuildCorpora, *, restarts: bool) -> None:
    """However often it is pressed, before the message says that it is posted, an answer is posted once."""
    async with online(double, seeds):
        private = await message_of(await double.slash("ask", {"question": ASKED, "private": True}))
        shown = deepcopy(private)
        first, second = [await double.press(private, POST) for _ in range(2)]
        bodies = [*(await first.followed_up()), *(await second.followed_up())]
        await double.until(lambda: visible(private) == "Posted.", "a note that it is posted")
        assert not labels(private)
    if restarts:
        double.messages.stored[private["id"]] = shown
        async with online(double, seeds):
            bodies += await (await double.press(shown, POST)).followed_up()
    alone = [check(body) for body in bodies if body.get("flags", 0) & EPHEMERAL]
    assert len(alone) == len(bodies) - 1 == 1 + restarts
    assert all("posted already" in text for text in alone)


@pytest.mark.usefixtures("paged")
async def test_posted_at_the_second_try(double: Double) -> None:
    """What Discord did not take can be posted when it is pressed again."""
    private = await message_of(await double.slash("ask", {"question": ASKED, "private": True}))
    double.fail_next("POST", WEBHOOK, status=400, code=50035)
    (apology,) = await (await double.press(private, POST)).followed_up()
    assert "bot's operator: error " in check(apology)
    posted = await posted_by(double, await double.press(private, POST))
    assert "24 pardons" in visible(posted)


async def test_nothing_kept_in_memory(double: Double, paged: Pullquote) -> None:
    """However many answers have buttons, discord.py keeps none of their messages in memory."""
    for _ in range(3):
        await message_of(await double.press(await asked(double), NEXT))
    store = paged._connection._view_store
    assert not store._synced_message_views
    assert not store._views
    assert set(store._dynamic_items.values()) == set(PRESSABLE)


@pytest.mark.parametrize("name", ["pq0:next:1", "", "pq1:next:JZMP7ZWQ:0:0:1", "more:17"])
@pytest.mark.usefixtures("paged")
async def test_unknown_button(double: Double, name: str) -> None:
    """A button of an earlier release says that it is too old."""
    message = await asked(double)
    button_named(message, NEXT)["custom_id"] = name
    interaction = await double.press(message, NEXT)
    assert "too old" in check(await interaction.answered())
    assert interaction.ephemeral


@pytest.mark.parametrize("label", [NEXT, MORE, EXACT])
@pytest.mark.parametrize("person", [PERSON_ID, OWNER_ID])
@pytest.mark.usefixtures("paged")
async def test_unknown_answer(double: Double, label: str, person: str) -> None:
    """A button whose answer is not in the library says that it is too old, and the message stays as it is."""
    message = await asked(double)
    before = visible(message)
    button = button_named(message, label)
    button["custom_id"] = re.sub(r"[A-Z2-7]{16}", "A" * 16, button["custom_id"])
    interaction = await double.press(message, label, person_id=person)
    body = await interaction.answered()
    assert "too old" in str(body)
    assert visible(message) == before


@pytest.mark.parametrize("label", [MORE, EXACT, POST])
@pytest.mark.usefixtures("own")
async def test_removed(double: Double, library: Library, label: str) -> None:
    """A button of a quote whose article was removed since shows nothing of it any more."""
    key = shelve(library, f"{RAIN} It went on. And on.").key
    await until_answered(double)
    options = {"question": RAINING, "private": True}
    message = await message_of(await double.slash("ask", options))
    remove_articles(library, [key])
    button = next(part for part in components(message) if part.get("label") == label)
    button["disabled"] = False
    body = await (await double.press(message, label)).answered()
    assert "changed or removed" in str(body)
    assert "Bonn" not in str(body)
    assert not body.get("attachments")


@pytest.mark.usefixtures("own")
async def test_own_articles(double: Double, library: Library) -> None:
    """What a server has for itself is turned and widened there, below the answers to messages, too."""
    shelve(library, f"{'It was dull. ' * 60}\n\n{RAIN}", into=guild_collection(int(GUILD_ID)))
    await until_answered(double)
    for message in (await asked(double, RAINING), await (await double.mention(RAINING)).answer()):
        assert "dull" not in visible(message)
        await message_of(await double.press(message, MORE))
        assert "dull" in visible(message)


@pytest.mark.usefixtures("own")
async def test_another_server(double: Double, library: Library) -> None:
    """What one server has for itself is answered there, and neither asked for nor recalled in any other place."""
    shelve(library, RAIN, into=guild_collection(int(GUILD_ID)))
    await until_answered(double)
    message = await asked(double, RAINING)
    assert "Bonn" in visible(message)
    for elsewhere in ({"guild_id": OTHER_GUILD_ID}, {"guild": False}, {"user_install": True}):
        assert "found nothing" in visible(await asked(double, RAINING, **elsewhere))
        there = await recalled(double, id_in(message), **elsewhere)
        assert "No quote" in there
        assert "Bonn" not in there
    assert "Bonn" in await recalled(double, id_in(message))

"""One source alone, and which sources are offered while somebody types."""

import asyncio
import time

import pytest

from bot.corpora.guilds import GuildCorpora
from bot.store.guild_settings import guild_collection
from retrieval.library.articles import remove_articles
from retrieval.library.database import Library
from tests.bot.wired import EXACT, NEXT, RAINING, labels, message_of, visible
from tests.discord.double import Double
from tests.discord.payloads import GUILD_ID, OTHER_GUILD_ID
from tests.discord.traffic import Json
from tests.retrieval.stored import RAIN, SNOW, WIND, shelve

QUICK = 0.1  # seconds of a processor's time from the question to the choices
PATIENCE = 60.0


async def asked_of(double: Double, question: str, source: str) -> Json:
    """The bot's answer from one source."""
    return await message_of(await double.slash("ask", {"question": question, "source": source}))


async def offered(double: Double, typed: str = "", **place: object) -> list[str]:
    """The labels of what is offered."""
    return [choice["name"] for choice in await double.complete("ask", "source", typed, **place)]  # type: ignore[arg-type]


@pytest.mark.usefixtures("own")
async def test_one_source(double: Double, library: Library) -> None:
    """A source that is chosen answers alone, and the answer says so and has its buttons."""
    here = shelve(library, RAIN, "/rain.txt").key
    other = shelve(library, RAIN.replace("Bonn all day", "Rome and Paris for most of the night"), "/other.txt").key
    for source, place in ((here, "Bonn"), (other, "Rome")):
        message = await asked_of(double, RAINING, source)
        assert place in visible(message)
        assert "Only in: " in visible(message)
        assert NEXT not in labels(message)
        assert EXACT in labels(message)


@pytest.mark.usefixtures("own")
async def test_refused_by_one(double: Double, library: Library) -> None:
    """What one source does not hold is not found, though another holds it."""
    shelve(library, RAIN, "/rain.txt")
    said = visible(await asked_of(double, RAINING, shelve(library, SNOW, "/snow.txt").key))
    assert "found nothing" in said
    assert "Only in: " in said


@pytest.mark.usefixtures("own")
async def test_by_name(double: Double, library: Library) -> None:
    """A source may be typed by its whole name, too, whatever its case."""
    shelve(library, RAIN, "/Rain.txt")
    assert "Bonn" in visible(await asked_of(double, RAINING, " rain.TXT "))


@pytest.mark.parametrize("source", ["nowhere", "**x** <@1> `", "snow.txt", "wind.txt"])
@pytest.mark.usefixtures("own")
async def test_unknown_source(double: Double, library: Library, source: str) -> None:
    """A name that is no source's here, or another server's, or that of several, is one clear line."""
    shelve(library, SNOW, "/snow.txt", into=guild_collection(int(OTHER_GUILD_ID)))
    for text, folder in ((RAIN, "/a"), (WIND, "/b")):
        shelve(library, text, f"{folder}/wind.txt")
    said = visible(await asked_of(double, RAINING, source))
    assert f"called `{source}`. Choose one" in said


@pytest.mark.usefixtures("own")
async def test_offered(double: Double, library: Library) -> None:
    """Those are offered that a place may see and whose names have what was typed, the ones that begin so first."""
    for name in ("weather.txt", "bad weather.txt", "cold.txt"):
        shelve(library, f"{RAIN} It was {name}.", f"/{name}")
    shelve(library, SNOW, "/weather of ours.txt", into=guild_collection(int(GUILD_ID)))
    everybody = ["weather.txt", "bad weather.txt"]
    assert await offered(double, "WEATHER") == ["weather of ours.txt", *everybody]
    assert await offered(double, "weather", guild_id=OTHER_GUILD_ID) == everybody
    assert await offered(double, "weather", guild_id=None) == everybody
    assert await offered(double, "weather", user_install=True) == everybody
    assert len(await offered(double)) == 4


@pytest.mark.usefixtures("own")
async def test_few_and_short(double: Double, library: Library) -> None:
    """The choices and their names stay within Discord's limits."""
    for number in range(40):
        shelve(library, f"{RAIN} It was the {number}th time.", f"/{number}{'漢字 👩‍👩‍👧‍👦' * 20}.txt")
    found = await offered(double)
    assert len(found) == 25
    assert all(name.endswith("…") for name in found)


@pytest.mark.usefixtures("own")
async def test_kept_up(double: Double, library: Library) -> None:
    """What is added is offered within a second, and what is removed is not."""
    assert await offered(double) == []
    key = shelve(library, RAIN, "/rain.txt").key
    for wanted in (["rain.txt"], []):
        async with asyncio.timeout(PATIENCE):
            while await offered(double) != wanted:
                pass
        remove_articles(library, [key])


@pytest.mark.usefixtures("own")
async def test_from_memory(
    double: Double, library: Library, own: GuildCorpora, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The names of thousands of sources are offered in a moment, without a look at the library."""
    with library.writing() as db:
        db.execute("INSERT INTO collections (name) VALUES ('public') ON CONFLICT DO NOTHING")
        db.executemany(
            "INSERT INTO articles (key, collection, title, language, pages) VALUES (?, 1, ?, 'en', '[]')",
            [(f"key{number}", f"The title of article {number}") for number in range(20_000)],
        )
        db.execute("UPDATE collections SET changes = changes + 1")
    await offered(double)
    assert own.names.is_cached(own.collections(int(GUILD_ID)))
    looks: list[object] = []
    monkeypatch.setattr(type(own.names), "_read", lambda *call: looks.append(call))
    began = time.process_time()
    for _ in range(10):
        assert await offered(double, "article 19999") == ["The title of article 19999"]
    assert time.process_time() - began < 10 * QUICK
    assert looks == []

"""`/quote id:` on Discord: the quote again, and what has become of its source."""

from collections.abc import Callable, Sequence

import pytest

from retrieval.library.articles import purge_articles, remove_articles
from retrieval.library.database import Library
from retrieval.library.origins import readable_addresses, record_gone
from tests.bot.wired import EXACT, MORE, RAINING, asked, id_in, labels, message_of, recalled, until_answered, visible
from tests.discord.double import Double
from tests.discord.traffic import Json
from tests.retrieval.stored import RAIN, shelve

Leave = Callable[[Library, Sequence[str]], None]

pytestmark = pytest.mark.usefixtures("own")


async def rained(double: Double, library: Library) -> tuple[str, str]:
    """The id of the article about the rain, and that of the quote of it that was sent."""
    key = shelve(library, RAIN, "/rain.txt").key
    await until_answered(double)
    return key, id_in(await asked(double, RAINING))


async def again(double: Double, quote: str) -> Json:
    """The message that shows a quote again."""
    return await message_of(await double.slash("quote", {"id": quote}))


async def test_unchanged(double: Double, library: Library) -> None:
    """A quote whose article has it is shown with its source, when it was read and sent, and with buttons."""
    _, quote = await rained(double, library)
    message = await again(double, f" {quote.lower()}")
    said = visible(message)
    assert "Unchanged: the article still has" in said
    assert "raining in Bonn" in said
    assert "rain.txt" in said
    assert "first sent 20" in said
    assert EXACT in labels(message)


async def test_turned(double: Double, library: Library) -> None:
    """Its buttons keep what was said of it."""
    shelve(library, f"{'It was dull. ' * 60}\n\n{RAIN}\n\n{'It was dull. ' * 60}", "/rain.txt")
    await until_answered(double)
    message = await again(double, id_in(await asked(double, RAINING)))
    await message_of(await double.press(message, MORE))
    assert "Unchanged: the article still has" in visible(message)
    assert "dull" in visible(message)


@pytest.mark.parametrize(
    ("text", "standing"),
    [(f"{RAIN} It stopped.", "Changed elsewhere"), (RAIN.replace("Bonn", "Rome"), "Changed here")],
)
async def test_changed(double: Double, library: Library, text: str, standing: str) -> None:
    """A quote of an earlier version is shown as it was, and is said to be of one, without buttons."""
    _, quote = await rained(double, library)
    shelve(library, text, "/rain.txt")
    message = await again(double, quote)
    assert standing in visible(message)
    assert "raining in Bonn" in visible(message)
    assert labels(message) == []


async def test_gone(double: Double, library: Library) -> None:
    """A quote of a page that is gone is still shown, for its article still answers."""
    _, quote = await rained(double, library)
    record_gone(library, readable_addresses(library)[0])
    said = await recalled(double, quote)
    assert "Gone:" in said
    assert "Bonn" in said


@pytest.mark.parametrize(("leave", "standing"), [(remove_articles, "Gone:"), (purge_articles, "Purged:")])
async def test_left(
    double: Double, library: Library, leave: Callable[[Library, Sequence[str]], None], standing: str
) -> None:
    """Of an article that was taken out on purpose nothing is shown again but what became of it."""
    key, quote = await rained(double, library)
    leave(library, [key])
    said = await recalled(double, quote)
    assert said.startswith(standing)
    assert "Bonn" not in said
    assert "rain.txt" not in said


@pytest.mark.parametrize("quote", ["NOSUCHID", "**x** <@1>", "'; DROP TABLE quotes"])
async def test_unknown(double: Double, quote: str) -> None:
    """An id that no quote has is one clear line, whatever was typed."""
    assert await recalled(double, quote) == (
        f"No quote `{quote.upper()}` was sent from this library. Type the eight characters after `quote`."
    )

"""What the bot writes into the library for what it sends: one transaction, or none for what was sent before."""

from collections.abc import AsyncIterator

import pytest

from bot.corpora.choice import CorpusChoice
from bot.corpora.open_library import open_guild_corpora
from bot.replies import reply
from retrieval.answers import Quote
from retrieval.library.answers import record_answer
from retrieval.library.articles import remove_articles
from retrieval.library.database import Library
from retrieval.library.quotes import record_sent
from tests.bot.online import online
from tests.bot.wired import BACK, MORE, NEXT, RAINING, asked, id_in, labels, message_of, recalled, visible
from tests.discord.double import Double
from tests.retrieval.stored import RAIN, commits, retriever, shelve

DULL = "It was dull. " * 60
SEVERAL = "Who saw the river rise?"


@pytest.fixture
def library(library: Library) -> Library:
    """A library with an article about the rain, and two that answer another question in their own ways."""
    shelve(library, f"{DULL}\n\n{RAIN}\n\n{DULL}", "/rain.txt")
    shelve(library, "The miller saw the river rise on Monday, and he told nobody.", "/miller.txt")
    shelve(library, "The mayor saw the river rise in June, when the bridge was still closed.", "/mayor.txt")
    return library


@pytest.fixture
async def at_work(double: Double, library: Library) -> AsyncIterator[None]:
    """The bot over that library, whose index is built."""
    with open_guild_corpora(CorpusChoice(None, library.path), say=print) as servers:
        async with online(double, servers):
            yield


@pytest.mark.usefixtures("at_work")
async def test_one_transaction(double: Double, library: Library) -> None:
    """An answer is recorded once: asked again, turned and looked up, it is not written again."""
    before = commits(library)
    message = await asked(double, SEVERAL)
    assert "1 of" in visible(message)
    assert commits(library) == before + 1
    for label in (NEXT, BACK):
        await message_of(await double.press(message, label))
    await asked(double, SEVERAL)
    assert commits(library) == before + 1
    for _ in range(2):
        assert "Unchanged" in await recalled(double, id_in(message))
        assert commits(library) == before + 2  # with the answer that has this quote alone, for its buttons


@pytest.mark.usefixtures("at_work")
async def test_widened(double: Double, library: Library) -> None:
    """A wider quote is one transaction more, and its id is found; a refusal is none."""
    message = await asked(double, RAINING)
    before = commits(library)
    assert MORE in labels(message)
    await message_of(await double.press(message, MORE))
    assert commits(library) == before + 1
    assert "Unchanged" in await recalled(double, id_in(message))
    after = commits(library)
    assert "found nothing" in visible(await asked(double, "What is the capital of France?"))
    assert commits(library) == after


@pytest.mark.usefixtures("at_work")
async def test_the_sentence_that_answers(double: Double, library: Library) -> None:
    """The first page marks the sentence that answers, though another was marked when the words were sent before."""
    (quote,) = retriever(library).ask(RAINING).quotes
    record_sent(library, [quote.model_copy(update={"highlight": (quote.start, quote.start + len("It was"))})])
    message = await asked(double, RAINING)
    assert id_in(message) == quote.id
    assert "**It was raining in Bonn all day, the keeper said.**" in str(message)


@pytest.mark.usefixtures("at_work")
async def test_removed_while_it_waits(double: Double, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A quote whose article is removed while its answer waits to be written is not shown."""

    def slow(where: Library, quotes: list[Quote]) -> str | None:
        remove_articles(library, [quotes[0].article.id])
        return record_answer(where, quotes)

    record_sent(library, retriever(library).ask(RAINING).quotes)  # so that its version stays
    monkeypatch.setattr(reply, "record_answer", slow)
    message = await asked(double, RAINING)
    assert "Bonn" not in visible(message)
    assert "changed or removed since" in visible(message)

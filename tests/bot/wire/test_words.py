import re

import pytest

from bot.rendering import wording
from retrieval.answers import Quote
from retrieval.ingest.readers.text import text_article
from retrieval.retriever import Retriever, retriever_over
from tests.bot.online import ASKED, FOREIGN, PARDONS, check, online
from tests.bot.reader import seen
from tests.discord.double import Double
from tests.discord.message_rules import components

HOW_TO_ASK = "mention me"


@pytest.mark.usefixtures("bot")
async def test_refusal(double: Double) -> None:
    """A question that the articles do not answer is refused, and no source is named."""
    text = check(await (await double.slash("ask", {"question": FOREIGN})).answered())
    assert wording.NOT_FOUND in text
    assert "They do not know:" in text
    assert not re.search(r"\.txt|quote [A-Z0-9]{8}|Untitled|·", text)


@pytest.mark.usefixtures("bot")
async def test_corrected_refusal(double: Double) -> None:
    """What a refusal says of a misspelt word is of the word that it was read as."""
    text = check(await (await double.slash("ask", {"question": "Waht boat did Kardashain buy?"})).answered())
    assert "Searched for: What boat did Kardashian buy?" in text
    assert "They know: Kardashian." in text
    assert "They do not know: boat, buy." in text


@pytest.mark.parametrize("question", ["🙂", "?!", "\u200b"])
@pytest.mark.usefixtures("bot")
async def test_impossible_question(double: Double, question: str) -> None:
    """A question without a word is an occasion for advice."""
    assert "ask" in check(await (await double.slash("ask", {"question": question})).answered()).lower()
    assert "ask" in check(await (await double.direct_message(question)).reply()).lower()


@pytest.mark.usefixtures("bot")
async def test_long_question(double: Double) -> None:
    """The reply to a message over 4,000 characters says how many it may have."""
    assert "may have 4000" in check(await (await double.direct_message("why " * 1001)).reply())


@pytest.mark.usefixtures("bot")
async def test_hostile_question(double: Double) -> None:
    """A question that tries to be more than text is shown as the text it is, without what a chat puts in."""
    question = "who **is <@Kim> [here](javascript:x) @Kim || # -# ` ~~ ?"
    text = check(await (await double.mention(f"@everyone <@200000000000000003> {question} <:e:1>")).reply())
    assert seen(text.split("\n")[0]).text == question
    assert seen(text.split("\n")[0]).kinds == {"strong", "text"}


async def test_link(double: Double) -> None:
    """An article with an address has a button that leads to it."""
    article = text_article("Bo was there in the rain. Al was at home.", file="rain.txt")
    stated = article.source.model_copy(update={"url": "https://example.org/rain"})
    linked = retriever_over([article.model_copy(update={"source": stated})])
    async with online(double, linked):
        body = await (await double.slash("ask", {"question": "Who was there in the rain?"})).answered()
    assert [part["url"] for part in components(body) if "url" in part] == ["https://example.org/rain"]


class Forgetful(Retriever):
    """Its articles are not what they were when the answer was found."""

    def __init__(self, usual: Retriever) -> None:
        self.__dict__.update(usual.__dict__)

    def confirms(self, quote: Quote) -> bool:
        """Never."""
        del quote
        return False


async def test_changed_article(double: Double, retriever: Retriever, caplog: pytest.LogCaptureFixture) -> None:
    """A quote that is no longer in its article when it is to be sent is not sent."""
    async with online(double, Forgetful(retriever)):
        text = check(await (await double.slash("ask", {"question": ASKED})).answered())
    assert PARDONS not in text
    assert "was not sent" in caplog.text


@pytest.mark.parametrize("text", ["", "<@!200000000000000001>", " \n"])
@pytest.mark.usefixtures("bot")
async def test_mention_without_words(double: Double, text: str) -> None:
    """The reply to a mention without words says how to ask."""
    assert HOW_TO_ASK in check(await (await double.mention(text)).reply())

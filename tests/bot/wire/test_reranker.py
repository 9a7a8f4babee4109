import asyncio
from pathlib import Path

from retrieval.cross_encoder.reranker import PLACES, Reranker
from retrieval.retriever import Retriever
from tests.bot.online import check, online
from tests.bot.wired import RAINING
from tests.discord.double import Double
from tests.retrieval.held_model import PATIENCE, QUESTION, TEXTS, Model, held

ARTICLES = {f"{number}.txt": text for number, text in enumerate(TEXTS)} | {
    "rain.txt": "It was raining in Bonn all day."
}
GOLD, FIRST = "gate of gold", "Kim opened the gate"
NAMED = Path("model")  # that the settings name one makes the bot's queue longer


async def test_read(double: Double) -> None:
    """A question that the words do not decide is answered as the model reads the candidates."""
    with Reranker(Model(), deadline=PATIENCE) as reranker:
        articles = Retriever.from_texts(ARTICLES, reranker=reranker)
        async with online(double, articles, reranker=NAMED, limit=1):
            assert GOLD in check(await (await double.slash("ask", {"question": QUESTION})).answered())


async def test_deadline(double: Double) -> None:
    """After the deadline the lexical answer stands."""
    model = Model()
    with Reranker(model, deadline=0.01) as reranker, held(model):
        articles = Retriever.from_texts(ARTICLES, reranker=reranker)
        async with online(double, articles, reranker=NAMED, limit=1):
            said = check(await (await double.slash("ask", {"question": QUESTION})).answered())
            assert FIRST in said
            assert GOLD not in said
            assert model.started.is_set()


async def test_many(double: Double) -> None:
    """While the model is busy, further questions are answered by the lexical ranking, and none waits for it."""
    model = Model()
    with Reranker(model, deadline=PATIENCE) as reranker, held(model):
        articles = Retriever.from_texts(ARTICLES, reranker=reranker)
        async with online(double, articles, reranker=NAMED, limit=1):
            read = [await double.slash("ask", {"question": QUESTION}) for _ in range(PLACES)]
            await double.until(lambda: not reranker._places._value, "the model to be busy")
            others = [await double.slash("ask", {"question": QUESTION}) for _ in range(20)]
            for each in await asyncio.gather(*(other.answered() for other in others)):
                assert FIRST in check(each)
            assert "Bonn" in check(await (await double.mention(RAINING)).reply())
            assert not any(each.bodies for each in read)
            model.gate.set()
            for each in await asyncio.gather(*(each.answered() for each in read)):
                assert GOLD in check(each)

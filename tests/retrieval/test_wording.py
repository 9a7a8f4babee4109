"""A question is answered alike, however people wrap it: the first quote is the same, and a refusal stays one."""

from functools import cache

import pytest

from benchmarks.wording.wraps import wrapped, wraps
from retrieval.analysis.language import ENGLISH
from retrieval.answers import Answer, Refusal
from retrieval.ingest.files import read_folder
from retrieval.retriever import Retriever, retriever_over
from tests.retrieval.conftest import SEEDS

ANNOUNCED = "What did VP Harris announce?"
ISSUED = "How many commutations and pardons has Biden issued?"
LAWYER = "Why does Kim Kardashian want to become a lawyer?"
FOREIGN = "How much does a new graphics card for gaming cost?"


@cache
def seeds() -> Retriever:
    """What answers from the five articles."""
    return retriever_over(read_folder(SEEDS).articles)


def first(answer: Answer) -> str:
    """The id of the first quote, or why there is none."""
    return answer.quotes[0].id if answer.quotes else str(answer.refusal)


@pytest.mark.parametrize(
    ("bare", "text"),
    [
        (ANNOUNCED, "<@200000000000000003> What did VP Harris announce?"),
        (ANNOUNCED, "What did VP Harris announce? <:thonk:123456789012345678>"),
        (ANNOUNCED, "What did VP Harris announce? :thinking:"),
        (ISSUED, "How many commutations and pardons has Biden issued? <:pepe:123456789012345678>"),
        (ISSUED, "How many commutations and pardons has Biden issued? https://discord.com/channels/1/2/3"),
        (ISSUED, "How many commutations and pardons has Biden issued? <t:1700000000:R>"),
        (ANNOUNCED, "Hey guys, what did VP Harris announce?"),
        (ANNOUNCED, "Sorry if this was asked before, but what did VP Harris announce?"),
        (ANNOUNCED, "What did VP Harris announce? Thanks in advance!"),
        (ANNOUNCED, "quick question: what did VP Harris announce?"),
        (ANNOUNCED, "Hi all! What did VP Harris announce?"),
        (ANNOUNCED, "pls help, what did VP Harris announce?"),
        (ANNOUNCED, "wat did VP Harris announce pls"),
        (ANNOUNCED, "can any1 tell me what did VP Harris announce thx"),
        (ISSUED, "I have been away since March. How many commutations and pardons has Biden issued? My boss asks."),
    ],
)
def test_same_answer(bare: str, text: str) -> None:
    """What a chat, courtesy and haste add changes nothing."""
    asked, plain = seeds().ask(text), seeds().ask(bare)
    assert plain.answered
    assert first(asked) == first(plain)
    assert not asked.unknown_terms


@pytest.mark.parametrize("name", wraps(ENGLISH))
@pytest.mark.parametrize("question", [ANNOUNCED, ISSUED, LAWYER, FOREIGN])
def test_every_wrap(name: str, question: str) -> None:
    """In every wrap of the benchmark the first quote is the same, and what is refused stays refused."""
    text = wrapped(question, wraps(ENGLISH)[name], ENGLISH)
    assert first(seeds().ask(text)) == first(seeds().ask(question))


@pytest.mark.parametrize("text", ["Hallo", "Hi everyone!", "thanks guys", "¡Hola a todos!", "anyone here?", "pls help"])
def test_small_talk(text: str) -> None:
    """A message of courtesies alone is small talk, whatever the language of the articles."""
    assert seeds().ask(text).refusal is Refusal.NOT_A_QUESTION


def test_unknown_words() -> None:
    """Of a wrapped question only its own words are shown as unknown."""
    answer = seeds().ask(f"Hey folks, sorry for the noob question: {FOREIGN} Cheers, Bob <:thonk:1>")
    assert answer.asked_text == FOREIGN
    assert set(answer.unknown_terms) <= {"cost", "new", "graphics", "card", "gaming"}


def test_long_post() -> None:
    """A post of 4,000 characters is read, and one of two questions is kept for a note."""
    story = "I was at my brother's place when he showed me the news on his phone. " * 50
    answer = seeds().ask(f"{story} {ISSUED} And who was the chef? Thanks!")
    assert first(answer) == first(seeds().ask(ISSUED))
    assert answer.further == ("And who was the chef?",)

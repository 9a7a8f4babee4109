import pytest
from hypothesis import given

from bot.rendering.message import apology, heading, parts
from bot.replies.reply import BUSY, HOW_TO_ASK, UNREADABLE, advice
from bot.replies.thread_context import previous_turn_in
from retrieval.answering.followup import PreviousTurn
from retrieval.errors import QuestionError
from tests.bot.answers import answer, quote
from tests.bot.hostile import folded, hostile

DIRECTIONS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def read_back(question: str, searched_for: str | None = None) -> PreviousTurn | None:
    """What is read from the message for an answer to this question."""
    return previous_turn_in(parts(answer(quote("It is so."), question=question, searched_for=searched_for))[0].text)


@given(hostile.map(lambda text: folded(text.translate(DIRECTIONS))).filter(bool))
def test_round_trip(question: str) -> None:
    """The question is read back as it was asked, whatever Markdown it tries to be, without marks of direction."""
    assert read_back(f"Kim {question}") == PreviousTurn(f"Kim {question}")


@given(hostile.map(lambda text: folded(text.translate(DIRECTIONS))).filter(bool))
def test_searched_for(question: str) -> None:
    """Where the question was searched for in other words, those are what is gone on from."""
    assert read_back("when?", f"Kim {question}") == PreviousTurn(f"Kim {question}")


@given(hostile)
def test_only_in(name: str) -> None:
    """Where one article answered alone, its name is no part of what is gone on from."""
    asked = answer(quote("It is so."), question="when?", searched_for="When was Kim there?")
    assert previous_turn_in(heading(asked, only_in=name)) == PreviousTurn("When was Kim there?")


@pytest.mark.parametrize("said", [BUSY, HOW_TO_ASK, UNREADABLE, apology("ABC"), advice(QuestionError("a", "**b**"))])
def test_no_answer(said: list[tuple[str, None]]) -> None:
    """A message of the bot that answers nothing cannot be followed up on."""
    assert previous_turn_in(said[0][0]) is None


@pytest.mark.parametrize("text", ["", "**", "****", "a quote", "**thanks**", "**Who?** and more", "> **It is so.**"])
def test_nothing(text: str) -> None:
    """Neither is a text that is no question in bold, nor small talk."""
    assert previous_turn_in(text) is None

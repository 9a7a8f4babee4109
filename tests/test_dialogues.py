"""Is a follow-up question understood, and a new question left alone?

Nothing is fitted or tuned on `dialogues.jsonl`: for that there are `benchmarks/dialogues_on_seeds.jsonl`.
"""

from pathlib import Path

import pytest

from bot.corpora.choice import seeds_folder
from retrieval.ingest.files import read_folder
from retrieval.retriever import retriever_over
from tests.dialogues import Dialogue, dialogues, report

RIGHT = 0.9


@pytest.fixture(scope="module")
def held() -> list[Dialogue]:
    """Every labelled dialogue with its last answers from the seeds."""
    retriever = retriever_over(read_folder(seeds_folder()).articles)
    return list(dialogues(Path(__file__).with_name("dialogues.jsonl"), retriever))


def test_there_are_enough_dialogues_of_each_kind(held: list[Dialogue]) -> None:
    """At least 25 dialogues go on, some of them to a refusal, and some questions are fresh."""
    going_on = [each for each in held if not each.is_fresh]
    assert len(going_on) >= 25
    assert sum(not each.quotes for each in going_on) >= 7
    assert len(held) - len(going_on) >= 9


def test_labels_stand_in_the_articles(held: list[Dialogue]) -> None:
    """Every wanted text stands in an article, so that no label asks for the impossible."""
    texts = [article.version.text for article in read_folder(seeds_folder()).articles]
    assert [quote for each in held for quote in each.quotes if not any(quote in text for text in texts)] == []


def test_the_last_question_is_answered(held: list[Dialogue]) -> None:
    """At least 90 % of the last questions are answered, or refused, as they should be."""
    _assert_mostly_right(held)


def test_it_is_as_good_as_asked_in_full(held: list[Dialogue]) -> None:
    """At least 90 % of the questions that are right when asked in full are right when they go on."""
    _assert_mostly_right([each for each in held if each.is_right_in_full])


def test_a_fresh_question_is_not_touched(held: list[Dialogue]) -> None:
    """A fresh question gets the very answer that it gets with nothing before it."""
    assert [str(each) for each in held if each.is_fresh and not each.is_right] == []


def _assert_mostly_right(held: list[Dialogue]) -> None:
    print(report(held))  # noqa: T201 -- the misses are the report
    assert sum(each.is_right for each in held) >= RIGHT * len(held), report(held)

"""Do the five articles answer what people ask of them, and stay silent on the rest?

`questions.jsonl` holds one question a line: `quotes` are the texts any of which a right first quote has in it; none
means that the articles do not hold the answer. Nothing is fitted or tuned on these questions: for that there are
`benchmarks/questions_on_seeds.jsonl`, in the same form.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.corpora.choice import seeds_folder
from retrieval.answers import Answer
from retrieval.ingest.files import read_folder
from retrieval.retriever import retriever_over

RIGHT = 0.95


class Asked(NamedTuple):
    """A question, the texts that answer it, and what was answered."""

    question: str
    quotes: tuple[str, ...]
    answer: Answer

    @property
    def is_right(self) -> bool:
        """Whether the first quote answers, or the refusal is due."""
        if not self.quotes:
            return not self.answer.answered
        return self.answer.answered and any(quote in self.answer.quotes[0].text for quote in self.quotes)

    def __str__(self) -> str:
        got = self.answer.quotes[0].text if self.answer.answered else "(refused)"
        return f"{self.question}\n    wanted: {' | '.join(self.quotes) or '(refusal)'}\n    got:    {got}"


@pytest.fixture(scope="module")
def asked() -> list[Asked]:
    """Every labelled question with its answer from the seeds."""
    retriever = retriever_over(read_folder(seeds_folder()).articles)
    lines = (Path(__file__).parent / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    labelled = [json.loads(line) for line in lines]
    return [Asked(row["question"], tuple(row["quotes"]), retriever.ask(row["question"])) for row in labelled]


def test_there_are_enough_questions_of_both_kinds(asked: list[Asked]) -> None:
    """At least sixty questions are asked, and at least twenty of them must be refused."""
    assert len(asked) >= 60
    assert sum(not each.quotes for each in asked) >= 20


def test_labels_stand_in_the_articles(asked: list[Asked]) -> None:
    """Every wanted text stands in an article, so that no label asks for the impossible."""
    texts = [article.version.text for article in read_folder(seeds_folder()).articles]
    assert [quote for each in asked for quote in each.quotes if not any(quote in text for text in texts)] == []


def test_the_first_quote_answers(asked: list[Asked]) -> None:
    """The first quote is right for at least 95 % of the questions that the articles answer."""
    _assert_mostly_right([each for each in asked if each.quotes])


def test_what_the_articles_lack_is_refused(asked: list[Asked]) -> None:
    """At least 95 % of the questions that the articles do not answer are refused."""
    _assert_mostly_right([each for each in asked if not each.quotes])


def _assert_mostly_right(asked: Sequence[Asked]) -> None:
    misses = [each for each in asked if not each.is_right]
    print(f"{len(asked) - len(misses)} of {len(asked)} right", *misses, sep="\n")  # noqa: T201 -- the misses are the report
    assert len(misses) <= (1 - RIGHT) * len(asked), "\n".join(map(str, misses))

"""A question whose time is over is answered with the best so far."""

from itertools import count

import pytest

from retrieval.answering.verify_text import Verdict
from retrieval.corpus import InMemoryCorpus
from retrieval.deadline import PROCESSOR_SECONDS, SECONDS, Deadline
from retrieval.query.parser import read_question
from retrieval.retriever import Retriever
from tests.retrieval.samples import article

QUESTION = "When does the warden open the north gate?"
GATE = "The warden opens the north gate at seven."


def never() -> float:
    """A clock that stands still."""
    return 0.0


def over() -> Deadline:
    """A deadline that is over as soon as it is looked at: each look at the clock takes as long as is allowed."""
    clock = count()
    return Deadline(clock=lambda: SECONDS * next(clock), processor=never)


@pytest.mark.parametrize("limit", [SECONDS, PROCESSOR_SECONDS])
def test_both_clocks(limit: float) -> None:
    """It is over when either of the clocks says so, and not before."""
    now = 5.0
    deadline = Deadline(
        clock=lambda: now if limit == SECONDS else 0.0, processor=lambda: now if limit != SECONDS else 0.0
    )
    now += limit - 0.1
    assert not deadline.is_over
    now += 0.1
    assert deadline.is_over


def test_best_so_far() -> None:
    """The candidate that BM25 finds best is still quoted when there is no time to compare others."""
    articles = [article(f"{GATE} " + "Nobody else may. " * number, file=f"{number}.txt") for number in range(9)]
    corpus = InMemoryCorpus(articles)
    first = corpus.index.search(read_question(QUESTION).terms, depth=1)[0].passage.article.source.file
    assert [quote.article.file for quote in Retriever(corpus, deadline=over).ask(QUESTION).quotes] == [first]


def test_check() -> None:
    """A check without time finds what is verbatim at once, and says that other texts are not found."""
    retriever = Retriever(InMemoryCorpus([article(GATE, file="a.txt")]), deadline=over)
    assert retriever.check(GATE).verdict is Verdict.VERBATIM
    assert retriever.check(GATE.replace("seven", "eight")).verdict is Verdict.NOT_FOUND

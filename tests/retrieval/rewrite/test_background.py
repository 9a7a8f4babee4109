from retrieval.index.bm25 import index_of
from retrieval.query.parser import Question, read_question
from retrieval.rewrite.background import BACKGROUND_WEIGHT, MOST, with_background
from tests.retrieval.samples import passage

TEXTS = ["The north gate opens at seven.", "The warden keeps the ledger of the harbour."]
INDEX = index_of(list(map(passage, TEXTS)))


def asked(text: str) -> Question:
    """The question in a message with its background."""
    return with_background(read_question(text), INDEX)


def test_enough() -> None:
    """A question with two words that the articles have is searched for alone."""
    text = "I lost the ledger. When does the north gate open?"
    assert asked(text) == read_question(text)


def test_too_few() -> None:
    """One with fewer is helped by those words of its background that the articles have, which weigh little."""
    found = {
        each.text: each.weight for each in asked("The north gate is stuck on Monday. How do I repair it?").query_terms
    }
    assert found == {"repair": 1, "north": BACKGROUND_WEIGHT, "gate": BACKGROUND_WEIGHT}


def test_most() -> None:
    """However long the background is, few words of it are read."""
    index = index_of([passage("Go " + " ".join(f"word{number}x" for number in range(99)) + ".")])
    code = " ".join(f"word{number}x" for number in range(99))
    assert len(with_background(read_question(f"How to repair?\n```\n{code}\n```"), index).query_terms) == MOST + 1

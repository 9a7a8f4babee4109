import pytest

from bot.store import unanswered as module
from bot.store.unanswered import UnansweredOrder, add_question, delete_questions, open_question_count, open_questions
from retrieval.library.database import Library
from tests.retrieval.stored import written

GATE = "Where is the gate?"


def asked(
    library: Library, server: int = 1, *, by: UnansweredOrder = UnansweredOrder.FREQUENT, **page: int
) -> list[tuple[str, int]]:
    """The questions of a server, with how often each was submitted."""
    return [(each.question, each.times) for each in open_questions(library, server, by=by, **page)]


@pytest.mark.parametrize("again", [GATE, "where is the GATE", "  Where  is the gate?! ", "Where is the gate…"])
def test_same_question(library: Library, again: str) -> None:
    """Questions that differ in case, spaces and marks at the end are one, as it was asked first."""
    add_question(library, 1, GATE)
    add_question(library, 1, again)
    assert asked(library) == [(GATE, 2)]


def test_orders(library: Library) -> None:
    """The most frequent come first, of the equally frequent the newer, or else the newest; in pages."""
    for question in ("a", "b", "c", "a"):
        add_question(library, 1, question)
    with library.writing() as db:
        db.execute("UPDATE handed_in SET last_at = '2024-01-01' WHERE question = 'a'")
    assert asked(library) == [("a", 2), ("c", 1), ("b", 1)]
    assert asked(library, by=UnansweredOrder.NEW) == [("c", 1), ("b", 1), ("a", 2)]
    assert asked(library, limit=1, offset=1) == [("c", 1)]
    assert open_question_count(library, 1) == 3


def test_servers(library: Library) -> None:
    """Each server has its own questions, and marks none of another as done."""
    add_question(library, 1, GATE)
    add_question(library, 2, GATE)
    (mine,) = open_questions(library, 1)
    delete_questions(library, 2, [mine.id])
    assert asked(library, 1) == asked(library, 2) == [(GATE, 1)]
    delete_questions(library, 1, [mine.id])
    assert (asked(library, 1), open_question_count(library, 2)) == ([], 1)


def test_done_is_deleted(library: Library) -> None:
    """Of a question that is done no byte is left."""
    add_question(library, 1, GATE)
    delete_questions(library, 1, [each.id for each in open_questions(library, 1)])
    library.compact()
    assert GATE.encode() not in written(library.path)


def test_most(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server has so many questions at most; the rarest and oldest go, and a new one is let in."""
    monkeypatch.setattr(module, "MOST", 2)
    for question in ("a", "a", "b", "c"):
        add_question(library, 1, question)
    assert asked(library) == [("a", 2), ("c", 1)]

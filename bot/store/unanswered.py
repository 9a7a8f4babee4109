"""Which questions did members hand to the moderators? Each once, with its count and last time; nothing of who asked.

A question is deleted when it is done.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from retrieval.library.database import Library, now
from retrieval.records import Record

MOST: Final = 500  # questions of one guild; beyond that the rarest and oldest are deleted
LEAST_OF_ALL: Final = "?!.… "  # characters at the end in which equal questions may differ


class UnansweredOrder(StrEnum):
    """The order of the questions; ties are in the other order."""

    FREQUENT = "frequent"
    NEW = "new"


ORDERS: Final = {
    UnansweredOrder.FREQUENT: "times DESC, last_at DESC, id DESC",
    UnansweredOrder.NEW: "last_at DESC, times DESC, id DESC",
}


class UnansweredQuestion(Record):
    """A question, how often members submitted it, and when the last time was."""

    id: int
    question: str
    times: int
    last_at: str


def add_question(library: Library, guild: int, question: str) -> None:
    """Store a question for the moderators of a guild, or count it once more."""
    with library.writing() as db:
        db.execute(
            """
            INSERT INTO handed_in (server, folded, question, last_at) VALUES (?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET times = times + 1, last_at = excluded.last_at
            """,
            [guild, _question_key(question), question, now()],
        )
        first = (
            f"SELECT id FROM handed_in WHERE server = :server ORDER BY {ORDERS[UnansweredOrder.FREQUENT]} LIMIT :most"  # noqa: S608 -- our own words
        )
        query = f"DELETE FROM handed_in WHERE server = :server AND id NOT IN ({first})"  # noqa: S608 -- our own words
        db.execute(query, {"server": guild, "most": MOST})


def open_questions(
    library: Library, guild: int, *, by: UnansweredOrder = UnansweredOrder.FREQUENT, limit: int = MOST, offset: int = 0
) -> tuple[UnansweredQuestion, ...]:
    """The open questions of a guild."""
    query = (
        f"SELECT id, question, times, last_at FROM handed_in WHERE server = ? ORDER BY {ORDERS[by]} LIMIT ? OFFSET ?"  # noqa: S608 -- our own words
    )
    return tuple(UnansweredQuestion(**dict(row)) for row in library.rows(query, [guild, limit, offset]))


def open_question_count(library: Library, guild: int) -> int:
    """How many open questions a guild has."""
    return int(library.rows("SELECT count(*) AS count FROM handed_in WHERE server = ?", [guild])[0]["count"])


def delete_questions(library: Library, guild: int, questions: Iterable[int]) -> None:
    """Delete questions of a guild by their ids."""
    with library.writing() as db:
        query = "DELETE FROM handed_in WHERE server = ? AND id = ?"
        db.executemany(query, [(guild, question) for question in questions])


def _question_key(question: str) -> str:
    """The key under which equal questions are counted together: casefolded, white space and end marks normalised."""
    return " ".join(question.casefold().split()).rstrip(LEAST_OF_ALL)

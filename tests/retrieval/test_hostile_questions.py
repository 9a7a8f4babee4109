"""No question and no check takes long, whatever the articles are made of.

Time is the processor's, of the thread that asks. `test_all_are_read_or_refused` in `ingest/test_hostile.py` holds that
such articles are read.
"""

from time import thread_time

import pytest

from retrieval.retriever import Retriever

SAID = "The north gate opens at seven in the morning, and the warden closes it at nine."
SIZE = 60_000  # characters of an article
MOST = 2.0  # seconds of the processor
ARTICLES = {
    "far": "The gate is opened by the warden {}",
    "A. ": "The gate is opened by the warden {}",
    "A.B.C ": "The gate is opened by the warden {}",
    "Warden Gate ": "{}",
    "Warden Gate. ": "{}",
    "North Gate Warden ": "{}",
    "“": "{} the gate",
    "“the gate of the warden one” ": "{}",
    "gate (AB) ": "{}",
    "gate (warden ": "{}",
    "gate, 43, ": "{}",
    "gate: ": "{}",
    "The gate is it. ": "{}",
    "gate-": "{}",
    "gate\u0301": "{}",
    "- gate warden:\n": "{}",
    "| gate | warden ": "| a | b |\n|---|---|\n{}|\n",
    "gate warden\n": "```\n{}```\n",
    "门守": "{}",
    "gate 1,000 ": "{}",
}
QUESTIONS = (
    "Who opens the gate?",
    "When does the warden open the north gate?",
    "How many gates does the warden open?",
    "Where is the gate of the warden?",
    "What is the NGW?",
    "Who is A. A. A.?",
    "门守在哪里?",
)
CHECKED = ("gate " * 390 + "x", "A. " * 600 + "x", "“" * 1_900 + "x", "gate warden " * 150, "门守" * 990 + "x")


def seconds_of_asking(text: str) -> float:
    """The most seconds of the processor that a question or a check takes in an article and three copies of it."""
    copies = {f"{number}.md": f"{text}\n\n{number}\n" for number in range(4)}
    retriever = Retriever.from_texts({**copies, "gate.txt": SAID})
    retriever.ask(QUESTIONS[0])  # imports and caches are no part of it
    took = []
    for question in QUESTIONS:
        began = thread_time()
        retriever.ask(question)
        took.append(thread_time() - began)
    for checked in CHECKED:
        began = thread_time()
        retriever.check(checked)
        took.append(thread_time() - began)
    return max(took)


def hostile(piece: str) -> str:
    """An article that is made of one piece again and again; or of one word again and again, then of another."""
    if piece == "far":
        return ARTICLES[piece].format("gate " * (SIZE // 10) + "warden " * (SIZE // 14))
    return ARTICLES[piece].format(piece * (SIZE // len(piece)))


@pytest.mark.parametrize("piece", ["A. ", "far"])
def test_no_question_takes_long(piece: str) -> None:
    """Initials, and words far from each other, do not make a question or a check slow."""
    assert seconds_of_asking(hostile(piece)) < MOST


@pytest.mark.slow
@pytest.mark.parametrize("piece", [piece for piece in ARTICLES if piece not in {"A. ", "far"}])
def test_no_question_takes_long_in_others(piece: str) -> None:
    """Nor does anything else."""
    assert seconds_of_asking(hostile(piece)) < MOST

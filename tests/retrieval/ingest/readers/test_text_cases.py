"""Plain texts that were read wrong, each of which stands for its kind, at their right value."""

import pytest

from retrieval.ingest.readers.text import text_article
from retrieval.records import BlockKind
from tests.retrieval.samples import quotable

SENTENCE = """The warden who kept the north gate
had been told by Father Alder that
No one may ever open the valve at
Easter before the bell is rung."""

NOVEL = """The Project of the Pump

CHAPTER I. The gate

     The warden who kept the north gate had been told by his father that
no one was ever to open the valve before the bell had been rung three
times, and he held to that rule for all of the forty years in which he
lived in the little house beside the tool shed. On the day of the flood
Mr. Alder came down from the hill and asked for the key.

     "You shall not have it," said the warden, "for the bell has not
been rung." The river rose to the third step, and the goats were taken
up to the chapel by the two sons of the treasurer.
"""


def wrapped(text: str, width: int) -> str:
    """The text in lines of at most `width` characters, as an editor wraps it."""
    lines = [""]
    for word in text.split():
        lines = [*lines, word] if len(f"{lines[-1]} {word}") > width else [*lines[:-1], f"{lines[-1]} {word}".strip()]
    return "\n".join(lines)


@pytest.mark.parametrize("width", [24, 30, 36, 39, 40, 60, 72, 80, 100, 120, 132, 160])
def test_any_width(width: int) -> None:
    """Hard-wrapped text is one paragraph at any width, though some lines begin with a capital."""
    text = wrapped(" ".join([SENTENCE] * 4), width)
    assert quotable(f"{text}\n\nThe end came soon.") == [text, "The end came soon."]


def test_narrow() -> None:
    """A sentence over four narrow lines is one paragraph, and no line of it is a heading."""
    article = text_article(SENTENCE, file="a.txt")
    assert article.source.title is None
    assert [(block.kind, block.of(article.version.text)) for block in article.version.blocks] == [
        (BlockKind.PARAGRAPH, SENTENCE)
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["Apples", "Pears", "Plums"],
        ["Roses are red,", "Violets are blue,", "Sugar is sweet,"],
        ["Gate: seven to dusk", "Shed: ask the treasurer", "Hall: closed for the winter"],
        ["Bread and butter for everyone", "Two bottles of cold lemonade", "Plates made of strong paper"],
        ["1. Open the valve.", "2. start the pump", "3. Wait for the bell."],
        ["ADA: Who goes there, at this hour?", "BOB: Nobody but the warden."],
        ["MON 07:00 19:00", "TUE 07:00 19:00", "SUN closed all day"],
    ],
)
def test_lists_stay(lines: list[str]) -> None:
    """Lines of a list, a verse or a timetable stay lines of their own."""
    kept = [line.split(". ", 1)[1] if line[0].isdigit() else line for line in lines]
    assert quotable("It begins here, as it must.\n\n" + "\n".join(lines)) == ["It begins here, as it must.", *kept]


@pytest.mark.parametrize(
    "answer", ["A: From seven until dusk", "Answer: From seven until dusk", "From seven until dusk"]
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("question", ["Q: ", "Question: ", "Q. ", ""])
def test_questions(question: str, gap: str, answer: str) -> None:
    """Every question and every answer is quotable: no question is the title, no answer a heading."""
    text = (
        f"{question}When is the gate open?{gap}{answer}\n\n{question}What is the fee?{gap}40 euros a year\n\nIt ends."
    )
    article = text_article(text, file="a.txt")
    assert article.source.title is None
    assert quotable(text) == [
        f"{question}When is the gate open?",
        answer,
        f"{question}What is the fee?",
        "40 euros a year",
        "It ends.",
    ]


def test_questions_under_title() -> None:
    """A title over questions is the title."""
    assert text_article("Rules of the gate\n\nQ: When?\nA: At dusk\n", file="a.txt").source.title == "Rules of the gate"


def test_labels() -> None:
    """Labelled facts at the end are quotable, a line each."""
    assert quotable("It is so.\n\nOpening hours: 7-19\nFee: 40 euros") == [
        "It is so.",
        "Opening hours: 7-19",
        "Fee: 40 euros",
    ]


def test_line_within_paragraph() -> None:
    """A short line between the lines of a paragraph is never a heading; alone between blank lines it is."""
    assert "The Second Half" in quotable("It was long.\nThe Second Half\nIt ended at last.")
    assert "The Second Half" not in quotable("It was long.\n\nThe Second Half\n\nIt ended at last.")


def test_novel() -> None:
    """Indented paragraphs of a novel are unwrapped, its title and chapter are known."""
    article = text_article(NOVEL, file="a.txt")
    headings = [each.of(NOVEL) for each in article.version.blocks if each.kind is BlockKind.HEADING]
    assert (article.source.title, headings) == ("The Project of the Pump", ["CHAPTER I. The gate"])
    assert [each.of(NOVEL).split()[0] for each in article.version.quotable] == ["The", '"You']

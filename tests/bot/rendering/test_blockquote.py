import pytest

from bot.rendering.blockquote import quotation
from tests.bot.answers import quote


@pytest.mark.parametrize(
    ("text", "answers", "markdown"),
    [
        ("One. Two.", "Two.", "> One. **Two.**"),
        ("One. Two.", "One.", "> **One.** Two."),
        ("甲。乙。丙。", "乙。", "> 甲。**乙。**丙。"),
        ("甲:smile:乙", ":smile:", "> 甲**\\:smile\\:**乙"),
        ("One.\n\n\nTwo.", "Two.", "> One.\n> **Two.**"),
        ("# One\n\n> Two.", "> Two.", "> \\# One\n> **\\> Two.**"),
        ("One,\ntwo. Three.", "One,\ntwo.", "> **One, two.** Three."),
        ("One  and\ttwo.", None, "> **One and two.**"),
        ("שלום. עולם.\n\nOne.", "עולם.", "> \u2068שלום. **עולם.**\u2069\n> One."),
        ("He said שלום.", None, "> \u2068**He said שלום.**\u2069"),
        ("A \u202eB.", None, "> \u2068**A \u202eB.**\u2069"),
    ],
)
def test_quotation(text: str, answers: str | None, markdown: str) -> None:
    """Each paragraph is a line of its own that turns no other, white space folded, and what answers is bold."""
    assert quotation(quote(text, answers)) == markdown


def test_wrapped_paragraph() -> None:
    """A paragraph that a word wrapper has parted is one line."""
    line = "The committee met on Thursday to talk about the words that were left over"
    assert quotation(quote(f"{line}\nfrom the meeting. Bo was there.", "Bo was there.")).count("\n") == 0

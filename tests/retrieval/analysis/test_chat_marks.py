import pytest

from retrieval.analysis.chat_marks import without_marks


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("The **north** *gate*, __so__ ~~not~~ `a_b *c*`", "The north gate, so a_b *c*"),
        ("a snake_case_name and 2*3*4", "a snake_case_name and 2*3*4"),
        (
            "see <https://x.org/a_b> or [that](https://y.org) :ok: <:yes:123>",
            "see https://x.org/a_b or that :ok: :yes:",
        ),
        ("||the end|| is \\*near\\*", "the end is *near*"),
        ("***both*** and **a *b* c**", "both and a b c"),
    ],
)
def test_marks(line: str, text: str) -> None:
    """A line is what a reader of the chat sees."""
    assert without_marks(line) == text

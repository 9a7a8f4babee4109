import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wcwidth import wcswidth

from bot.terminal.console import wrapped


@example("aaaaaaa \u093f", 4)  # a mark that stands after a space
@given(st.text(st.sampled_from("ab é’—黑豹हि👍\u0301"), max_size=80), st.integers(4, 20))
def test_no_line_is_too_wide(text: str, width: int) -> None:
    """No line takes more columns than there are, and no character but white space is lost."""
    lines = wrapped(text, width)
    assert all(wcswidth(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(("text", "lines"), [("one two", ["one", "two"]), ("黑豹队的", ["黑豹", "队的"]), ("", [])])
def test_by_hand(text: str, lines: list[str]) -> None:
    """Words stay whole where they fit, and a wide character takes two columns."""
    assert wrapped(text, 5) == lines

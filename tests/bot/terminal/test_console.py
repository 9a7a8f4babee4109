import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wcwidth import wcswidth

from bot.terminal.console import wrapped, wrapped_facts


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


@pytest.mark.parametrize("text", ["use --gui-password now", "see mid-2024 then", "a – b-c"])
def test_no_break_at_hyphen(text: str) -> None:
    """An option and a compound stay whole where they fit on a line."""
    assert " ".join(wrapped(text, 14)).split() == text.split()


ADDRESS = "https://gate.test/faq-parts/usage.html#how-do-i"


@pytest.mark.parametrize(
    ("facts", "lines"),
    [
        ("a.md · quote ABC", ["a.md · quote ABC"]),
        ("some-file.md · quote ABC", ["some-file.md ·", "quote ABC"]),
        (f"a.md · {ADDRESS} · quote ABC", ["a.md ·", f"{ADDRESS} ·", "quote ABC"]),
        (f"also in: B ({ADDRESS})", ["also in: B", f"({ADDRESS})"]),
        ("A title of many words · G", ["A title of", "many words · G"]),
        ("黑豹队的黑豹 · Gate", ["黑豹队的黑豹 ·", "Gate"]),
    ],
)
def test_facts(facts: str, lines: list[str]) -> None:
    """Facts are broken between two of them, a long one at spaces, and an address never."""
    assert wrapped_facts(facts, 16) == lines

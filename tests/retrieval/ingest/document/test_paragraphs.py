import pytest
from hypothesis import given

from retrieval.ingest.document.paragraphs import is_bulleted, paragraphs
from retrieval.records import Span
from tests.retrieval.samples import AWKWARD, documents, some

WRAPPED = """It is a truth universally acknowledged, that a
single man in possession of a good fortune, must
be in want of a wife."""


def split(text: str) -> list[str]:
    """The paragraphs' characters."""
    return [span.of(text) for span in paragraphs(text)]


@pytest.mark.parametrize("end", ["\n\n", "\r\n\r\n", "\r\r", "\n \t\n", "\n\n\n\n", "\u2028\u2028", "\x85\n", "\f\f"])
def test_blank_lines(end: str) -> None:
    """Blank lines of any system part paragraphs, hard-wrapped ones too."""
    assert split(f"{WRAPPED}{end}{WRAPPED}") == [WRAPPED, WRAPPED]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_single_line_ends(end: str) -> None:
    """A line end parts paragraphs where the next word had room on the line."""
    assert split(f"Roses are red.{end}Violets are blue.") == ["Roses are red.", "Violets are blue."]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_hard_wrapped(end: str) -> None:
    """Lines that end only because the next word had no room are one paragraph."""
    text = WRAPPED.replace("\n", end)
    assert split(text) == [text]


def test_room_left() -> None:
    """In a wrapped block a line with room for the next word ends its paragraph."""
    assert split(f"{WRAPPED}\nHowever little known.") == [WRAPPED, "However little known."]


@pytest.mark.parametrize(("length", "joined"), [(43, False), (44, False), (45, True)])
def test_next_word(length: int, *, joined: bool) -> None:
    """In a block of 50 characters a word of five has room after 44, for a space is between."""
    text = f"{'x' * length}\nFive. {'x' * 44}"
    assert len(split(text)) == (1 if joined else 2)


@pytest.mark.parametrize("width", [39, 121])
def test_unusual_widths(width: int) -> None:
    """Narrower lines are verse or lists, wider ones paragraphs: neither is joined."""
    line = "X" * width
    assert split(f"{line}\n{line}") == [line, line]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("The baker opens\nat six.", True),
        ("The baker opens\nAt six", False),
        ("The baker opens.\nat six.", False),
        ("He said “go.”\nand went.", False),
        ("title: A day\ndate: 2024-05-22", False),
        ("The list\n- at six", False),
    ],
)
def test_lower_case(text: str, *, joined: bool) -> None:
    """A line in lower case goes on with a sentence that has not ended, unless it is a list's or a label."""
    assert len(split(text)) == (1 if joined else 2)


@pytest.mark.parametrize("width", [40, 120])
def test_usual_widths(width: int) -> None:
    """Lines of a word wrapper's width are joined."""
    line = "x" * width
    assert split(f"{line}\n{line}") == [f"{line}\n{line}"]


@pytest.mark.parametrize("bullet", ["•", "-", "*", "+", "–", "—", "1.", "12)", "·", "◦"])
def test_bullets(bullet: str) -> None:
    """A bullet or number is no part of its paragraph, and begins one even in a wrapped block."""
    assert split(f"{'x' * 60}\n  {bullet} {'y' * 50}") == ["x" * 60, "y" * 50]


@pytest.mark.parametrize("line", ["-5 degrees", "1.5 per cent", "1000. of them", "*emphasis*"])
def test_no_bullets(line: str) -> None:
    """What only begins like a bullet stays."""
    assert split(line) == [line]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\u2028"])
def test_is_bulleted(end: str) -> None:
    """A paragraph is bulleted when a bullet stands before it on its own line."""
    text = f"Intro here:{end}  • one{end}2) two{end}Three - not"
    found = {span.of(text): is_bulleted(text, span) for span in paragraphs(text)}
    assert found == {"Intro here:": False, "one": True, "two": True, "Three - not": False}


def test_inside_bulleted_line() -> None:
    """What stands later in a bulleted line has no bullet before it."""
    assert is_bulleted("• one two", Span(start=2, end=5))
    assert not is_bulleted("• one two", Span(start=6, end=9))


def test_start() -> None:
    """What stands before `start` is left out."""
    assert paragraphs("date x\n\ny", 5) == (Span(start=5, end=6), Span(start=8, end=9))


def test_separators_after_wrapped_line() -> None:
    """A line of nothing but ASCII separators is blank, even after a hard-wrapped line."""
    text = f"{'word ' * 12}\n\x1c\n{'more ' * 12}"
    assert "".join(split(text)).split() == text.split()


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x1c", "\u2028\n", "\u3000"], ids=repr)
def test_nothing(text: str) -> None:
    """White space has no paragraph."""
    assert paragraphs(text) == ()


def assert_well_formed(text: str) -> None:
    """The property: in order, disjoint, not empty, without white space at the ends, and no letter left out."""
    at = 0
    for span in paragraphs(text):
        assert at <= span.start < span.end
        assert span.of(text) == span.of(text).strip()
        assert not any(character.isalpha() for character in text[at : span.start])
        at = span.end
    assert not text[at:].strip()


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: repr(text[:20]))
def test_awkward(text: str) -> None:
    """Awkward texts have well-formed paragraphs."""
    assert_well_formed(text)


@some
@given(documents)
def test_any_text(text: str) -> None:
    """Any text has well-formed paragraphs."""
    assert_well_formed(text)

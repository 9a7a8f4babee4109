"""Every regular expression takes linear time, whatever the text is."""

import string
from time import process_time

import pytest

from tests.regexes import METHODS, KnownPattern, known_patterns

SHORT, LONG = 6_000, 12_000  # characters of a text and of a longer one
UNMEASURED = 0.02  # seconds; a text that takes less is quick enough, and nothing can be measured
GROWTH = 3.2  # times the time for twice the text; with its square, it would be 4
END = "\0x"  # matches nothing, so that what may match the whole text fails at its end
WORDS = (
    " ",
    "a",
    "A",
    "1",
    "\n",
    "\t",
    "a ",
    "A. ",
    "1.",
    "a.",
    "a\n",
    "\n\n",
    "- ",
    "> ",
    "# ",
    "a, ",
    "\r\n",
    "\xa0",
)
LETTERS = ("שלום", "门", "a\u0301", "“", "http://a", "<a href=", "{{", "[[", "<!--", "'''", "&#", ":a:")


MARKS = tuple(string.punctuation)
PIECES = (
    *WORDS,
    *LETTERS,
    *MARKS,
    "[a",
    "(a",
    "<a",
    "a:",
    "a=",
    "a-",
    "a|",
    "[a](",
    "::",
    "//",
    "**",
    "``",
    "||",
    "--",
)


def seconds(known: KnownPattern, method: str, piece: str, length: int) -> float:
    """The seconds of the processor that one of a pattern's methods takes on a text of about this length."""
    text = piece * (length // len(piece)) + END
    began = process_time()
    METHODS[method](known.pattern, text.encode() if isinstance(known.pattern.pattern, bytes) else text)
    return process_time() - began


def is_linear(known: KnownPattern, method: str, piece: str) -> bool:
    """Whether twice as many pieces take at most `GROWTH` times as long; the quickest of three tries counts."""
    if seconds(known, method, piece, LONG) < UNMEASURED:
        return True
    short, long = (min(seconds(known, method, piece, length) for _ in range(3)) for length in (SHORT, LONG))
    return long < max(GROWTH * short, UNMEASURED)


def test_all_are_found() -> None:
    """The patterns that the code has are found, with the methods that it calls."""
    by_place = {known.where: known for known in known_patterns()}
    assert len(by_place) > 250
    assert by_place["retrieval.ingest.html.statements.SEPARATOR"].methods == {"split"}


@pytest.mark.slow
@pytest.mark.parametrize("known", known_patterns(), ids=lambda known: known.where)
def test_linear(known: KnownPattern) -> None:
    """Twice the text takes a pattern about twice the time, with every method that the code calls."""
    slow = [
        (method, piece) for method in sorted(known.methods) for piece in PIECES if not is_linear(known, method, piece)
    ]
    assert slow == []

import pytest

from retrieval.query.parser import read_question
from retrieval.rewrite.suggestions import MOST_SUGGESTIONS, suggestions
from tests.retrieval.samples import vocabulary_of

VOCABULARY = vocabulary_of(
    {"Kardashian": 9, "clemency": 3, "prosecution": 1, "prosecutions": 2, "Harris": 5, "houses": 9, "without": 9}
)


def suggested(question: str) -> tuple[str, ...]:
    """The suggestions for a question without any known word."""
    read = read_question(question)
    return suggestions(read.query_terms, read, VOCABULARY)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who is Kardzzzian?", "Kardashian"),
        ("Who is Kardzzzian’s?", "Kardashian"),
        ("is it clamenzy", "clemency"),
        ("Who is Kamala Harrison?", "Harris"),
        ("which prosecutor", "prosecutions"),
    ],
)
def test_near(question: str, expected: str) -> None:
    """A word that is some edits from a known one, or begins as one does, brings the nearest or most frequent one."""
    assert suggested(question) == (expected,)


@pytest.mark.parametrize(
    "question",
    ["What is the capital of France?", "is it horses", "the kard", "xyzzyxyz", "12345678", "שלום עולם", "witout"],
)
def test_nothing_near(question: str) -> None:
    """Nothing is suggested for right words that only look alike, short ones, other scripts, and small words."""
    assert suggested(question) == ()


def test_at_most() -> None:
    """At most three words are suggested, each once."""
    vocabulary = vocabulary_of(dict.fromkeys(["abcdefg", "bcdefgh", "cdefghi", "defghij"], 1))
    read = read_question("zabcdefgz abcdefgzz bcdefghzz cdefghizz defghijzz")
    assert suggestions(read.query_terms, read, vocabulary) == ("abcdefg", "bcdefgh", "cdefghi")[:MOST_SUGGESTIONS]

import pytest

from retrieval.analysis.language import ENGLISH
from retrieval.index.bm25 import index_of
from retrieval.query.parser import read_question
from retrieval.rewrite.compounds import split_compound, with_joined_compounds
from tests.retrieval.samples import passage

LIBRARY = index_of(
    [
        passage(
            "At the White House’s roundtable a house was painted white. So it went. White, house. A long-table one."
        ),
        passage("The snow and the fall of snowfall.", file="b.txt"),
    ]
)


@pytest.mark.parametrize(("word", "expected"), [("whitehouse", "White House"), ("WhiteHouse", "White House")])
def test_split(word: str, expected: str) -> None:
    """A word that joins two is split as the articles write it, without possessive ending."""
    assert split_compound(word, LIBRARY, ENGLISH) == expected


@pytest.mark.parametrize("word", ["housewhite", "whitehous", "whiteroundtable", "white", "itwent", ""])
def test_not_split(word: str) -> None:
    """A word is not split into words that the articles do not have side by side, parts of words, or stop words."""
    assert split_compound(word, LIBRARY, ENGLISH) is None


def test_joined() -> None:
    """Two words side by side are each also met by both as one, where the articles have that."""
    query_terms = with_joined_compounds(read_question("the round table of white people"), LIBRARY).query_terms
    assert [query_term.text for query_term in query_terms if query_term.is_matched_by({"roundtabl"})] == [
        "round",
        "table",
    ]


@pytest.mark.parametrize(
    "text", ["is the round one a table", "a white house", "the round", "round-table", "long table", "snow fall"]
)
def test_not_joined(text: str) -> None:
    """Words that are not side by side, that the articles have separately or do not join, and compounds stay."""
    assert with_joined_compounds(read_question(text), LIBRARY) == read_question(text)

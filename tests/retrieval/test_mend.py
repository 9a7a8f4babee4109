import pytest

from retrieval.index import Index
from retrieval.mend import Speller
from retrieval.question import Question, read_question
from tests.retrieval.library import passage

LIBRARY = Index(
    [
        passage("Kardashian announced a Small Business Administration rule on criminal justice, and pardons."),
        passage("Alice Marie Johnson met the Department of Justice about a proclamation of clemency.", file="b.txt"),
    ]
)
SPELLER = Speller(LIBRARY)  # reads a large dictionary, once


def mended(text: str) -> Question:
    """The question as mended against the library."""
    return SPELLER.mend(read_question(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who is Kardashain?", "Who is Kardashian?"),
        ("Which rull?", "Which rule?"),
        ("the proclimation", "the proclamation"),
        ("jusstice and clemancy", "justice and clemency"),
        ("KARDASHIEN", "Kardashian"),
    ],
)
def test_misspelt(text: str, expected: str) -> None:
    """A misspelt word is replaced by the known word nearest to it."""
    question = mended(text)
    assert question.text == expected
    assert all(LIBRARY.knows(need) for need in question.needs)


@pytest.mark.parametrize("text", ["What of horses?", "Was there a role?", "a mule", "the marriage", "Who said notice?"])
def test_spelt_right(text: str) -> None:
    """A right word that the articles lack stays, however near another is: it is a reason to refuse."""
    assert mended(text) == read_question(text)


@pytest.mark.parametrize("text", ["Who is Kom?", "the rul", "jus"])
def test_short(text: str) -> None:
    """A word of three letters is one edit from too many others, and stays."""
    assert mended(text) == read_question(text)


@pytest.mark.parametrize("text", ["Xardashian", "Kardxxxian", "ruxx", "qwertzuiop", "rule5", "Who is Kardashian?"])
def test_unlike(text: str) -> None:
    """A word with another first letter, too many edits or a digit stays, and so does a known one."""
    assert mended(text) == read_question(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What does the SBA announce?", "What does the Small Business Administration announce?"),
        ("the sba", "the Small Business Administration"),
        ("Who met the DJ?", "Who met the Department of Justice?"),
    ],
)
def test_acronym(text: str, expected: str) -> None:
    """An unknown acronym stands for the words that the articles write out, small words passed over."""
    question = mended(text)
    assert question.text == expected
    assert all(LIBRARY.knows(need) for need in question.needs)


@pytest.mark.parametrize("text", ["the ABS", "the XM"])
def test_no_acronym(text: str) -> None:
    """Letters that begin no names in a row stay."""
    assert mended(text) == read_question(text)


def test_needs() -> None:
    """The words put in are needs in place of the old one, each once."""
    question = mended("the SBA rule for Small Kardashain")
    assert [need.text for need in question.needs] == ["Small", "Business", "Administration", "rule", "Kardashian"]


def test_kind() -> None:
    """What else the question asks for stays."""
    before, after = read_question("How many pardens?"), mended("How many pardens?")
    assert (after.kind, after.is_small_talk) == (before.kind, before.is_small_talk)
    assert after.text == "How many pardons?"


@pytest.mark.parametrize("text", ["שלום", "e\u0301\u0301tx", "👍 a", "@everyone **xyzzy**", "a" * 500])
def test_awkward(text: str) -> None:
    """Awkward questions stay as they are."""
    assert mended(text) == read_question(text)


def test_empty() -> None:
    """Without articles nothing is mended."""
    question = read_question("Kardashain of the SBA")
    assert Speller(Index([])).mend(question) == question

import pytest

from retrieval.analysis.language import ENGLISH
from retrieval.index.bm25 import index_of
from retrieval.query.parser import QueryTerm, read_question
from retrieval.rewrite.expansion import QueryExpansion, phrase_entries
from tests.retrieval.samples import passage


def met(question: str, *pairs: tuple[str, str], is_as_written: bool = False) -> tuple[QueryTerm, ...]:
    """The query terms of the question with these pairs."""
    return (
        QueryExpansion(phrase_entries(pairs, ENGLISH), [ENGLISH])
        .expand(read_question(question), is_as_written=is_as_written)
        .query_terms
    )


def in_place(question: str, articles: str, *pairs: tuple[str, str]) -> str:
    """The question as it reads where the articles lack words of it."""
    equivalents, library = QueryExpansion(phrase_entries(pairs, ENGLISH), [ENGLISH]), index_of([passage(articles)])
    return equivalents.substitute(read_question(question), library).text


def test_word() -> None:
    """A word is also met by the words of a phrase together, not by one of them, and by its own term still."""
    (query_term,) = met("Was the VP there?", ("VP", "vice president"))
    assert query_term.is_matched_by({"vice", "presid"})
    assert query_term.is_matched_by({"vp"})
    assert not query_term.is_matched_by({"presid"})


def test_phrase() -> None:
    """Each word of a phrase is also met by what the phrase stands for; a word of it alone is not."""
    pair = ("vice president", "VP")
    assert all(query_term.is_matched_by({"vp"}) for query_term in met("Which vice president?", pair))
    assert not any(query_term.is_matched_by({"vp"}) for query_term in met("Which president?", pair))
    assert not any(query_term.is_matched_by({"vp"}) for query_term in met("Which president of vice?", pair))


@pytest.mark.parametrize("question", ["the vice president", "the vice-president", "a Vice President’s"])
@pytest.mark.parametrize("phrase", ["vice president", "vice-president", "Vice President"])
def test_forms(question: str, phrase: str) -> None:
    """Hyphens, case and possessive endings make no other phrase."""
    assert all(query_term.is_matched_by({"vp"}) for query_term in met(question, (phrase, "VP")))


def test_compound() -> None:
    """A compound in the other phrase is met as one word and as its parts."""
    (query_term,) = met("the peaceful", ("peaceful", "non-violent"))
    assert query_term.is_matched_by({"nonviol"})
    assert query_term.is_matched_by({"non", "violent"})


def test_capitals() -> None:
    """An acronym that is spelled like a stop word is one."""
    assert met("Did the WHO say so?", ("WHO", "World Health Organization"))[0].is_matched_by(
        {"world", "health", "organiz"}
    )
    assert met("Did the UN say so?", ("UN", "WHO"))[0].is_matched_by({"who"})


def test_as_written() -> None:
    """What the operator says is not as written; what the articles explain is."""
    (otherwise,) = met("the VP", ("VP", "veep"))
    (as_written,) = met("the VP", ("VP", "veep"), is_as_written=True)
    assert otherwise.written_alternatives == ()
    assert as_written.written_alternatives == (frozenset({"veep"}),)


@pytest.mark.parametrize("pair", [("it", "VP"), ("VP", "it"), ("", "VP"), ("VP", "👍"), ("VP", "VP"), ("", "")])
def test_nothing(pair: tuple[str, str]) -> None:
    """A phrase without words to search for stands for nothing, and a word that stands for itself changes nothing."""
    assert met("Was it the VP?", pair) == read_question("Was it the VP?").query_terms


def test_in_place() -> None:
    """A word that the articles lack is replaced by the first that they have in its stead; a known one stays."""
    pairs = [("lawyer", "barrister"), ("lawyer", "attorney"), ("lawyer", "counsel")]
    assert in_place("Which lawyer?", "The attorney and counsel.", *pairs) == "Which attorney?"
    assert in_place("Which lawyer?", "The lawyer and attorney.", *pairs) == "Which lawyer?"
    assert in_place("Which lawyer?", "The judge.", *pairs) == "Which lawyer?"


def test_in_place_keeps_the_others() -> None:
    """The other words that the articles have in its stead meet the question, too, as said otherwise."""
    library = index_of([passage("The attorney and counsel.")])
    pairs = [("lawyer", "attorney"), ("lawyer", "counsel")]
    (query_term,) = (
        QueryExpansion(phrase_entries(pairs, ENGLISH), [ENGLISH])
        .substitute(read_question("the lawyer"), library)
        .query_terms
    )
    assert query_term.is_matched_by({"counsel"})
    assert query_term.written_alternatives == ()


def test_in_place_phrase() -> None:
    """A phrase is replaced as a whole, small words within it too."""
    pair = ("head of state", "president")
    assert in_place("Who is the head of state here?", "A president", pair) == "Who is the president here?"
    assert in_place("the POTUS’s rule", "A president", ("POTUS", "president")) == "the president’s rule"


@pytest.mark.parametrize("question", ["e\u0301", "שלום", "👍 a", "中文文", "a" * 500])
def test_awkward(question: str) -> None:
    """Awkward questions stay as they are."""
    assert met(question, ("VP", "vice president")) == read_question(question).query_terms

from retrieval.index.bm25 import index_of
from retrieval.query.parser import Question, read_question
from retrieval.rewrite.rewriter import QueryRewriter
from tests.retrieval.samples import passage

LIBRARY = index_of(
    [
        passage("The Small Business Administration (SBA) has a rule, and an attorney.", file="a.txt"),
        passage("An SBA officer met the vice president at the White House.", file="b.txt"),
    ]
)
REWRITER = QueryRewriter(LIBRARY, [("lawyer", "attorney"), ("attorney", "lawyer"), ("officer", "official")])


def meant(text: str) -> Question:
    """The question as the library's words have it."""
    return REWRITER.rewrite(read_question(text))


def test_acronym_both_ways() -> None:
    """An acronym that the articles explain and its long form meet, without a word of the question being changed."""
    short, long = meant("the SBA rule"), meant("the Small Business Administration rule")
    assert short.query_terms[0].is_matched_by({"small", "busi", "administr"})
    assert all(query_term.is_matched_by({"sba"}) for query_term in long.query_terms[:3])
    assert (short.text, long.text) == ("the SBA rule", "the Small Business Administration rule")


def test_synonym_that_the_articles_lack() -> None:
    """A word that the articles lack is replaced in the text by its synonym, even when it was misspelled."""
    assert meant("Which lawyer?").text == "Which attorney?"
    assert meant("Which lawwyer?").text == "Which attorney?"


def test_synonym_of_a_known_word() -> None:
    """A word that the articles know stays in the text, and its synonym meets it less well than itself."""
    question = meant("Which officer?")
    assert question.text == "Which officer?"
    assert question.query_terms[0].is_matched_by({"offici"})
    assert question.query_terms[0].written_alternatives == ()


def test_nothing_to_do() -> None:
    """A question in the articles' own words stays as it is."""
    assert meant("Who met the vice president?") == read_question("Who met the vice president?")


def test_suggestions() -> None:
    """Only words that the articles lack bring suggestions."""
    assert REWRITER.suggestions(meant("Was there a rule of houzze?")) == ("House",)
    assert REWRITER.suggestions(meant("Was there a house?")) == ()

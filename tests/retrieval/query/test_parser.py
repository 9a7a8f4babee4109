import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import QuestionError
from retrieval.query.answer_type import AnswerType
from retrieval.query.parser import LIGHT_WEIGHT, LONGEST, TYPE_NOUN_WEIGHT, read_question, single_line
from tests.bot.hostile import hostile


def words_of(text: str) -> list[str]:
    """The words of the query terms, as written."""
    return [query_term.text for query_term in read_question(text).query_terms]


def problem(text: str) -> str:
    """The problem of a question that cannot be asked."""
    with pytest.raises(QuestionError) as caught:
        read_question(text)
    assert caught.value.hint
    return caught.value.problem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How many people has Biden pardoned?", ["people", "Biden", "pardoned"]),
        ("Who was super honored to be here?", ["super", "honored"]),
        ("pardon pardons pardoned", ["pardoned"]),
        ("What is it?", []),
        ("What year was Harris born?", ["Harris", "born"]),
        ("What year?", ["year"]),
        ("What is the U.S. rule?", ["U.S", "rule"]),
    ],
)
def test_query_terms(text: str, expected: list[str]) -> None:
    """Every content word is a query term once, except the noun that names the type of answer."""
    assert words_of(text) == expected


def test_compound() -> None:
    """A compound is one query term, matched as one word or by all of its parts."""
    (query_term,) = read_question("non-violent?").query_terms
    assert query_term.is_matched_by(["nonviol"])
    assert query_term.is_matched_by(["violent", "x", "non"])
    assert not query_term.is_matched_by(["non", "violence"])
    assert not query_term.is_matched_by([])


def test_age() -> None:
    """Somebody’s age answers how old they are, and nobody else’s does."""
    (old, _, _) = read_question("How old is Kim Kardashian?").query_terms
    assert old.is_matched_by({"kardashian~aged"})
    assert not old.is_matched_by({"harri~aged", "kardashian", "43"})
    (old, _) = read_question("Is the old rule dead?").query_terms[:2]
    assert not old.is_matched_by({"rule~aged"})


def test_weight() -> None:
    """Words in which questions are wrapped weigh little, the noun after "which" half."""
    weights = {
        query_term.text: query_term.weight
        for query_term in read_question("Tell me which brand Kim founded").query_terms
    }
    assert weights == {"Tell": LIGHT_WEIGHT, "brand": TYPE_NOUN_WEIGHT, "Kim": 1.0, "founded": 1.0}


def test_attribute() -> None:
    """A query term is an attribute when only the same word answers it, in any case."""
    flags = {
        query_term.text: query_term.is_attribute
        for query_term in read_question("Was Harris BORN with a salary?").query_terms
    }
    assert flags == {"Harris": False, "BORN": True, "salary": True}


def test_terms() -> None:
    """A question’s terms are those of all alternatives of its query terms, each once, in order."""
    assert read_question("a non-violent U.S. pardon").terms == ("nonviol", "non", "violent", "us", "pardon")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("How many pardons?", AnswerType.NUMBER),
        ("When did they meet?", AnswerType.TIME),
        ("Where did they meet?", AnswerType.PLACE),
        ("Who met?", AnswerType.PERSON),
        ("What did they say?", AnswerType.ANY),
    ],
)
def test_kind(text: str, kind: AnswerType) -> None:
    """A question has the kind of answer it asks for."""
    assert read_question(text).answer_type is kind


@pytest.mark.parametrize(
    "text",
    [
        "hi",
        "Hello there!",
        "Good morning",
        "thanks",
        "Thank you so much for the help",
        "many thanks, Kim",
        "who are you?",
        "What's your name?",
        "What’s your name?",
        "Are you a bot?",
        "Who made you?",
        "How are you doing today?",
        "tell me a joke",
        "ok",
        "pullquote",
    ],
)
def test_small_talk(text: str) -> None:
    """Greetings, thanks, orders and talk to the bot are small talk."""
    assert read_question(text).is_small_talk


@pytest.mark.parametrize(
    "text",
    [
        "Who is Kim?",
        "What did Harris say?",
        "Hello, what did Harris say?",
        "Thanks, who is Kim?",
        "thanks, who is Kim",
        "Thank you for which pardons?",
        "Did you see Harris?",
        "Whom did Kardashian thank?",
        "Tell me about the rule",
        "How old is Kim?",
        "What is it?",
        "Who was born in 1980?",
        "Who is just here to help?",
        "When is the test day?",
    ],
)
def test_no_small_talk(text: str) -> None:
    """A question with a subject is none, however politely it is put."""
    assert not read_question(text).is_small_talk


@pytest.mark.parametrize("text", ["", " \n\t", "\x07\x00", "\u3000", "\ud800"], ids=repr)
def test_blank(text: str) -> None:
    """White space and characters that cannot be seen are a blank question."""
    assert problem(text) == "the question is blank"


@pytest.mark.parametrize("text", ["?!", "👍👩‍👩‍👧‍👦", "…", "\u200b", "$ & @"], ids=repr)
def test_wordless(text: str) -> None:
    """Punctuation and emoji alone cannot be searched for."""
    assert problem(text) == "the question has no word to search for"


def test_longest() -> None:
    """A question may have so many characters and not one more, white space folded."""
    assert read_question(" " * 600 + "a" * LONGEST).text == "a" * LONGEST
    assert problem("a" * (LONGEST + 1)) == "the question has 4001 characters, and may have 4000"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a\t b\r\n c\u3000d\u2028e ", "a b c d e"),
        ("a\x00b\x07c\x1b[1m", "abc[1m"),
        ("a\x1cb\x85c", "a b c"),
        ("e\u0301", "é"),
        ("\ud800a\udfff", "a"),
        ("מי שם?", "מי שם?"),
        ("\u202eabc\u202c", "\u202eabc\u202c"),
        ("@everyone **who**", "@everyone **who**"),
        ("", ""),
    ],
    ids=repr,
)
def test_tidy(text: str, expected: str) -> None:
    """White space folds, controls go, accents compose; all else stays, right-to-left text too."""
    assert single_line(text) == expected


@given(st.one_of(hostile, st.text(max_size=40)))
def test_any_text(text: str) -> None:
    """Any text is a question whose query terms are words of it, or one clear error."""
    try:
        question = read_question(text)
    except QuestionError:
        return
    assert question.text == single_line(question.text)
    assert all(query_term.text in question.text and all(query_term.alternatives) for query_term in question.query_terms)
    assert len(set(question.terms)) == len(question.terms)

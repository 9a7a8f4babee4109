import pytest

from retrieval.query.answer_type import AnswerType, expected_answer_type, has_answer_of, type_noun

ASKED = [
    ("How many people came?", AnswerType.NUMBER, ""),
    ("how much did it cost?", AnswerType.NUMBER, ""),
    ("What is the number of pardons?", AnswerType.NUMBER, "number"),
    ("When was it?", AnswerType.TIME, ""),
    ("In what year was it?", AnswerType.TIME, "year"),
    ("Which exact day was it?", AnswerType.TIME, "day"),
    ("Where was it?", AnswerType.PLACE, ""),
    ("Which City is it in?", AnswerType.PLACE, "City"),
    ("Whose rule is it?", AnswerType.PERSON, ""),
    ("Name the rappers", AnswerType.PERSON, "Name"),
    ("How many people came, and when?", AnswerType.NUMBER, ""),
    ("What did she say?", AnswerType.ANY, ""),
    ("The whole nowhere", AnswerType.ANY, ""),
    ("", AnswerType.ANY, ""),
    ("מי שם?", AnswerType.ANY, ""),
]
THERE = {
    AnswerType.NUMBER: (
        ["129 people", "Twelve men", "dozens of them", "half a day", "٣ رجال"],
        ["Nobody came", "Someone often", "", "👍"],
    ),
    AnswerType.TIME: (
        ["in 2018", "the 1990s", "On Thursday it", "last month", "two days ago", "in May", "Yesterday"],
        ["in 129 rooms", "it may be", "march on", "in 3018", ""],
    ),
    AnswerType.PERSON: (
        ["It was Kim Kardashian there", "rapper A$AP Rocky", "George W. Bush", "Conan O’Brien", "Élodie Ünal"],
        ["Nobody was there", "kim kardashian", "Kim was", ""],
    ),
    AnswerType.PLACE: (
        ["in Los Angeles", "At the White House", "an Alabama woman", "from Élan"],
        ["in the house", "Alabama", ""],
    ),
}


@pytest.mark.parametrize(("question", "kind", "noun"), ASKED)
def test_asked(question: str, kind: AnswerType, noun: str) -> None:
    """The question words tell the kind of answer, a number before a time before a place before a person."""
    assert expected_answer_type(question) == (kind, noun)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, (there, _) in THERE.items() for text in there])
def test_there(kind: AnswerType, text: str) -> None:
    """A sentence with something of the kind is seen to have it."""
    assert has_answer_of(kind, text)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, (_, absent) in THERE.items() for text in absent])
def test_absent(kind: AnswerType, text: str) -> None:
    """A sentence without anything of the kind is not."""
    assert not has_answer_of(kind, text)


def test_any() -> None:
    """Nothing is of no particular kind."""
    assert not has_answer_of(AnswerType.ANY, "Kim Kardashian met 3 people in Los Angeles in 2018.")


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("Which brand did she found?", "brand"),
        ("In what drama was it?", "drama"),
        ("What kind of rule is it?", ""),
        ("Who was it?", ""),
        ("What?", ""),
        ("", ""),
    ],
)
def test_type_noun(question: str, noun: str) -> None:
    """The noun after "what" or "which" is the type of the answer, unless it goes on with "of"."""
    assert type_noun(question) == noun


def test_initials() -> None:
    """A name may have initials, and a page of nothing but initials has no name."""
    assert has_answer_of(AnswerType.PERSON, "It is opened by John F. K. Smith.")
    assert not has_answer_of(AnswerType.PERSON, "the warden " + "A. " * 4_000)
    assert not has_answer_of(AnswerType.PERSON, "the warden " + "A" * 4_000)

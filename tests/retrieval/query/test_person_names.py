import pytest

from retrieval.query.parser import QueryTerm, read_question
from retrieval.query.person_names import with_names
from retrieval.records import Candidate
from tests.retrieval.samples import passage


def query_terms_for(question: str, *texts: str) -> tuple[QueryTerm, ...]:
    """The query terms of a question, with surnames from candidates of these texts."""
    candidates = [Candidate(passage=passage(text), score=1.0) for text in texts]
    return with_names(read_question(question), candidates).query_terms


def alternatives(query_terms: tuple[QueryTerm, ...]) -> list[tuple[frozenset[str], ...]]:
    """The alternatives of each query term."""
    return [query_term.alternatives for query_term in query_terms]


def is_met_by(surname: str, *texts: str) -> bool:
    """Whether "Kim" is met by the surname where the candidates have these texts."""
    return query_terms_for("What did Kim do?", *texts)[0].is_matched_by({surname})


def test_surname() -> None:
    """A first name that a surname follows three times is met by the surname, and by itself still."""
    (query_term,) = query_terms_for("What did Kim do?", *["It was Kim Kardashian here."] * 3)
    assert query_term.is_matched_by({"kardashian"})
    assert query_term.is_matched_by({"kim"})
    assert not query_term.is_matched_by({"harri"})


def test_one_passage() -> None:
    """All places of a passage count."""
    assert is_met_by("kardashian", "Kim Kardashian saw Kim Kardashian as Kim Kardashian’s sister did.")


def test_seldom() -> None:
    """Two places say nothing of what texts do."""
    assert not is_met_by("kardashian", *["It was Kim Kardashian here."] * 2)


@pytest.mark.parametrize(("alone", "expected"), [(1, True), (2, False)])
def test_share(alone: int, *, expected: bool) -> None:
    """The surname must follow in four places of five: 4 of 5 are enough, 4 of 6 are not."""
    texts = ["It was Kim Kardashian here."] * 4 + ["So Kim left."] * alone
    assert is_met_by("kardashian", *texts) is expected


def test_two_surnames() -> None:
    """A first name of two people stands for neither."""
    texts = ["It was Kim Kardashian here."] * 3 + ["So Kim Philby left."] * 3
    assert not is_met_by("kardashian", *texts)
    assert not is_met_by("philbi", *texts)


@pytest.mark.parametrize(
    "text", ["a kim Kardashian", "a Kim kardashian", "Kim, Kardashian", "Kim. Kardashian", "Kim’s"]
)
def test_no_name(text: str) -> None:
    """Words that are not both capitalised with one space between are no name."""
    assert not is_met_by("kardashian", *[text] * 5)


def test_asked_in_full() -> None:
    """A name asked for in full is met as it is asked for."""
    question = "What did Kim Kardashian do?"
    found = query_terms_for(question, *["It was Kim Kardashian here."] * 5)
    assert alternatives(found) == alternatives(read_question(question).query_terms)


def test_compound() -> None:
    """A compound stays as it is."""
    question = "the non-violent ones"
    found = query_terms_for(question, *["A Non Violent Nonviolent Harris."] * 5)
    assert alternatives(found) == alternatives(read_question(question).query_terms)


@pytest.mark.parametrize("texts", [(), ("a",), ("e\u0301 👍",), ("שלום עולם",)], ids=repr)
def test_awkward(texts: tuple[str, ...]) -> None:
    """Without names in the candidates, or without candidates, the question stays."""
    assert alternatives(query_terms_for("What did Kim do?", *texts)) == alternatives(
        read_question("What did Kim do?").query_terms
    )


@pytest.mark.parametrize(
    ("question", "texts", "names"),
    [
        ("is kim tall", ["So Kim left, as Kim does."], ["kim"]),
        ("Is Kim tall?", ["A kim is a kim."], []),
        ("Is Kim tall?", ["Kim. Kim? “Kim”"], ["Kim"]),
        ("Is Kim Tall?", [], ["Kim", "Tall"]),
        ("Kim?", [], []),
        ("IS KIM TALL?", [], []),
        ("is kim tall", ["It was Kim and kim."], []),
    ],
)
def test_is_name(question: str, texts: list[str], names: list[str]) -> None:
    """A name is mostly capitalised inside sentences; where no text has it, the question's own case decides."""
    assert [query_term.text for query_term in query_terms_for(question, *texts) if query_term.is_name] == names

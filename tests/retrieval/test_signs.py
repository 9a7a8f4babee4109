from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.index import Index
from retrieval.names import with_names
from retrieval.question import read_question
from retrieval.rank import need_weights, rank, weighted
from retrieval.signs import NEAR, Signs
from retrieval.signs import signs as signs_of
from retrieval.split import passages
from tests.retrieval.library import article, some, whole

MEETING = "Harris met Kim in Paris. Nobody slept. Kim left. Nobody spoke."
DOGS = "Biden spoke of 3 dogs."


def every_sentence(question: str, *texts: str) -> list[Signs]:
    """The signs of every sentence of the first text, in an index of all of them."""
    asked = read_question(question)
    articles = [whole(text, file=f"{number}.txt") for number, text in enumerate(texts)]
    index = Index([passage for each in articles for passage in passages(each)])
    candidates = index.search(asked.terms, depth=99)
    (mine,) = (each for each in candidates if each.passage.article.source.id == "0.txt")
    best_score = max(each.score for each in candidates)
    return [found for _, found in signs_of(asked, mine, need_weights(asked, index, candidates), best_score)]


def signs(question: str, *texts: str) -> Signs:
    """The signs of the first text's first sentence."""
    return every_sentence(question, *texts)[0]


def test_shares() -> None:
    """Needs that weigh 1, 0.4 and 0.4, for they stand together: their share in each sentence and around it."""
    found = every_sentence("Where did Harris meet Kim?", MEETING, DOGS)
    assert [each.sentence for each in found] == pytest.approx([1, 0, 0.4 / 1.8, 0])
    assert [each.around for each in found] == pytest.approx([1, 1, 0.4 / 1.8, 0.4 / 1.8])
    assert [each.passage for each in found] == pytest.approx([1, 1, 1, 1])
    assert [each.written for each in found] == pytest.approx([1.4 / 1.8, 0, 0.4 / 1.8, 0])


def test_written_age() -> None:
    """What is met by an option that is no stem, such as an age, counts as written."""
    assert signs("How old is Kim?", "Kim, 43, left.", DOGS).written == pytest.approx(1)
    assert signs("How old is Kim?", "Kim left in 1943.", DOGS).written < 1


@pytest.mark.parametrize(
    ("text", "near", "in_order"),
    [
        ("Harris met Kim.", 1, 1),
        ("Kim met Harris.", 1, 1),
        ("Harris met old Kim.", 1, 0.5),
        ("Harris was met by Kim.", 1, 1),
        ("Harris met " + "big " * (NEAR - 1) + "Kim.", 1, 0.5),
        ("Harris met " + "big " * NEAR + "Kim.", 0.5, 0.5),
        ("Harris left.", 0, 0),
    ],
    ids=repr,
)
def test_pairs(text: str, near: float, in_order: float) -> None:
    """Neighbouring needs are near within six words, stop words not counted, and in order when nothing is between."""
    found = signs("Harris meet Kim", text, DOGS)
    assert (found.near, found.in_order) == (near, in_order)


def test_one_need() -> None:
    """One need has no neighbour."""
    found = signs("Kim?", "Kim.", DOGS)
    assert (found.near, found.in_order) == (0, 0)


def test_predicate() -> None:
    """What is asked of a name must be in the sentence itself; when only names are asked for, nothing is missing."""

    def predicate(question: str) -> list[float]:
        articles = [whole("So Harris met Kim. It was in Paris.", file="a.txt"), whole(DOGS, file="b.txt")]
        index = Index([passage for each in articles for passage in passages(each)])
        asked = with_names(read_question(question), index.search(read_question(question).terms, depth=9))
        (ranked,) = rank(asked, index.search(asked.terms, depth=9), index)
        return [ranked.signs.predicate]

    assert predicate("Did Harris meet Kim?") == [1]
    assert predicate("Was Harris jailed?") == [0]
    assert predicate("Was it Harris?") == [1]


def test_title() -> None:
    """The title's share is that of the needs that it meets."""
    titled = article("It was a long day for Kim.", title="Harris in Paris")
    asked = read_question("Harris and Kim")
    index = Index(list(passages(titled)))
    (ranked,) = rank(asked, index.search(asked.terms, depth=9), index)
    unknown, known = log(1 + 1.5 / 0.5), log(1 + 0.5 / 1.5)
    assert ranked.signs.article == pytest.approx(unknown / (unknown + known))


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Was Kim born?", "Kim was born here.", 1),
        ("Was Kim born?", "Kim lives here.", 0),
        ("Was Kim born?", "Kim lives here. She was born there.", 1),
        ("Was Kim born?", "Kim lives here. It rains. She was born there.", 0),
        ("Was Kim born and married?", "Kim was born here.", 0),
        ("Was Kim here?", "Kim lives.", 1),
    ],
)
def test_attribute(question: str, text: str, expected: int) -> None:
    """Every attribute asked for must be in the sentence or next to it."""
    assert signs(question, text, DOGS).attribute == expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How many dogs?", "Biden spoke of 3 dogs.", "number"),
        ("When did Biden speak of dogs?", "Biden spoke of dogs in May.", "time"),
        ("Who spoke of dogs?", "Joe Biden spoke of dogs.", "name"),
        ("Where did Biden speak of dogs?", "Biden spoke of dogs in Paris.", "place"),
        ("What did Biden say of dogs?", "Joe Biden said 3 dogs were in Paris in May.", ""),
        ("How many dogs?", "Joe Biden spoke of dogs in Paris in May.", ""),
        ("When were the dogs there?", "Joe Biden spoke of 3 dogs in Paris.", ""),
    ],
)
def test_kind(question: str, text: str, expected: str) -> None:
    """A sentence with the kind asked for has its sign, and no other kind's."""
    found = signs(question, text, MEETING)._asdict()
    assert {name for name in ("number", "time", "name", "place") if found[name]} == ({expected} if expected else set())


def test_bm25() -> None:
    """The best candidate's score is the whole, the others' are shares of it."""
    assert signs("Kim and Harris", "Kim Harris", "Kim left a big house").bm25 == 1
    less = signs("Kim and Harris", "Kim left a big house", "Kim Harris").bm25
    assert 0 < less < 1


WORDS = ["Harris", "met", "Kim", "in", "Paris", "43", "non-violent", "born", "May", "O.J.", "👍", "שלום"]
texts = st.lists(st.sampled_from([*WORDS, ". ", "? ", ", "]), min_size=1, max_size=12).map(" ".join)
questions = st.lists(st.sampled_from([*WORDS, "How many", "Who", "old"]), min_size=1, max_size=5).map(" ".join)


@some
@given(st.lists(texts, min_size=1, max_size=4), questions.filter(lambda text: text != "👍" and set(text) - set("👍 ")))
def test_shares_are_shares(library: list[str], question: str) -> None:
    """Every sign of every sentence is between 0 and 1, and what is around a sentence never shrinks its share."""
    index = Index([part for number, text in enumerate(library) for part in passages(whole(text, file=f"{number}.txt"))])
    asked = with_names(read_question(question), index.search(read_question(question).terms, depth=99))
    for each in rank(asked, index.search(asked.terms, depth=99), index):
        assert all(-1e-9 <= sign <= 1 + 1e-9 for sign in each.signs)
        assert each.signs.sentence <= each.signs.around + 1e-9 <= each.signs.passage + 2e-9
        assert each.rank == pytest.approx(weighted(each.signs))

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.passages import passages
from retrieval.index.bm25 import index_of
from retrieval.ingest.read import read
from retrieval.query.parser import read_question
from retrieval.query.person_names import with_names
from retrieval.ranking.features import NEAR, SENTENCE_FEATURES, Features, _article_scores, feature_names, features
from retrieval.ranking.reranker import PROSE_WEIGHTS, WEIGHTS, log_odds, rank, term_weights
from retrieval.records import Candidate
from tests.retrieval.samples import article, some, whole

MEETING = "Harris met Kim in Paris. Nobody slept. Kim left. Nobody spoke."
DOGS = "Biden spoke of 3 dogs."


def every_sentence(question: str, *texts: str) -> list[Features]:
    """The features of every sentence of the first text, in an index of all of them."""
    asked = read_question(question)
    articles = [whole(text, file=f"{number}.txt") for number, text in enumerate(texts)]
    index = index_of([passage for each in articles for passage in passages(each)])
    candidates = index.search(asked.terms, depth=99)
    found = zip(candidates, features(asked, candidates, term_weights(asked, index, candidates)), strict=True)
    (mine,) = (sentences for each, sentences in found if each.passage.article.source.id == "0.txt")
    return [found for _, found in mine]


def of_first(question: str, *texts: str) -> Features:
    """The features of the first text's first sentence."""
    return every_sentence(question, *texts)[0]


def test_shares() -> None:
    """Query terms that weigh 1, 0.4 and 0.4, as they occur together: their share in each sentence and around it."""
    found = every_sentence("Where did Harris meet Kim?", MEETING, DOGS)
    assert [each["sentence"] for each in found] == pytest.approx([1, 0, 0.4 / 1.8, 0])
    assert [each["around"] for each in found] == pytest.approx([1, 1, 0.4 / 1.8, 0.4 / 1.8])
    assert [each["passage"] for each in found] == pytest.approx([1, 1, 1, 1])
    assert [each["written"] for each in found] == pytest.approx([1.4 / 1.8, 0, 0.4 / 1.8, 0])


def test_written_age() -> None:
    """What is met by an option that is no stem, such as an age, counts as written."""
    assert of_first("How old is Kim?", "Kim, 43, left.", DOGS)["written"] == pytest.approx(1)
    assert of_first("How old is Kim?", "Kim left in 1943.", DOGS)["written"] < 1


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Harris met Kim.", 1),
        ("Kim met Harris.", 1),
        ("Harris met old Kim.", 1),
        ("Harris met " + "big " * (NEAR - 1) + "Kim.", 1),
        ("Harris met " + "big " * NEAR + "Kim.", 0.5),
        ("Harris left.", 0),
    ],
    ids=repr,
)
def test_near(text: str, near: float) -> None:
    """Neighbouring needs are near within six words, stop words not counted."""
    assert of_first("Harris meet Kim", text, DOGS)["near"] == near


def test_one_need() -> None:
    """One need has no neighbour."""
    found = of_first("Kim?", "Kim.", DOGS)
    assert (found["near"], found["side_by_side"]) == (0, 0)


def test_side_by_side() -> None:
    """Words side by side as in the question count by what they tell, small ones a little, anywhere in the passage."""
    pairs = "Did Kim meet the big dogs?"
    none, some_, all_ = (
        of_first(pairs, text, DOGS)["side_by_side"]
        for text in ("Dogs big the meet Kim did.", "She left. They met the big dogs.", "Did Kim meet the big dogs?")
    )
    assert none == 0 < some_ < all_ == pytest.approx(1)


def test_small_words() -> None:
    """The question's stop words count, its question words do not."""
    assert of_first("Who was with Kim?", "Kim was with him.", DOGS)["small_words"] == 1
    assert of_first("Who was with Kim?", "Kim was there.", DOGS)["small_words"] == 0.5
    assert of_first("Who, Kim?", "Who was Kim?", DOGS)["small_words"] == 0


def test_family() -> None:
    """Words that begin alike count where the word itself is not there."""
    found = of_first("Who destroyed Kim?", "The destruction of Kim was total.", "He destroyed dogs.")
    assert (found["family"], found["passage_family"]) == (1, 1)
    assert found["sentence"] < 1
    assert of_first("Who ate Kim?", "The atelier of Kim burnt.", "He ate dogs.")["family"] < 1


def test_so_far() -> None:
    """What a sentence says counts with all that was said before it in the passage, and nothing after."""
    found = every_sentence("Harris and Kim", "Harris left. It rained. It rained. Kim slept.", DOGS)
    assert [each["so_far"] for each in found] == pytest.approx([found[0]["sentence"]] * 3 + [1])
    assert [each["late"] for each in found] == pytest.approx([0, 1 / 3, 2 / 3, 1])


def test_article() -> None:
    """An article counts by its best three candidates: three are better than one, four not better than three."""
    alone, together = passages(article("Kim.", file="a.txt"))[0], passages(article("Kim.", file="b.txt"))[0]
    scores = [(alone, 3.0), *((together, 2.0) for _ in range(4))]
    candidates = [Candidate(passage=each, score=score) for each, score in scores]
    assert _article_scores(candidates) == {"a.txt": 0.5, "b.txt": 1}


def test_predicate() -> None:
    """What is asked of a name must be in the sentence itself; when only names are asked for, nothing is missing."""

    def predicate(question: str) -> list[float]:
        articles = [whole("So Harris met Kim. It was in Paris.", file="a.txt"), whole(DOGS, file="b.txt")]
        index = index_of([passage for each in articles for passage in passages(each)])
        asked = with_names(read_question(question), index.search(read_question(question).terms, depth=9))
        (ranked,) = rank(asked, index.search(asked.terms, depth=9), index)
        return [ranked.features["predicate"]]

    assert predicate("Did Harris meet Kim?") == [1]
    assert predicate("Was Harris jailed?") == [0]
    assert predicate("Was it Harris?") == [1]


def test_title() -> None:
    """What the article's title meets counts with what the passage meets."""
    titled = article("It was a long day for Kim.", title="Harris in Paris")
    asked = read_question("Harris and Kim")
    index = index_of(list(passages(titled)))
    (ranked,) = rank(asked, index.search(asked.terms, depth=9), index)
    assert ranked.features["passage"] < ranked.features["titled"] == pytest.approx(1)


def of_passage(heading: str, text: str, question: str) -> Features:
    """The features of a passage below a heading."""
    below = read(f"# Rules\n\n## {heading}\n\n{text}\n".encode(), name="rules.md").articles[0]
    index = index_of(list(passages(below)))
    asked = read_question(question)
    return rank(asked, index.search(asked.terms, depth=9), index)[0].features


def test_subject() -> None:
    """A heading that says what is asked, and no more, is the subject; one that says more or less is less so."""
    dazed, stunned = (
        of_passage(heading, "You take a penalty when dazed.", "What does dazed do?")["subject"]
        for heading in ("Dazed", "Dazed and stunned characters")
    )
    assert dazed == pytest.approx(1)
    assert 0 < stunned < 0.5
    assert of_passage("Fees", "You take a penalty when dazed.", "What does dazed do?")["subject"] == 0


def test_fragments() -> None:
    """The share of the passage that is lines of a few words."""
    names = of_passage("Conditions", "- Dazed\n- Stunned\n- Weakened\n- Stuck", "What does dazed do?")
    said = of_passage("Conditions", "You take a penalty to all attacks when dazed.", "What does dazed do?")
    assert names["fragments"] == 1
    assert said["fragments"] == 0


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
    assert of_first(question, text, DOGS)["attribute"] == expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How many of the 3 dogs?", "Biden spoke of 3 dogs.", ""),
        ("Who met Joe Biden?", "Joe Biden spoke of dogs.", ""),
        ("Why did Biden speak of dogs?", "Biden spoke of dogs because he has some.", "reason"),
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
    """A sentence with the kind asked for has its feature, and no other kind's."""
    found = of_first(question, text, MEETING)
    assert {name for name in ("number", "time", "name", "place", "reason") if found[name]} == (
        {expected} if expected else set()
    )


def test_bm25() -> None:
    """The best candidate's score is the whole, the others' are shares of it."""
    assert of_first("Kim and Harris", "Kim Harris", "Kim left a big house")["bm25"] == 1
    less = of_first("Kim and Harris", "Kim left a big house", "Kim Harris")["bm25"]
    assert 0 < less < 1


WORDS = ["Harris", "met", "Kim", "in", "Paris", "43", "non-violent", "born", "May", "O.J.", "👍", "שלום"]
texts = st.lists(st.sampled_from([*WORDS, ". ", "? ", ", "]), min_size=1, max_size=12).map(" ".join)
questions = st.lists(st.sampled_from([*WORDS, "How many", "Who", "old"]), min_size=1, max_size=5).map(" ".join)


@some
@given(st.lists(texts, min_size=1, max_size=4), questions.filter(lambda text: text != "👍" and set(text) - set("👍 ")))
def test_shares_are_shares(library: list[str], question: str) -> None:
    """Every share of every sentence is between 0 and 1, and what is around a sentence never shrinks its share."""
    index = index_of(
        [part for number, text in enumerate(library) for part in passages(whole(text, file=f"{number}.txt"))]
    )
    asked = with_names(read_question(question), index.search(read_question(question).terms, depth=99))
    for each in rank(asked, index.search(asked.terms, depth=99), index):
        shares = {name: value for name, value in each.features.items() if name not in ("words", "passage_words")}
        assert all(-1e-9 <= share <= 1 + 1e-9 for share in shares.values())
        assert shares["sentence"] <= shares["around"] + 1e-9 <= shares["passage"] + 2e-9 <= shares["titled"] + 3e-9
        assert (
            shares["written"] <= shares["sentence"] + 1e-9 <= shares["family"] + 2e-9 <= shares["passage_family"] + 3e-9
        )
        assert 0 < each.features["bm25"] <= 1
        assert each.log_odds >= log_odds(each.features, PROSE_WEIGHTS) - 1e-9


def test_a_new_entry_is_a_new_feature(monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry of `SENTENCE_FEATURES` is computed for every sentence, and without a weight it changes no log-odds."""
    before = every_sentence("Where did Harris meet Kim?", MEETING, DOGS)
    monkeypatch.setitem(SENTENCE_FEATURES, "has_digit", lambda at: float(any(map(str.isdigit, at.sentence.text))))
    after = every_sentence("Where did Harris meet Kim?", MEETING, DOGS)
    assert [each["has_digit"] for each in after] == [0, 0, 0, 0]
    assert of_first("Biden", DOGS, MEETING)["has_digit"] == 1
    assert list(map(log_odds, after)) == list(map(log_odds, before))


def test_every_weight_is_of_a_feature() -> None:
    """A weight without its feature would be an error at every question."""
    assert WEIGHTS.keys() <= set(feature_names())

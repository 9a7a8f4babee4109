from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answers import Refusal
from retrieval.query.parser import read_question
from retrieval.ranking.confidence import CONSTANT, MIN_PROBABILITY, WEIGHTS, AbstentionThreshold, probability, refusal
from retrieval.ranking.features import Features, feature_names
from retrieval.ranking.reranker import Ranked
from retrieval.records import Candidate, Span
from tests.retrieval.samples import passage, some

CANDIDATE = Candidate(passage=passage("Harris met Kim in Paris."), score=1.0)
NOTHING = dict.fromkeys(feature_names(), 0.0)
ALL = dict.fromkeys(feature_names(), 1.0)
COUNTED = ("titled", "above", "heading_asked", "passage_family", "written", "near", "predicate", "attribute")
QUESTIONS = ("Kim?", "Where did Harris meet Kim?", "How many people did Kim meet?", "Who met Kim in Paris?")
shares = st.floats(0, 1)
any_features = st.fixed_dictionaries(dict.fromkeys(feature_names(), shares))


def ranked(values: Features) -> Ranked:
    """A candidate with these features."""
    return Ranked(CANDIDATE, Span(start=0, end=24), values, 0.0)


def odds_of(question: str, values: Features) -> float:
    """The probability of a candidate with these features."""
    return probability(read_question(question), ranked(values))


@some
@given(st.sampled_from(QUESTIONS), any_features)
def test_probability(question: str, values: Features) -> None:
    """A probability is between 0 and 1."""
    assert 0 < odds_of(question, values) < 1


@some
@given(st.sampled_from(QUESTIONS), any_features, st.sampled_from(COUNTED), shares)
def test_grows(question: str, values: Features, name: str, more: float) -> None:
    """More of a feature never makes an answer less likely."""
    larger = max(values[name], more)
    assert odds_of(question, {**values, name: larger}) >= odds_of(question, values)


@pytest.mark.parametrize("name", COUNTED)
def test_every_feature_counts(name: str) -> None:
    """A feature of 1 makes an answer more likely than one of 0."""
    assert odds_of("Kim", NOTHING | {name: 1.0}) > odds_of("Kim", NOTHING)


def test_score() -> None:
    """BM25 scores count as a share of the question's weight: twice the score for twice the weight is the same."""
    double = ranked(ALL)._replace(candidate=CANDIDATE.model_copy(update={"score": 2.0}), question_weight=2.0)
    question = read_question("Kim")
    assert probability(question, ranked(ALL)) == probability(question, double)
    assert probability(question, ranked(ALL)._replace(question_weight=2.0)) < probability(question, ranked(ALL))


@pytest.mark.parametrize("question", ["How many did Kim meet?", "When did Kim meet?", "Where did Kim meet?"])
def test_kind(question: str) -> None:
    """A sentence without the number, time or place asked for is a less likely answer."""
    lacking = ALL | {"number": 0.0, "time": 0.0, "place": 0.0}
    assert odds_of(question, lacking) < odds_of(question, ALL)


@pytest.mark.parametrize("question", ["Who did Kim meet?", "What did Kim meet?"])
def test_other_kinds(question: str) -> None:
    """Names cannot be distinguished from other words reliably, so their absence does not count."""
    lacking = ALL | {"number": 0.0, "time": 0.0, "place": 0.0, "name": 0.0}
    assert odds_of(question, lacking) == odds_of(question, ALL)


def test_by_hand() -> None:
    """With all features 1, one query term and nothing lacking, the log-odds are the constant and the other weights."""
    others = WEIGHTS._replace(pairs=0, lacks_kind=0, lacks_attribute=0)
    assert odds_of("Kim", ALL) == pytest.approx(1 / (1 + exp(-CONSTANT - sum(others))))


def test_caution() -> None:
    """The more cautious, the surer it must be."""
    assert (
        MIN_PROBABILITY[AbstentionThreshold.EAGER]
        < MIN_PROBABILITY[AbstentionThreshold.NORMAL]
        < MIN_PROBABILITY[AbstentionThreshold.CAUTIOUS]
    )
    question, doubtful = read_question("Kim"), [ranked(ALL)]
    assert refusal(question, doubtful, AbstentionThreshold.EAGER) is None


def test_good_enough() -> None:
    """The best candidate alone decides, and is good enough at the threshold's probability."""
    question = read_question("Kim")
    assert odds_of("Kim", NOTHING) < MIN_PROBABILITY[AbstentionThreshold.NORMAL] < odds_of("Kim", ALL)
    assert refusal(question, [ranked(ALL), ranked(NOTHING)]) is None
    assert refusal(question, [ranked(NOTHING), ranked(ALL)]) is Refusal.NOT_FOUND


def test_nothing_found() -> None:
    """Without candidates nothing is found, even without a query term."""
    assert refusal(read_question("Kim"), []) is Refusal.NOT_FOUND
    assert refusal(read_question("the"), []) is Refusal.NOT_FOUND


@pytest.mark.parametrize("found", [[], [ranked(ALL)]], ids=["none", "good"])
def test_small_talk(found: list[Ranked]) -> None:
    """Small talk is not a question, whatever is found."""
    assert refusal(read_question("hello"), found) is Refusal.NOT_A_QUESTION

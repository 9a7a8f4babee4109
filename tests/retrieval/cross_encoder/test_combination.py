from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.cross_encoder.combination import (
    LEXICAL_WEIGHT,
    LOGIT_WEIGHT,
    REFUSAL_CONSTANT,
    REFUSAL_WEIGHTS,
    combined,
    combined_log_odds,
    is_unsure,
    lexical_log_odds,
    logit_margin,
)
from retrieval.ranking.confidence import probability
from tests.retrieval.ranked import asked_of_texts, texts_of

numbers = st.floats(-20, 20)


def test_by_hand() -> None:
    """The lexical log-odds 3 and 1 are one standard deviation from their mean, and the logits are added to that."""
    assert combined_log_odds([3.0, 1.0], {0: -2.0, 1: 4.0}) == pytest.approx(
        [LEXICAL_WEIGHT - 2 * LOGIT_WEIGHT, -LEXICAL_WEIGHT + 4 * LOGIT_WEIGHT]
    )


@given(st.lists(numbers, min_size=1, max_size=30).map(lambda found: sorted(found, reverse=True)), st.data())
def test_unread(lexical: list[float], data: st.DataObject) -> None:
    """A candidate that was not read is never before one that was and that is lexically better."""
    count = data.draw(st.integers(1, len(lexical)))
    logits = dict(enumerate(data.draw(st.lists(numbers, min_size=count, max_size=count))))
    found = combined_log_odds(lexical, logits)
    assert len(found) == len(lexical)
    assert all(found[unread] <= found[read] + 1e-9 for unread in range(count, len(lexical)) for read in range(count))


def test_margin() -> None:
    """The margin is to the highest of the other logits; alone there is none."""
    assert logit_margin([2, 0, 1], {0: 1.0, 1: 3.0, 2: 4.5}) == 1.5
    assert logit_margin([0, 1], {0: 1.0, 1: 3.0}) == -2
    assert logit_margin([0, 1], {1: 3.0}) == 0


def test_order() -> None:
    """A candidate that the model finds far more relevant comes first, whatever the words say."""
    question, ranked = asked_of_texts("Who opened the gate?", "The gate opened.", "Kim opened it.", "A gate is made.")
    place = texts_of(ranked).index("Kim opened it.")
    found = combined(question, ranked, {each: 8.0 if each == place else -8.0 for each in range(len(ranked))})
    assert texts_of(found)[0] == "Kim opened it."
    assert sorted(texts_of(found)) == sorted(texts_of(ranked))
    assert [each.log_odds for each in found] == sorted((each.log_odds for each in found), reverse=True)


def test_nothing_read() -> None:
    """Without logits everything stays as it is."""
    question, ranked = asked_of_texts("Who opened the gate?", "The gate opened.", "Kim opened it.")
    assert combined(question, ranked, {}) == ranked


def test_confidence_by_hand() -> None:
    """The probability of an answer is the logistic function of three weighed features, and refusal uses it."""
    question, ranked = asked_of_texts("Who opened the gate?", "The gate opened.", "Kim opened it.")
    best, _ = combined(question, ranked, {0: 5.0, 1: -3.0})
    features = (lexical_log_odds(question, ranked[0]), 5.0, 8.0)
    odds = REFUSAL_CONSTANT + sum(weight * each for weight, each in zip(REFUSAL_WEIGHTS, features, strict=True))
    assert probability(question, best) == pytest.approx(1 / (1 + exp(-odds)))


def test_more_relevant_is_more_probable() -> None:
    """The more relevant the model finds the best candidate, the more probable is an answer."""
    question, ranked = asked_of_texts("Who opened the gate?", "The gate opened.", "Kim opened it.")
    chances = [probability(question, combined(question, ranked, {0: logit, 1: -9.0})[0]) for logit in (-6, -2, 2, 6)]
    assert chances == sorted(set(chances))


def test_unsure() -> None:
    """What is small talk, or has no candidate, needs no second reading; two candidates that are alike do."""
    for question, texts in [("Hello!", ["Hello to all."]), ("Who opened the gate?", ["Nothing of it."])]:
        assert not is_unsure(*asked_of_texts(question, *texts))
    assert is_unsure(*asked_of_texts("Who opened the gate?", "Kim opened the gate.", "Jo opened the gate."))

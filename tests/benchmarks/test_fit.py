"""The fit of the ranking's weights, on a collection of a few lines."""

import pytest

pytest.importorskip("scipy", reason="the extra `benchmarks` is not installed")

from benchmarks.fit.examples import examples
from benchmarks.fit.ranking import FOR_REFUSAL, fitted_weights
from retrieval.evaluation.beir import Collection, LabelledQuestion
from retrieval.ranking.features import SENTENCE_FEATURES, feature_names
from retrieval.ranking.reranker import WEIGHTS
from tests.retrieval.samples import passage

TEXTS = {
    "boats": "The harbour has 9 boats. The boats are painted green.",
    "keeper": "The keeper counts boats. The keeper of the lighthouse is Ada Lovell.",
    "gold": "Dragons guard gold near the harbour.",
}
QUESTIONS = {"boats": "How many boats has the harbour?", "keeper": "Who is the keeper?", "gold": "Who guards gold?"}
COLLECTION = Collection(
    tuple(passage(text, file=name) for name, text in TEXTS.items()),
    tuple(LabelledQuestion(name, text, {name: 1}, ()) for name, text in QUESTIONS.items()),
)


def test_the_shipped_weights_are_those_that_are_fitted() -> None:
    """Every feature has a weight, but those that only refusal uses."""
    fitted = fitted_weights({"med": list(examples(COLLECTION))})
    assert fitted.keys() == WEIGHTS.keys() == set(feature_names()) - {*FOR_REFUSAL}


def test_a_new_feature_is_fitted(monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry of `SENTENCE_FEATURES` gets a weight without any other change, here one of right sentences."""
    right = {
        "The harbour has 9 boats.",
        "The keeper of the lighthouse is Ada Lovell.",
        TEXTS["gold"],
    }
    monkeypatch.setitem(SENTENCE_FEATURES, "is_right", lambda at: float(at.sentence.text in right))
    assert fitted_weights({"med": list(examples(COLLECTION))})["is_right"] > 0

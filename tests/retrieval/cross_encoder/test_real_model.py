"""A cross-encoder as people have it: ms-marco-MiniLM-L-12, from the data of a wheel."""

import pytest

pytest.importorskip("onnxruntime", reason="the extra `reranker` is not installed")

from benchmarks.reranker_model import model_folder
from retrieval.cross_encoder.model import CrossEncoder
from retrieval.cross_encoder.reranker import Reranker
from tests.retrieval.ranked import asked_of_texts, texts_of

pytestmark = pytest.mark.slow
PATIENCE = 60.0
QUESTION = "How long may a visitor stay in the harbour?"
TEXTS = (
    "A visitor of the harbour may look at the long quay.",
    "Guests can remain in the harbour for three nights.",
    "The harbour is for a long time the pride of the town.",
)


@pytest.fixture(scope="module")
def model() -> CrossEncoder:
    """The model."""
    folder = model_folder()
    if folder is None:
        pytest.skip("the extra `model` is not installed")
    return CrossEncoder(folder)


def test_tells_an_answer(model: CrossEncoder) -> None:
    """The text that answers has the highest logit, above zero, and one on another subject a low one."""
    pride, answer, rain = model.logits(QUESTION, [TEXTS[2], TEXTS[1], "It rained in Bonn."]) or ()
    assert answer > 0 > pride > rain


def test_order_of_batches(model: CrossEncoder) -> None:
    """A text has about the same logit whichever texts are read with it."""
    texts = [*TEXTS, *(f"{TEXTS[0]} " * count for count in range(2, 9))]
    together = model.logits(QUESTION, texts)
    alone = [(model.logits(QUESTION, [text]) or ())[0] for text in texts]
    assert together == pytest.approx(alone, abs=0.5)  # int8: the scale of a batch is that of its largest value


def test_reranks(model: CrossEncoder) -> None:
    """The candidate that answers is first although another one has the question's own words."""
    question, ranked = asked_of_texts(QUESTION, *TEXTS)
    with Reranker(model, deadline=PATIENCE) as reranker:
        assert texts_of(reranker.rerank(question, ranked))[0] == TEXTS[1]


def test_deadline(model: CrossEncoder) -> None:
    """A deadline that no model keeps leaves the lexical order."""
    question, ranked = asked_of_texts(QUESTION, *TEXTS)
    with Reranker(model, deadline=1e-6) as reranker:
        assert reranker.rerank(question, ranked) == ranked

from threading import Barrier, Thread

from retrieval.cross_encoder.reranker import PLACES, Reranker
from tests.retrieval.held_model import GOLD, PATIENCE, QUESTION, TEXTS, Model, held
from tests.retrieval.ranked import asked_of_texts, texts_of


def test_reranks() -> None:
    """Where the words do not decide, what the model finds relevant is first, with a probability of its own."""
    question, ranked = asked_of_texts(QUESTION, *TEXTS)
    assert texts_of(ranked)[0] != GOLD
    with Reranker(Model(), deadline=PATIENCE) as reranker:
        first, *others = reranker.rerank(question, ranked)
    assert texts_of([first]) == [GOLD]
    assert first.answerability
    assert all(first.answerability > (each.answerability or 0) for each in others)


def test_deadline() -> None:
    """After the deadline the lexical order stands, and the reading is given up."""
    model = Model()
    question, ranked = asked_of_texts(QUESTION, *TEXTS)
    with Reranker(model, deadline=0.01) as reranker:
        with held(model):
            assert reranker.rerank(question, ranked) == ranked
            assert model.started.wait(PATIENCE)
        assert model.stopped.wait(PATIENCE)


def test_busy() -> None:
    """When all places are taken the lexical order stands at once; then there is room again."""
    model = Model()
    question, ranked = asked_of_texts(QUESTION, *TEXTS)
    found: list[str] = []
    begun = Barrier(PLACES + 1)

    def ask() -> None:
        begun.wait(PATIENCE)
        found.append(texts_of(reranker.rerank(question, ranked))[0])

    with Reranker(model, deadline=PATIENCE) as reranker:
        with held(model):
            threads = [Thread(target=ask) for _ in range(PLACES)]
            for thread in threads:
                thread.start()
            begun.wait(PATIENCE)
            while reranker._places._value:
                pass
            assert reranker.rerank(question, ranked) == ranked
        for thread in threads:
            thread.join(PATIENCE)
        assert found == [GOLD] * PLACES
        assert texts_of(reranker.rerank(question, ranked))[0] == GOLD


def test_other_language_of_the_question() -> None:
    """A question in a language that the model does not read is not given to it."""
    model = Model(languages=["de"])
    question, ranked = asked_of_texts(QUESTION, *TEXTS)
    with Reranker(model, deadline=PATIENCE) as reranker:
        assert reranker.rerank(question, ranked) == ranked
    assert not model.read


def test_other_language_of_an_article() -> None:
    """A candidate in a language that the model does not read is not given to it, and stays among the candidates."""
    model = Model()
    question, ranked = asked_of_texts(QUESTION, *TEXTS)
    passage = ranked[0].candidate.passage
    german = passage.model_copy(update={"article": passage.article.model_copy(update={"language": "de"})})
    mixed = (ranked[0]._replace(candidate=ranked[0].candidate.model_copy(update={"passage": german})), *ranked[1:])
    with Reranker(model, deadline=PATIENCE) as reranker:
        found = reranker.rerank(question, mixed)
    assert [len(texts) for texts in model.read] == [len(TEXTS) - 1]
    assert sorted(texts_of(found)) == sorted(TEXTS)


def test_sure() -> None:
    """Nothing is read where there is nothing to decide."""
    model = Model()
    with Reranker(model, deadline=PATIENCE) as reranker:
        assert reranker.rerank(*asked_of_texts("Who opened the gate?", "Nothing of it.")) == ()
    assert not model.read

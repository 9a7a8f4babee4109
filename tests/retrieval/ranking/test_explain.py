import pytest

from retrieval.analysis.passages import passages
from retrieval.index.bm25 import index_of
from retrieval.query.parser import read_question
from retrieval.ranking.confidence import MIN_PROBABILITY, AbstentionThreshold
from retrieval.ranking.explain import SMALLEST_REASON, explanations
from retrieval.ranking.reranker import PROSE_WEIGHTS, rank
from retrieval.retriever import retriever_over
from tests.retrieval.samples import article


def test_reasons_add_up() -> None:
    """The first candidate is ahead of the next by the difference of their log-odds, and small reasons are left out."""
    question = read_question("Where did Harris meet Kim?")
    articles = [article("Harris met Kim in Paris.", file="a.txt"), article("Kim left. It rained.", file="b.txt")]
    index = index_of([passage for each in articles for passage in passages(each)])
    ranked = rank(question, index.search(question.terms, depth=9), index)
    first, second = explanations(question, ranked, limit=9)
    assert first.sentence == "Harris met Kim in Paris."
    assert first.ahead == pytest.approx(ranked[0].log_odds - ranked[1].log_odds)
    assert first.reasons
    assert all(abs(reason.log_odds) >= SMALLEST_REASON for reason in first.reasons)
    assert (second.ahead, second.reasons) == (None, ())
    assert [abs(reason.log_odds) for reason in first.reasons] == sorted(
        (abs(each.log_odds) for each in first.reasons), reverse=True
    )
    assert first.chance > second.chance
    assert {reason.feature: reason.weight for reason in first.reasons}.items() <= PROSE_WEIGHTS.items()


@pytest.mark.parametrize("caution", AbstentionThreshold)
def test_what_is_needed(caution: AbstentionThreshold) -> None:
    """A candidate is quoted from the probability on that the explanation names."""
    retriever = retriever_over([article("Harris met Kim in Paris.", file="a.txt")], caution=caution)
    (only,) = retriever.explain("Where did Harris meet Kim and Bo?")
    assert only.needed == MIN_PROBABILITY[caution]
    assert retriever.ask("Where did Harris meet Kim and Bo?").answered == (only.chance >= only.needed)


def test_limit() -> None:
    """Only as many are explained as asked for, and nothing of nothing."""
    question = read_question("Kim")
    index = index_of([passages(article(f"Kim {word}.", file=f"{word}.txt"))[0] for word in ("left", "slept")])
    ranked = rank(question, index.search(question.terms, depth=9), index)
    assert len(explanations(question, ranked, limit=1)) == 1
    assert explanations(question, (), limit=3) == ()

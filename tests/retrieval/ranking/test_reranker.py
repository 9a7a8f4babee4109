from math import log

import pytest

from retrieval.analysis.passages import passages
from retrieval.index.bm25 import index_of
from retrieval.ingest.read import read
from retrieval.query.parser import read_question
from retrieval.ranking.commonness import general_idf
from retrieval.ranking.features import feature_names
from retrieval.ranking.reranker import (
    PROSE_WEIGHTS,
    REDUNDANCY,
    WEIGHTS,
    best_sentence,
    jaccard,
    log_odds,
    rank,
    term_weights,
    weights_for,
)
from retrieval.records import Article
from tests.retrieval.samples import article, whole


def ranking(question: str, *articles: Article) -> list[str]:
    """The best sentence of each candidate, best first."""
    asked = read_question(question)
    index = index_of([passage for each in articles for passage in passages(each)])
    ranked = rank(asked, index.search(asked.terms, depth=99), index)
    return [each.sentence.of(each.candidate.passage.article.version.text) for each in ranked]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [({1, 2}, {2, 3}, 1 / 3), ({1}, {1}, 1), ({1}, {2}, 0), (set(), {1}, 0), (set(), set(), 0)],
)
def test_jaccard(left: set[int], right: set[int], expected: float) -> None:
    """The similarity is the share that both have of what either has."""
    assert jaccard(left, right) == pytest.approx(expected)


def weights(question: str, *texts: str) -> list[float]:
    """The weight of each query term."""
    asked = read_question(question)
    articles = [whole(text, file=f"{number}.txt") for number, text in enumerate(texts)]
    index = index_of([passage for each in articles for passage in passages(each)])
    return list(term_weights(asked, index, index.search(asked.terms, depth=99)).values())


def test_weights() -> None:
    """A query term weighs its idf: ln 8/3 in one passage of three, ln 8/5 in two, ln 8 in none."""
    assert weights("Harris, Kim, moon?", "Harris", "Kim", "Kim") == pytest.approx([log(8 / 3), log(8 / 5), log(8)])


def test_weight_of_compound() -> None:
    """A compound weighs as its easier option, which weighs as its rarer part."""
    assert weights("non-violent", "non violent", "violent", "dogs") == pytest.approx([log(8 / 3)])


def test_common_word() -> None:
    """A common word that no passage has weighs what it does in general language; a rare one, or a name, its idf."""
    texts = [f"Kim {number}" for number in range(2_000)]
    idea, unknown = weights("Idea despawn?", *texts)
    assert idea == pytest.approx(general_idf("idea", "en"))
    assert unknown > 8 > idea


def test_light_weight() -> None:
    """A light word weighs its share of the idf."""
    assert weights("said Kim", "Kim", "said", "dogs") == pytest.approx([0.35 * log(8 / 3), log(8 / 3)])


def test_weight_of_neighbours() -> None:
    """A query term that always occurs with its neighbour loses most, one in half the passages half of that."""
    rare, common = log(8 / 3), log(8 / 5)
    assert weights("Kim Kardashian", "Kim Kardashian", "Biden", "dogs") == pytest.approx(
        [rare, rare * (1 - REDUNDANCY)]
    )
    assert weights("Kim Kardashian", "Kim Kardashian", "Kardashian", "dogs") == pytest.approx(
        [rare, common * (1 - REDUNDANCY / 2)]
    )


def test_log_odds() -> None:
    """The log-odds are the sum of the weights of the features, each times its value."""
    assert log_odds(dict.fromkeys(feature_names(), 0.0)) == 0
    assert log_odds(dict.fromkeys(feature_names(), 1.0)) == pytest.approx(sum(WEIGHTS.values()))
    for name in feature_names():
        half = dict.fromkeys(feature_names(), 0.0) | {name: 0.5}
        assert log_odds(half) == pytest.approx(WEIGHTS.get(name, 0.0) / 2)


def test_any_of_its_sentences() -> None:
    """A candidate's log-odds are those that any of its sentences answers: of two alike, ln 2 more than of one."""
    (candidate,) = index_of(passages(article("Kim left. Kim left."))).search(["kim"], depth=9)
    halves = dict.fromkeys(feature_names(), 0.5)
    sentences = [(span, halves) for span in candidate.passage.sentences]
    one, two = best_sentence(candidate, sentences[:1]), best_sentence(candidate, sentences)
    assert one.log_odds == pytest.approx(log_odds(halves))
    assert two.log_odds == pytest.approx(one.log_odds + log(2))
    assert two.sentence == candidate.passage.sentences[0]


def test_order() -> None:
    """The candidate with the question's words in one sentence, as written, comes first."""
    articles = [
        article("Harris slept all day. They met nobody. Kim left.", file="a.txt"),
        article("Harris did meet Kim there.", file="b.txt"),
        article("Nobody knew of dogs.", file="c.txt"),
    ]
    expected = ["Harris did meet Kim there.", "Harris slept all day."]
    assert ranking("Where did Harris meet Kim?", *articles)[0] == expected[0]
    assert len(ranking("Where did Harris meet Kim?", *articles)) == 2


def test_best_sentence() -> None:
    """A candidate ranks by its best sentence, wherever that is in the passage."""
    assert ranking("Who left?", article("It rained. Nobody slept. Kim left. It was late.")) == ["Kim left."]


def test_ties() -> None:
    """Candidates that rank alike keep their order."""
    asked = read_question("Kim")
    index = index_of([passages(article(f"Kim {word}.", file=f"{word}.txt"))[0] for word in ("left", "slept", "spoke")])
    candidates = index.search(asked.terms, depth=9)
    assert [each.candidate for each in rank(asked, candidates, index)] == list(candidates)


def test_nothing() -> None:
    """Without candidates there is nothing to rank."""
    assert rank(read_question("Kim"), [], index_of([])) == ()


def test_weights_for() -> None:
    """Where most candidates stand below headings the weights are those of documentation, else those of prose."""
    below = read(b"# Rules\n\n## Gate\n\nThe gate opens at dawn.\n\n## Fees\n\nThe gate costs a coin.\n", name="a.md")
    prose = [whole("The gate is old.", file=f"{number}.txt") for number in range(2)]
    index = index_of([part for each in [*below.articles, *prose] for part in passages(each)])
    candidates = index.search(("gate",), depth=9)
    sectioned = [each for each in candidates if each.passage.section]
    others = [each for each in candidates if not each.passage.section]
    assert (len(sectioned), len(others)) == (2, 2)
    assert weights_for([*sectioned, others[0]]) is WEIGHTS
    assert weights_for(candidates) is PROSE_WEIGHTS
    assert PROSE_WEIGHTS.keys() <= WEIGHTS.keys()

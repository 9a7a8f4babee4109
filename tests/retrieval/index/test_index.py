from collections import Counter
from collections.abc import Sequence
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.language import ENGLISH
from retrieval.analysis.passages import passages
from retrieval.analysis.tokenizer import terms
from retrieval.index.bm25 import Index, idf, index_of
from retrieval.query.parser import read_question
from retrieval.records import Passage
from tests.retrieval.samples import article, passage, some

VOCABULARY = ["pardon", "rule", "kim", "harris", "chance", "law"]
corpora = st.lists(st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=8).map(" ".join), min_size=1, max_size=6)
asked = st.lists(st.sampled_from([*VOCABULARY, "moon"]), max_size=5)


def index(*texts: str) -> Index:
    """An index of passages, one a text."""
    return index_of([passage(text, file=f"{number}.txt") for number, text in enumerate(texts)])


def found(index: Index, *question: str, depth: int = 99) -> list[str]:
    """The texts of the candidates for the terms of a question."""
    return [candidate.passage.text for candidate in index.search(question, depth=depth)]


def written(index: Index) -> dict[str, int]:
    """The words as the passages write them, each with the number of passages."""
    (found,) = index.vocabularies
    return dict(zip(found.words, found.passages.tolist(), strict=True))


def okapi(corpus: Sequence[Sequence[str]], question: Sequence[str], number: int) -> float:
    """Okapi BM25 as the equation stands in Robertson & Zaragoza (2009), term by term; k1 = 0.9, b = 0.4."""
    length, mean = len(corpus[number]), sum(map(len, corpus)) / len(corpus)
    score = 0.0
    for term in question:
        having = sum(term in document for document in corpus)
        if having:
            rareness = log(1 + (len(corpus) - having + 0.5) / (having + 0.5))
            count = Counter(corpus[number])[term]
            score += rareness * count * 1.9 / (count + 0.9 * (0.6 + 0.4 * length / mean))
    return score


@pytest.mark.parametrize(
    ("doc_freq", "doc_count", "expected"),
    [(1, 3, 0.9808292530117262), (3, 3, 0.13353139262452263), (0, 3, 2.0794415416798357), (1, 1, 0.28768207245178085)],
)
def test_idf(doc_freq: int, doc_count: int, expected: float) -> None:
    """The idf is ln(1 + (N - n + 0.5) / (n + 0.5)): ln 8/3, ln 8/7, ln 8 and ln 4/3."""
    assert idf(doc_freq=doc_freq, doc_count=doc_count) == pytest.approx(expected, abs=1e-12)


def test_idf_of_terms() -> None:
    """A term's idf counts the passages that have it, however often; an unknown one's is the highest."""
    small = index("pardon pardon", "rule", "pardon rule", "kim")
    assert small.idf("pardon") == small.idf("rule") == pytest.approx(log(1 + 2.5 / 2.5))
    assert small.idf("kim") == pytest.approx(log(1 + 3.5 / 1.5))
    assert small.idf("moon") == pytest.approx(log(1 + 4.5 / 0.5))


def test_score() -> None:
    """A score worked out by hand: ln 2 x 2 x 1.9 / (2 + 0.9 x (0.6 + 0.4 x 2 / 1.5)) = ln 2 x 3.8 / 3.02."""
    (only,) = index("pardon pardons", "rule").search(["pardon"], depth=9)
    assert only.score == pytest.approx(0.6931471805599453 * 3.8 / 3.02, abs=1e-12)


def test_title() -> None:
    """The words of the article's title are those of each of its passages, too."""
    titled = index_of(passages(article("It was a long day.", title="Harris in Paris")))
    assert found(titled, "harri") == ["It was a long day."]
    assert written(titled)["Harris"] == 1


@some
@given(corpora, asked)
def test_naive(texts: list[str], question: list[str]) -> None:
    """Every score is that of a naive implementation, and the best comes first."""
    stemmed = [term for word in question for term in terms(word, ENGLISH)]
    small = index(*texts)
    corpus = [terms(text, ENGLISH) for text in small.texts(len(texts))]
    expected = sorted(
        (score for number in range(len(corpus)) if (score := okapi(corpus, stemmed, number))), reverse=True
    )
    scores = [candidate.score for candidate in small.search(stemmed, depth=99)]
    assert scores == pytest.approx(expected, abs=1e-9)


@some
@given(corpora, asked)
def test_candidates(texts: list[str], question: list[str]) -> None:
    """The candidates are the passages that share a term with the question, and no others."""
    stemmed = {term for word in question for term in terms(word, ENGLISH)}
    assert sorted(found(index(*texts), *stemmed)) == sorted(
        text for text in texts if stemmed & set(terms(text, ENGLISH))
    )


def test_term_of_all() -> None:
    """A passage is a candidate even for a term that every passage has."""
    assert len(found(index("pardon rule", "pardon law"), "pardon")) == 2


@some
@given(st.permutations([*VOCABULARY, "pardon rule", "rule pardon", "kim law", "law kim"]), asked)
def test_order_of_adding(texts: list[str], question: list[str]) -> None:
    """Candidates and their order do not depend on how the passages came."""
    assert found(index(*texts), *question) == found(index(*sorted(texts)), *question)


def test_same_text_twice() -> None:
    """Of two articles with one text, the order does not depend on how they came either."""
    one, two = passage("A pardon.", file="1.txt"), passage("A pardon.", file="2.txt")

    def files(*added: Passage) -> list[str]:
        return [each.passage.article.source.id for each in index_of(added).search(["pardon"], depth=9)]

    assert files(one, two) == files(two, one)


def test_ties() -> None:
    """Passages with one score are in the order of version, then position."""
    rule, law = (" ".join([word] * 80) + "." for word in ("Rule", "Laws"))
    articles = [article(gap.join([law, rule] * 20)) for gap in ("\n\n", "\n\n\n")]
    parts = [part for each in articles for part in passages(each)]
    candidates = index_of(parts[::-1]).search(["rule"], depth=99)
    places = [(each.passage.article.version.id, each.passage.span.start) for each in candidates]
    assert len(places) == 40
    assert places == sorted(places)


def test_depth() -> None:
    """No more candidates come than asked for, and those are the best."""
    small = index("pardon", "pardon pardon rule", "pardon rule rule rule")
    assert found(small, "pardon", depth=2) == found(small, "pardon")[:2]
    assert found(small, "pardon", depth=0) == []


def test_knows() -> None:
    """A need is known when all terms of one of its options are, together or apart."""
    (query_term,) = read_question("non-violent").query_terms
    assert index("nonviolent").knows(query_term)
    assert index("violent", "non").knows(query_term)
    assert not index("violent").knows(query_term)


def test_vocabulary() -> None:
    """The index has the terms of its passages, and their words as written with the number of passages."""
    small = index("Pardoned by Kardashian’s rule", "A rule is a rule")
    assert all(term in small for term in ("pardon", "kardashian", "rule"))
    assert not any(term in small for term in ("by", "a", "is", "s", "pardoned", "moon"))
    assert "Kardashian" not in small
    assert written(small) == {"Pardoned": 1, "Kardashian": 1, "rule": 2}


@pytest.mark.parametrize("texts", [(), ("the of",), ("a", "the")], ids=repr)
def test_nothing(texts: tuple[str, ...]) -> None:
    """Without a term there is nothing to find."""
    assert found(index(*texts), "pardon") == []

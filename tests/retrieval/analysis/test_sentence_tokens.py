import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.analysis.passages import passages
from retrieval.analysis.sentence_tokens import TOKEN, cached_words, distinct_terms, tokenized_sentences, tokens_of
from tests.retrieval.samples import AWKWARD, article, some

texts = st.lists(
    st.sampled_from(["Kim met 3 dogs.", "She ran, too!", "我在巴黎。", "ฉันอยู่", "A$AP?", "\n\n", "👍"]), min_size=1
)


def test_terms_of() -> None:
    """The terms of a passage are those of its sentences and of its article's title, each once."""
    (passage,) = passages(article("Pardons, a pardon. The rule.", title="Harris in Paris"))
    assert distinct_terms(passage) == {"pardon", "rule", "harri", "pari"}


def test_sentences() -> None:
    """A sentence has its words with and without a term, as written, and the pairs of them."""
    (passage,) = passages(article("Kim met the dogs. She left."))
    first, second = tokenized_sentences(passage)
    assert first.text == "Kim met the dogs."
    assert first.positions == {"kim": [0], "meet": [1], "dog": [2]}
    assert first.word_forms == {"kim", "met", "dogs"}
    assert first.tokens == {"kim", "met", "the", "dogs"}
    assert ("met", "the") in first.bigrams
    assert (first.length, second.length) == (4, 2)


def test_unspaced() -> None:
    """Where nothing parts words, every letter stands for one, so lengths and neighbours tell something there, too."""
    (sentence,) = tokenized_sentences(passages(article("我在巴黎学习法语。"))[0])
    assert sentence.length == 8
    assert ("巴", "黎") in sentence.bigrams


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: repr(text[:20]))
def test_awkward(text: str) -> None:
    """Every text can be read."""
    assert all(len(tokenized_sentences(passage)) == len(passage.sentences) for passage in passages(article(text)))


@some
@example("Kim met 3 dogs. \n\n ฉันอยู่ \n\n Kim met 3 dogs.")
@given(texts.map(" ".join))
def test_every_word_once(text: str) -> None:
    """The words of a passage are in its sentences, once, but for those of what is no sentence and stands between."""
    for passage in passages(article(text)):
        begin = passage.span.start
        inside = {at - begin for span in passage.sentences for at in range(span.start, span.end)}
        found = [word.term for word in cached_words(passage.text, passage.article.language) if word.start in inside]
        read_ = [
            term
            for sentence in tokenized_sentences(passage)
            for term, places in sentence.positions.items()
            for _ in places
        ]
        assert sorted(found) == sorted(read_)


@some
@given(st.text(st.characters(max_codepoint=127)))
def test_plain_tokens(text: str) -> None:
    """What has no letter beyond ASCII is cut into the same words, only sooner."""
    assert tokens_of(text.casefold()) == TOKEN.findall(text.casefold())

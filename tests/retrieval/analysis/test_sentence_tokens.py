import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.analysis.passages import passages
from retrieval.analysis.sentence_tokens import TOKEN, read, terms_of, tokens_of, words_of
from tests.retrieval.samples import AWKWARD, article, some

texts = st.lists(
    st.sampled_from(["Kim met 3 dogs.", "She ran, too!", "我在巴黎。", "ฉันอยู่", "A$AP?", "\n\n", "👍"]), min_size=1
)


def test_terms_of() -> None:
    """The terms of a passage are those of its sentences and of its article's title, each once."""
    (passage,) = passages(article("Pardons, a pardon. The rule.", title="Harris in Paris"))
    assert terms_of(passage) == {"pardon", "rule", "harri", "pari"}


def test_sentences() -> None:
    """A sentence has its words with and without a term, as written, and the pairs of them."""
    (passage,) = passages(article("Kim met the dogs. She left."))
    first, second = read(passage)
    assert first.text == "Kim met the dogs."
    assert first.places == {"kim": [0], "meet": [1], "dog": [2]}
    assert first.written == {"kim", "met", "dogs"}
    assert first.tokens == {"kim", "met", "the", "dogs"}
    assert ("met", "the") in first.pairs
    assert (first.length, second.length) == (4, 2)


def test_unspaced() -> None:
    """Where nothing parts words, every letter stands for one, so lengths and neighbours tell something there, too."""
    (sentence,) = read(passages(article("我在巴黎学习法语。"))[0])
    assert sentence.length == 8
    assert ("巴", "黎") in sentence.pairs


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: repr(text[:20]))
def test_awkward(text: str) -> None:
    """Every text can be read."""
    assert all(len(read(passage)) == len(passage.sentences) for passage in passages(article(text)))


@some
@example("Kim met 3 dogs. \n\n ฉันอยู่ \n\n Kim met 3 dogs.")
@given(texts.map(" ".join))
def test_every_word_once(text: str) -> None:
    """The words of a passage are in its sentences, once, but for those of what is no sentence and stands between."""
    for passage in passages(article(text)):
        begin = passage.span.start
        inside = {at - begin for span in passage.sentences for at in range(span.start, span.end)}
        found = [word.term for word in words_of(passage.text, passage.article.language) if word.start in inside]
        read_ = [term for sentence in read(passage) for term, places in sentence.places.items() for _ in places]
        assert sorted(found) == sorted(read_)


@some
@given(st.text(st.characters(max_codepoint=127)))
def test_plain_tokens(text: str) -> None:
    """What has no letter beyond ASCII is cut into the same words, only sooner."""
    assert tokens_of(text.casefold()) == TOKEN.findall(text.casefold())

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from retrieval.index.vocabulary import END, read_vocabulary, vocabulary_arrays
from retrieval.rewrite.fuzzy_lookup import FuzzyLookup
from tests.retrieval.samples import vocabulary_of

word = st.text(st.sampled_from("abcé"), min_size=3, max_size=8)


def test_writing() -> None:
    """A word is known in the case in which most passages have it, the possessive ending left out."""
    vocabulary = vocabulary_of({"Biden": 2, "Biden’s": 2, "BIDEN": 3, "biden": 1, "x9": 5, "a": 1, "non-violent": 1})
    known = vocabulary["bIDEN"]
    assert known is not None
    assert known == ("biden", "Biden", 8, 7)
    assert [vocabulary[other] for other in ("x9", "a", "non-violent", "bide")] == [None] * 4


def test_tie() -> None:
    """Of two cases as frequent the lower one is taken, in whatever order they come."""
    assert [each and each.spelling for each in (vocabulary_of({"Rule": 1, "rule": 1})["rule"],)] == ["rule"]
    assert [each and each.spelling for each in (vocabulary_of({"rule": 1, "Rule": 1})["rule"],)] == ["rule"]


def test_several_segments() -> None:
    """The passages of all segments count together, and so does how they write a word."""
    known = vocabulary_of({"rule": 2, "Rule": 1}, {"Rule": 3, "moon": 1})["rule"]
    assert known == ("rule", "Rule", 6, 4)


def test_frequent() -> None:
    """The frequent words of a first letter are found, the passages of all segments counted together."""
    vocabulary = vocabulary_of({"rule": 2, "Rule": 1, "roof": 1, "moon": 9}, {"Rule": 1, "roof": 2})
    assert [(each.folded, each.doc_freq) for each in vocabulary.frequent("r", 3)] == [("roof", 3), ("rule", 4)]
    assert [each.folded for each in vocabulary.frequent("r", 4)] == ["rule"]
    assert vocabulary.frequent("x", 1) == []


def test_removed() -> None:
    """A word that only removed passages have is not known."""
    vocabulary = FuzzyLookup(
        [read_vocabulary(vocabulary_arrays({"rule": 1, "rules": 1}))], is_live=lambda word: word != "rule"
    )
    assert vocabulary["rule"] is None
    assert [each.word.spelling for each in vocabulary.matches("rulex", edits=2)] == ["rules"]
    assert [each.spelling for each in vocabulary.with_prefix("ru")] == ["rules"]


def test_beginning() -> None:
    """The words are found that begin with some letters, however long they are."""
    vocabulary = vocabulary_of(dict.fromkeys(["pardon", "pardoned", "Pardons", "par", "spardon"], 1))
    assert sorted(each.spelling for each in vocabulary.with_prefix("pardon")) == ["Pardons", "pardon", "pardoned"]


@given(word, st.sets(word), st.integers(0, 3))
@settings(deadline=None)
def test_near(sought: str, words: set[str], edits: int) -> None:
    """What is near is what a look at every word finds: with the same first letter, or else one edit away."""
    naive = {
        (other, distance, other[0] == sought[0])
        for other in words
        if (distance := OSA.distance(sought, other)) <= edits
        and (other[0] == sought[0] or (distance <= 1 and other[-END:] == sought[-END:]))
    }
    near = vocabulary_of(dict.fromkeys(words, 1)).matches(sought, edits=edits)
    assert {(each.word.folded, each.edits, each.common_prefix > 0) for each in near} == naive
    assert len(near) == len(naive)

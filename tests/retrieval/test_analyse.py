import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analyse import LONGEST_WORD, STEMMERS, Word, has_word, terms, words
from tests.bot.hostile import hostile
from tests.retrieval.library import AWKWARD, documents, some

MEET = [
    ("Kardashian’s", "kardashian"),
    ("Kardashian's", "Kardashian"),
    ("pardoned", "pardons"),
    ("U.S.", "US"),
    ("A$AP", "asap"),
    ("O.J.", "OJ"),
    ("AT&T", "ATT"),
    ("café", "cafe"),
    ("cafe\u0301", "café"),
    ("non-violent", "nonviolent"),
    ("non‑violent", "nonviolent"),
    ("1,000", "1000"),
    ("two", "2"),
    ("met", "meet"),
    ("women", "woman"),
    ("ﬁnding", "finding"),
    ("İstanbul", "ISTANBUL"),
    ("Straße", "STRASSE"),
    ("D’Angelo", "D'Angelo"),
]
PART = [("us", "US"), ("resume", "presume"), ("3.5", "35"), ("2", "3"), ("שָׁלוֹם", "שלום"), ("हिन्दी", "हनद")]


@pytest.mark.parametrize(("one", "other"), MEET)
def test_meet(one: str, other: str) -> None:
    """Two ways to write one word have a term in common."""
    assert set(terms(f"x {one} x")) & set(terms(f"x {other} x")) - {"x"}


@pytest.mark.parametrize(("one", "other"), PART)
def test_part(one: str, other: str) -> None:
    """Different words have different terms; marks are part of the word outside the Latin script."""
    assert not set(terms(f"x {one} x")) & set(terms(f"x {other} x")) - {"x"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("the of and", []),
        ("They pardoned him", ["pardon"]),
        ("The U.S. and us", ["us"]),
        ("WHO said", ["who", "say"]),
        ("Who said", ["say"]),
        ("WHO IS THE MAN", ["man"]),
        ("well-known", ["know", "wellknown"]),
        ("a state-of-the-art", ["state", "art", "stateoftheart"]),
        ("pay $5.50, at 3,000", ["pay", "5.50", "3000"]),
        ("twelve, eleven one", ["12", "11"]),
        ("@x #y snake_case", ["x", "y", "snake", "case"]),
        ("👍 !?", []),
        ("漢字", ["漢字"]),
    ],
    ids=repr,
)
def test_terms(text: str, expected: list[str]) -> None:
    """Stop words have no term, acronyms are none of them, and a compound follows its parts."""
    assert terms(text) == expected


def test_words() -> None:
    """A word tells how it is written and where it stands."""
    assert list(words("A non-violent U.S. man’s")) == [
        Word("non", "non", 2, 5),
        Word("violent", "violent", 6, 13),
        Word("non-violent", "nonviol", 2, 13),
        Word("U.S", "us", 14, 17),
        Word("man’s", "man", 19, 24),
    ]


@pytest.mark.parametrize(
    "text", ["Kim Kardashian, 43, was", "the star “Kardashian”, 43, was", "Ali Kim Kardashian, 43,"]
)
def test_age(text: str) -> None:
    """A number between commas after a name is also an age of that name."""
    assert "kardashian~aged" in terms(text)


@pytest.mark.parametrize("text", ["Kardashian, 1443, was", "Kardashian 43, was", "Kardashian, 43 days", "On 7, 43, 5"])
def test_no_age(text: str) -> None:
    """A year, a number of things and a list of numbers are no ages."""
    assert not any(term.endswith("~aged") for term in terms(text))


def test_names_before_age() -> None:
    """An age belongs to at most three words before it."""
    assert [term for term in terms("One big tall Kim Kardashian, aged 43.") if "~" in term] == [
        "kim~aged",
        "kardashian~aged",
        "age~aged",
    ]


def test_longest_word() -> None:
    """Of a run of letters that is no word only the beginning counts."""
    assert terms("z" * 100_000) == ["z" * LONGEST_WORD]


@pytest.mark.parametrize(("text", "expected"), [("a", True), ("7", True), ("ש", True), ("", False), ("?! 👍 $", False)])
def test_has_word(text: str, *, expected: bool) -> None:
    """A letter or a digit of any script is a word, a stop word too; signs are none."""
    assert has_word(text) is expected


def assert_well_formed(text: str) -> None:
    """The property: every word stands where it says, has a term, and they begin or end in order."""
    ends = [0]
    for word in words(text):
        assert text[word.start : word.end] == word.text
        assert word.term
        assert word.end >= ends[-1]
        ends.append(word.end)


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: repr(text[:20]))
def test_awkward(text: str) -> None:
    """Awkward texts have well-formed words."""
    assert_well_formed(text)


@some
@given(st.one_of(documents, hostile, st.text()))
def test_any_text(text: str) -> None:
    """Any text has well-formed words."""
    assert_well_formed(text)


@some
@given(st.text(st.characters(categories=("L", "M", "N")), min_size=1, max_size=8), hostile)
def test_anywhere(word: str, before: str) -> None:
    """The term of a word does not depend on where it stands."""
    alone = [found.term for found in words(f"some {word} there")]
    after = [found.term for found in words(f"{before} some {word} there") if found.start > len(before)]
    assert after == alone


@some
@given(st.lists(st.sampled_from(["pardon", "U.S.", "A$AP", "43", "non-violent"]), max_size=6))
def test_repeats(said: list[str]) -> None:
    """Every word counts each time it is said."""
    assert len(terms(" x ".join(said))) == len(terms(" ".join(said))) + max(len(said) - 1, 0)


def test_a_stemmer_for_each_thread() -> None:
    """No two threads share a stemmer, for it is not made to be shared."""
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(lambda: STEMMERS.english).result() is not STEMMERS.english
    assert STEMMERS.english is STEMMERS.english


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("黑豹队", ["黑豹", "豹队"]),
        ("好", ["好"]),
        ("308分ABC", ["308", "分", "abc"]),
        ("東京タワー", ["東京", "京タ", "タワ", "ワー"]),
        ("ที่นี่", ["ที่นี่"]),
        ("黑豹 队", ["黑豹", "队"]),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    """Where no spaces are written, the overlapping pairs of letters count, marks staying with their letters."""
    assert terms(text) == [unicodedata.normalize("NFKC", term) for term in expected]


def test_offsets_of_pairs() -> None:
    """A pair stands where its letters do."""
    assert [(word.start, word.end) for word in words("- 黑豹队")] == [(2, 4), (3, 5)]

import unicodedata
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.language import ENGLISH, LANGUAGES
from retrieval.analysis.tokenizer import AGED, LONGEST_CHUNK, Word, _chunk_words, _parsed_words, has_word, terms, words
from tests.bot.hostile import hostile
from tests.retrieval.samples import AWKWARD, documents, some

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
    assert set(terms(f"x {one} x", ENGLISH)) & set(terms(f"x {other} x", ENGLISH)) - {"x"}


@pytest.mark.parametrize(("one", "other"), PART)
def test_part(one: str, other: str) -> None:
    """Different words have different terms; marks are part of the word outside the Latin script."""
    assert not set(terms(f"x {one} x", ENGLISH)) & set(terms(f"x {other} x", ENGLISH)) - {"x"}


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
        ("漢字", ["漢", "字", "漢字"]),
    ],
    ids=repr,
)
def test_terms(text: str, expected: list[str]) -> None:
    """Stop words have no term, acronyms are none of them, and a compound follows its parts."""
    assert terms(text, ENGLISH) == expected


def test_words() -> None:
    """A word has its text as written and its span."""
    assert list(words("A non-violent U.S. man’s", ENGLISH)) == [
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
    assert "kardashian~aged" in terms(text, ENGLISH)


@pytest.mark.parametrize("text", ["Kardashian, 1443, was", "Kardashian 43, was", "Kardashian, 43 days", "On 7, 43, 5"])
def test_no_age(text: str) -> None:
    """A year, a number of things and a list of numbers are no ages."""
    assert not any(term.endswith("~aged") for term in terms(text, ENGLISH))


def test_names_before_age() -> None:
    """An age belongs to at most three words before it."""
    assert [term for term in terms("One big tall Kim Kardashian, aged 43.", ENGLISH) if "~" in term] == [
        "kim~aged",
        "kardashian~aged",
        "age~aged",
    ]


@pytest.mark.parametrize("text", ["100% of it", "5 % of it", "5%, of it"])
def test_percent(text: str) -> None:
    """The sign after a number is a word; elsewhere it is none."""
    assert terms(text, ENGLISH)[1] == "percent"
    assert "percent" not in terms("%a b%c 5%d", ENGLISH)


def test_may() -> None:
    """The month is a word, the verb holds a sentence together."""
    assert terms("He may come in May", ENGLISH) == ["come", "may"]


@pytest.mark.parametrize(
    ("text", "expected"), [("a", True), ("7", True), ("ש", True), ("", False), ("?! 👍 $ %", False)]
)
def test_has_word(text: str, *, expected: bool) -> None:
    """A letter or a digit of any script is a word, a stop word too; signs are none."""
    assert has_word(text) is expected


def assert_well_formed(text: str, language: str = "en") -> None:
    """The property: every word stands where it says, has a term, and they end in order; and the terms are theirs."""
    ends = [0]
    found = words(text, language)
    assert terms(text, language) == [word.term for word in found]
    assert words(text, language) == found
    for word in found:
        assert text[word.start : word.end] == word.text
        assert word.term
        assert word.end >= ends[-1]
        ends.append(word.end)


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: repr(text[:20]))
def test_awkward(text: str) -> None:
    """Awkward texts have well-formed words."""
    assert_well_formed(text)


@some
@given(st.one_of(documents, hostile, st.text()), st.sampled_from(LANGUAGES))
def test_any_text(text: str, language: str) -> None:
    """Any text has well-formed words, in any language."""
    assert_well_formed(text, language)


def unaged(text: str, language: str) -> list[Word]:
    """The words of a text; an age is one of names that may stand in the line before."""
    return [word for word in words(text, language) if not word.term.endswith(AGED)]


@some
@given(st.lists(st.one_of(documents, hostile, st.text()), max_size=4), st.sampled_from(LANGUAGES))
def test_lines(texts: list[str], language: str) -> None:
    """The words of a text that is not all in capitals are those of its lines, one after the other."""
    lines = [f"a {text}" for text in texts]
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    separately = [
        word._replace(start=start + word.start, end=start + word.end)
        for start, line in zip(starts, lines, strict=False)
        for word in unaged(line, language)
    ]
    assert unaged("\n".join(lines), language) == separately


@some
@given(st.text(st.characters(max_codepoint=0x2100), max_size=12))
def test_plain_words_are_read_like_others(chunk: str) -> None:
    """A plain word, which is read the short way, is what the long way finds."""
    assert all(
        _chunk_words(each, language="en", is_shouted=False) == tuple(_parsed_words(each, "en", is_shouted=False))
        for each in chunk.split()
    )


@some
@given(st.text(st.characters(categories=("L", "M", "N")), min_size=1, max_size=8), hostile)
def test_anywhere(word: str, before: str) -> None:
    """The term of a word does not depend on where it stands."""
    alone = [found.term for found in words(f"some {word} there", ENGLISH)]
    after = [found.term for found in words(f"{before} some {word} there", ENGLISH) if found.start > len(before)]
    assert after == alone


def test_long_chunks() -> None:
    """What is too long to be remembered is read like anything else, and so is what stands beside it."""
    link = "/".join(["pardons"] * LONGEST_CHUNK)
    assert terms(f"two {link} two", ENGLISH) == ["2", *["pardon"] * LONGEST_CHUNK, "2"]


@some
@given(st.lists(st.sampled_from(["pardon", "U.S.", "A$AP", "43", "non-violent"]), max_size=6))
def test_repeats(said: list[str]) -> None:
    """Every word counts each time it is said."""
    assert len(terms(" x ".join(said), ENGLISH)) == len(terms(" ".join(said), ENGLISH)) + max(len(said) - 1, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("黑豹队", ["黑", "豹", "黑豹", "队", "豹队"]),
        ("好", ["好"]),
        ("308分ABC", ["308", "分", "abc"]),
        ("東京タワー", ["東", "京", "東京", "京タ", "タワ", "ワー"]),
        ("ที่นี่", ["ที่นี่"]),
        ("黑豹 队", ["黑", "豹", "黑豹", "队"]),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    """Where no spaces are written, overlapping pairs of letters count, with their marks, and ideographs alone, too."""
    assert terms(text, ENGLISH) == [unicodedata.normalize("NFKC", term) for term in expected]


def test_offsets_of_pairs() -> None:
    """A pair stands where its letters do."""
    assert [(word.start, word.end) for word in words("- タワー", ENGLISH)] == [(2, 4), (3, 5)]


def test_ideographs_of_no_weight() -> None:
    """An ideograph that only holds a sentence together counts in pairs, and where it stands alone."""
    assert terms("黑的豹", "zh") == ["黑", "黑的", "豹", "的豹"]
    assert terms("的", "zh") == ["的"]


@pytest.mark.parametrize(
    ("question", "asking"), [("碧昂丝住在哪里？", "哪里"), ("他说了什么？", "什么"), ("有多少人？", "多少")]
)
def test_pairs_that_ask(question: str, asking: str) -> None:
    """In Chinese, too, the word that asks is no word to look for."""
    found = terms(question, "zh")
    assert found
    assert asking not in found

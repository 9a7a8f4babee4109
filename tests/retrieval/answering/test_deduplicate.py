import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bot.hostile import hostile
from tests.retrieval.samples import AWKWARD, saying, some

SAID = "I’m just here to help and spread the word."
WORDS = ["alpha", "beta", "gamma", "delta", "epsilon", "3", "5", "“", "”", "and"]
sayings = st.one_of(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), hostile)


def same(one: str, other: str) -> bool:
    """Whether two sentences say the same, asked in both directions."""
    forth, back = saying(one).same_as(saying(other)), saying(other).same_as(saying(one))
    assert forth == back
    return forth


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"“{SAID}” she said.", f"Kim Kardashian told the panel: “{SAID}”"),
        (f"“{SAID}", f"Later: “{SAID}” Others agreed with that."),
        (f'He said "{SAID}"', f"Elle a dit «{SAID}»"),
        (f"„{SAID}“ sagte er.", f"“{SAID}”"),
        ("“I’m just here to help and to spread the word,” she said.", f"“{SAID}”"),
        ("Kim met Harris, Biden and Trump.", "Kim meets Harris, Biden and Trump!"),
        ("alpha beta gamma delta epsilon", "alpha beta gamma delta"),
    ],
)
def test_same(one: str, other: str) -> None:
    """Sentences say the same when they share a quotation, or nearly all their words."""
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim met Harris at home in May.", "Kim met Harris at work in June."),
        (
            "It rose by 5 % in the first half of the year, they say.",
            "It rose by 6 % in the first half of the year, they say.",
        ),
        ("“It is one of the 5 best of all days”", "“It is one of the 6 best of all days”"),
        ("Kim passed the “baby bar” in May.", "Nobody else knew of any “baby bar” before."),
        ("She called it “the baby bar”.", "The “baby bar” exam is hard, the baby bar."),
        ("alpha beta gamma delta epsilon", "alpha beta gamma"),
        ("“One, two and three of them are here,” said Kim.", "“Nobody knows what any of it means,” said Kim."),
        ("the", "of"),
        ("", ""),
        ("👍", "👍"),
    ],
)
def test_different(one: str, other: str) -> None:
    """Other words, other numbers, a phrase of a few words and no words at all are not the same."""
    assert not same(one, other)


@some
@given(sayings, sayings)
def test_symmetric(one: str, other: str) -> None:
    """When one sentence says what another does, so does the other."""
    assert saying(one).same_as(saying(other)) == saying(other).same_as(saying(one))


@some
@given(sayings)
def test_reflexive(sentence: str) -> None:
    """A sentence with a word that counts says what it says."""
    said = saying(sentence)
    assert said.same_as(said) == bool(said.terms or said.quotations)


@some
@given(st.text(st.characters(categories=("Lu", "Ll", "Zs"), max_codepoint=0x24F), max_size=60))
def test_order_of_words(sentence: str) -> None:
    """A sentence says the same in its own words in any order."""
    backwards = " ".join(reversed(sentence.lower().split()))
    assert saying(sentence.lower()).terms == saying(backwards).terms


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: repr(text[:20]))
def test_awkward(text: str) -> None:
    """Awkward texts say something or nothing, and never fail."""
    said = saying(text)
    assert said.same_as(said) == bool(said.terms or said.quotations)

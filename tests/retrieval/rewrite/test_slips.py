import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from retrieval.rewrite.slips import Slip, likelier_word, may_mean, slip_of
from tests.retrieval.samples import vocabulary_of


@pytest.mark.parametrize(
    ("written", "meant", "slip"),
    [
        ("hrad", "hard", Slip.SWAP),
        ("limt", "limit", Slip.LOSS),
        ("spel", "spell", Slip.LOSS),
        ("bargge", "barge", Slip.DOUBLING),
        ("expence", "expense", Slip.USUAL),
        ("randon", "random", Slip.USUAL),
        ("rull", "rule", Slip.USUAL),
        ("redis", "redir", Slip.UNUSUAL),
        ("foundy", "found", Slip.UNUSUAL),
    ],
)
def test_kinds(written: str, meant: str, slip: Slip) -> None:
    """Each edit is a slip of its kind."""
    assert slip_of(written, meant) is slip


@given(st.text(st.sampled_from("abcdef"), min_size=2, max_size=8), st.integers(0, 6))
def test_swapped(word: str, at: int) -> None:
    """Two neighbours swapped are a swap, wherever they stand."""
    assume(at + 1 < len(word) and word[at] != word[at + 1])
    assert slip_of(word[:at] + word[at + 1] + word[at] + word[at + 2 :], word) is Slip.SWAP


@given(st.text(st.sampled_from("abcdef"), min_size=2, max_size=8), st.integers(0, 7))
def test_lost(word: str, at: int) -> None:
    """A word with a letter less has lost it."""
    assume(at < len(word))
    assert slip_of(word[:at] + word[at + 1 :], word) is Slip.LOSS


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("despawn", "respawn"),
        ("preload", "reload"),
        ("unspawned", "respawned"),
        ("demute", "remute"),
        ("unbuild", "rebuild"),
        ("upbuild", "rebuild"),
        ("dissolder", "missolder"),
    ],
)
def test_prefixes(word: str, other: str) -> None:
    """No slip makes one prefix of another, however unlikely a slip may be."""
    assert not may_mean(word, other, Slip.UNUSUAL)


def test_likelier() -> None:
    """A usual word by a likelier slip counts before a match, a rare one only before an unlikely match."""
    (had,) = vocabulary_of({"had": 9}).matches("hrad", edits=1)
    (breath,) = vocabulary_of({"breath": 1}).matches("breth", edits=1)
    (found,) = vocabulary_of({"found": 9}).matches("foundy", edits=1)
    assert likelier_word("hrad", had, Slip.UNUSUAL) == "hard"
    assert likelier_word("breth", breath, Slip.UNUSUAL) is None  # "berth" is too rare
    assert likelier_word("foundy", found, Slip.UNUSUAL) == "foundry"
    assert likelier_word("passsive", None, Slip.UNUSUAL) == "passive"
    assert likelier_word("xqzzt", None, Slip.UNUSUAL) is None

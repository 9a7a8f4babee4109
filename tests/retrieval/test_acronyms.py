import pytest

from retrieval.acronyms import Acronyms
from retrieval.definitions import definitions
from retrieval.segments.defined import Defined


def acronyms(*texts: str) -> Acronyms:
    """The acronyms that some texts explain, or whose initials are in them."""
    return Acronyms((Defined.of(each) for text in texts for each in definitions(text)), lambda count: texts[:count])


def test_meanings() -> None:
    """Of several meanings the two most frequent are kept, each both ways."""
    frequent, next_, rare = "Alpha Beta Club (ABC)", "Apple Berry Cake (ABC)", "Ant Bee Cricket (ABC)"
    known = list(acronyms(rare, next_, next_, frequent, frequent, frequent).known)
    assert known == [
        (("abc",), "Alpha Beta Club"),
        (("alpha", "beta", "club"), "ABC"),
        (("abc",), "Apple Berry Cake"),
        (("appl", "berri", "cake"), "ABC"),
    ]


@pytest.mark.parametrize(
    ("acronym", "expected"),
    [("SBA", "Small Business Administration"), ("sb", "Small Business"), ("doj", "Department of Justice"), ("X", None)],
)
def test_spelt_out(acronym: str, expected: str | None) -> None:
    """Without an explanation, an acronym stands for the names in a row that begin with its letters."""
    texts = ["A Small Business Administration rule", "the Department of Justice Office"]
    assert acronyms(*texts).spelt_out(acronym) == (expected if acronym != "doj" else None)
    assert acronyms(*texts).spelt_out("dj") == "Department of Justice"


def test_spelt_out_doubtful() -> None:
    """Where names in a row with the same initials are as often others, the acronym stands for none of them."""
    assert acronyms("the Child Development", "a Compact Disc").spelt_out("CD") is None
    assert acronyms("the Child Development", "a Compact Disc", "Compact Disc").spelt_out("CD") == "Compact Disc"

"""Strings that two arrays hold are a sequence like any other."""

from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.string_table import SKIP, StringTable, pack_strings
from tests.retrieval.samples import some


@some
@given(st.sets(st.text(max_size=3), max_size=3 * SKIP), st.text(max_size=3))
def test_find(values: set[str], other: str) -> None:
    """Each of many sorted strings is found where it stands, and no other."""
    ordered = sorted(values)
    strings = StringTable(*pack_strings(ordered))
    assert list(strings) == ordered
    assert [strings.find(each) for each in ordered] == list(range(len(ordered)))
    assert (strings.find(other) is None) == (other not in values)


def test_many() -> None:
    """Signposts lead to the right stretch."""
    ordered = sorted(map(str, range(10 * SKIP)))
    strings = StringTable(*pack_strings(ordered))
    assert [strings.find(each) for each in ordered] == list(range(10 * SKIP))
    assert strings.find("-1") is strings.find("x") is strings.find("100x") is None

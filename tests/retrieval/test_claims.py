from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.ingest.claims import as_address, as_day, as_language, as_words, host

anything = st.one_of(st.text(), st.none(), st.integers(), st.lists(st.text()))


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("  A\n Day ", "A Day"),
        ("A\u202e Day\x07", "A Day"),
        ("…", None),
        ("Untitled", None),
        ("python-docx", None),
        ("Microsoft Word - report.doc", None),
        ("report-final.PDF", None),
        ("x" * 301, None),
        (None, None),
        (3, None),
    ],
)
def test_words(claim: object, words: str | None) -> None:
    """A title or name is one line; what is empty, too long, or a program's filler is none."""
    assert as_words(claim) == words


@pytest.mark.parametrize(
    ("claim", "day"),
    [
        ("2024-05-22", date(2024, 5, 22)),
        ("2024-05-22T10:00:00+02:00", date(2024, 5, 22)),
        ("D:20240522100000Z", date(2024, 5, 22)),
        ("May 22, 2024", date(2024, 5, 22)),
        ("2024-13-22", None),
        ("soon", None),
        (None, None),
    ],
)
def test_day(claim: object, day: date | None) -> None:
    """A day is one, whatever its form and whatever follows it."""
    assert as_day(claim) == day


@pytest.mark.parametrize(
    ("claim", "address"),
    [
        (" https://example.org/a ", "https://example.org/a"),
        ("javascript:alert(1)", None),
        ("/a", None),
        ("https://a b/", None),
        ("https://[::1/", None),
        ("https://", None),
        ("https://example.org/" + "a" * 2_000, None),
    ],
)
def test_address(claim: str, address: str | None) -> None:
    """Only a whole address of the web is one."""
    assert as_address(claim) == address


@pytest.mark.parametrize(("claim", "language"), [("en-GB", "en"), ("DE", "de"), ("zh_Hant", "zh"), ("English", None)])
def test_language(claim: str, language: str | None) -> None:
    """A language is its code."""
    assert as_language(claim) == language


def test_host() -> None:
    """A host is known with and without "www."."""
    assert host("https://www.example.org/a") == host("http://Example.org:80") == "example.org"


@given(anything)
def test_any_claim(claim: object) -> None:
    """Any claim is sane or none."""
    words = as_words(claim)
    assert words is None or (words.strip() == words and "\n" not in words and 0 < len(words) <= 300)
    assert as_day(claim) is None or isinstance(as_day(claim), date)
    for found in (as_address(claim), as_language(claim)):
        assert found is None or " " not in found

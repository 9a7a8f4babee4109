from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.ingest.document.metadata import parse_date

SPRING = date(2024, 5, 22)


@pytest.mark.parametrize(
    "line",
    [
        "2024-05-22",
        "2024/5/22",
        "May 22, 2024",
        "May 22 2024",
        "MAY 22ND, 2024",
        "22 May 2024",
        "22nd May, 2024",
        "Wednesday, May 22, 2024",
        "Wed. 22 May 2024",
        "  Wednesday May 22, 2024.  ",
        "2024-05-22T10:00:00Z",
        "May 22, 2024 at 10:30 am",
        "May 22, 2024, 10:30 a.m. EST",
    ],
)
def test_whole_date(line: str) -> None:
    """A whole date is read however it is written."""
    assert parse_date(line) == SPRING


@pytest.mark.parametrize(
    "line", ["Sept. 3, 2024", "Sep 3 2024", "September 3rd, 2024", "3 Sept 2024", "sept. 3, 2024", "SEPT 3, 2024"]
)
def test_september(line: str) -> None:
    """September is known by all of its abbreviations."""
    assert parse_date(line) == date(2024, 9, 3)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "April 25",
        "Thursday, April 25",
        "May 2024",
        "2024",
        "5/6/2024",
        "2024-13-01",
        "2024-02-30",
        "February 29, 2023",
        "0000-01-01",
        "Mayhem 22, 2024",
        "Updated May 22, 2024",
        "It was May 22, 2024",
        "2024-05-22 and more",
        "May 22, 2024 2024-05-23",
        "١٤٤٥-١١-١٤",
        "👍",
        "2" * 100_000,
        "May " * 25_000,
    ],
    ids=lambda line: repr(line[:30]),
)
def test_no_date(line: str) -> None:
    """Half a date, a date that never was, and a date among other words are none."""
    assert parse_date(line) is None


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["%Y-%m-%d", "%B %d, %Y", "%d %b %Y", "%A, %d %B %Y"]))
def test_every_day(day: date, form: str) -> None:
    """Every day is read back from every way to write it."""
    assert parse_date(day.strftime(form)) == day


@given(st.text(max_size=40))
def test_any_text(line: str) -> None:
    """Any text states a day or none, and never fails."""
    assert parse_date(line) is None or any(character.isdigit() for character in line)

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.abbreviations import definitions
from retrieval.analysis.language import ENGLISH
from retrieval.index.abbreviation_table import IndexedAbbreviation
from retrieval.rewrite.acronyms import Acronyms
from tests.retrieval.samples import some

WHITE = r"(?:[^\S\n\t]|\n(?!\s*\n))"
RUN = regex.compile(
    rf"\p{{Lu}}\p{{Ll}}+(?:(?:{WHITE}|-)+(?:(?:of|the|and|for|in|to){WHITE}+){{0,2}}\p{{Lu}}\p{{Ll}}+)+"
)
WORDS = ["Alpha", "Beta", "BetaCorp", "iCab", "Ab", "A", "beta", "of", "the", "Ça", "1st", "中a", "-", ".", "|"]
runs = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", "-", "\n", "\n\n", "\t", ""])), max_size=9
).map(lambda parts: "".join(word + gap for word, gap in parts))


def acronyms(*texts: str) -> Acronyms:
    """The acronyms that some texts explain, or whose initials are in them."""
    defined = (IndexedAbbreviation.of(each, ENGLISH) for text in texts for each in definitions(text))
    return Acronyms(defined, lambda count: texts[:count])


def names(text: str) -> Iterator[tuple[str, str]]:
    """Each row of capitalised words and each part of one, its initials before it."""
    for run in RUN.finditer(text):
        words = list(regex.finditer(r"\p{Lu}\p{Ll}+", run[0]))
        for first, last in combinations(words, 2):
            initials = "".join(word[0][0] for word in words[words.index(first) : words.index(last) + 1])
            yield initials, run[0][first.start() : last.end()]


def test_meanings() -> None:
    """Of several meanings the two most frequent are kept, each both ways."""
    frequent, next_, rare = "Alpha Beta Club (ABC)", "Apple Berry Cake (ABC)", "Ant Bee Cricket (ABC)"
    known = list(acronyms(rare, next_, next_, frequent, frequent, frequent).phrase_entries)
    assert known == [
        ("abc", "Alpha Beta Club"),
        ("alpha beta club", "ABC"),
        ("abc", "Apple Berry Cake"),
        ("appl berri cake", "ABC"),
    ]


@pytest.mark.parametrize(
    ("acronym", "expected"),
    [("SBA", "Small Business Administration"), ("sb", "Small Business"), ("doj", "Department of Justice"), ("X", None)],
)
def test_long_form(acronym: str, expected: str | None) -> None:
    """Without an explanation, an acronym stands for the names in a row that begin with its letters."""
    texts = ["A Small Business Administration rule", "the Department of Justice Office"]
    assert acronyms(*texts).long_form(acronym) == (expected if acronym != "doj" else None)
    assert acronyms(*texts).long_form("dj") == "Department of Justice"


def test_long_form_doubtful() -> None:
    """Where names in a row with the same initials are as often others, the acronym stands for none of them."""
    assert acronyms("the Child Development", "a Compact Disc").long_form("CD") is None
    assert acronyms("the Child Development", "a Compact Disc", "Compact Disc").long_form("CD") == "Compact Disc"


@pytest.mark.parametrize("gap", ["\n\n", "\n \n", "\t"])
def test_names_stay_in_one_block(gap: str) -> None:
    """Items of a list and cells of a table that stand one after the other are no name."""
    assert acronyms(f"Dispel Magic{gap}Glyph").long_form("DMG") is None
    assert acronyms("Dispel Magic\nGlyph").long_form("DMG") == "Dispel Magic\nGlyph"


@some
@given(st.lists(runs, max_size=4), st.text("ABCabcß1中", min_size=2, max_size=4))
def test_long_form_as_counted(texts: list[str], acronym: str) -> None:
    """What is looked for by its initials is the name that all names in all texts, counted by theirs, would give."""
    counted = Counter(name for text in texts for initials, name in names(text) if initials == acronym.upper())
    mostly: list[str | None] = [name for name, count in counted.items() if 2 * count > counted.total()]
    assert [acronyms(*texts).long_form(acronym)] == (mostly or [None])
    assert acronyms("|".join(texts)).long_form(acronym) == acronyms(*texts).long_form(acronym)

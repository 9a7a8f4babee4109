import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.abbreviations import LENGTHS, definitions
from tests.retrieval.samples import some


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("The Small Business Administration (SBA) said so.", "SBA", "Small Business Administration"),
        ("So the SBA (Small Business Administration) said.", "SBA", "Small Business Administration"),
        ("So the SBA (the Small Business Administration) said.", "SBA", "Small Business Administration"),
        ("It is the Department of Justice (“DOJ”, in short).", "DOJ", "Department of Justice"),
        ("of post-traumatic stress disorder (PTSD; see there)", "PTSD", "post-traumatic stress disorder"),
        ("a deoxyribonucleic acid (DNA)", "DNA", "deoxyribonucleic acid"),
        ("the messenger RNA (mRNA) here", "mRNA", "messenger RNA"),
        ("the World Health\nOrganization (WHO)", "WHO", "World Health Organization"),
    ],
)
def test_definition(text: str, short: str, long: str) -> None:
    """An acronym is explained by the words before the bracket, or in it."""
    assert [(each.short, each.long) for each in definitions(text) if each.short != "RNA"] == [(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "She left (again).",
        "It was Kim Kardashian (2nd L) there.",
        "at a university campus in Chicago (USA)",
        "the SBA (SBA)",
        "the Small Business Administration (SB",
        "()",
        "( )",
        "(SBA)",
        "the Business Administration (SBA)",
        "the SBA (which is a Small Business Administration of the land)",
        "the Extremely Long Acronym For Big Concerns In Trade (ELAFBCITANDSOON)",
    ],
)
def test_no_definition(text: str) -> None:
    """Remarks in brackets, acronyms whose letters the words do not begin with, and longer texts explain nothing."""
    assert list(definitions(text)) == []


@given(st.text(st.sampled_from("SBAsba (),;“ \nßİéש"), max_size=60))
@some
def test_any_text(text: str) -> None:
    """Whatever the text, a definition is of words in it, and its first letter begins the long form's word."""
    for short, long in definitions(text):
        assert short in text
        assert len(short) in LENGTHS
        assert long in " ".join(text.split())

import pytest

from retrieval.analysis.language import ENGLISH
from retrieval.analysis.numerals import MONTHS, NUMBERS, VALUES, ordinal_digits
from retrieval.analysis.tokenizer import terms
from retrieval.query.parser import read_question


@pytest.mark.parametrize(
    ("word", "digits"),
    [
        *[("zero", "0"), ("eleven", "11"), ("eleventh", "11"), ("11th", "11"), ("twentieth", "20"), ("ninety", "90")],
        *[("twentyfour", "24"), ("twentyfourth", "24"), ("ninetynine", "99"), ("21st", "21"), ("2nd", "2")],
        *[("first", None), ("second", None), ("third", None), ("often", None), ("tenth1", None), ("th", None)],
    ],
)
def test_number(word: str, digits: str | None) -> None:
    """A number has its digits, however it is written; a word that is not only a number has none."""
    assert (NUMBERS.get(word) or ordinal_digits(word)) == digits


def test_values() -> None:
    """Every number below a hundred is there as a cardinal and as an ordinal."""
    values = list(VALUES.values())
    assert {value: values.count(value) for value in range(100)} == dict.fromkeys(range(100), 2)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        *[("eleven", "11"), ("eleventh", "11th"), ("11", "eleven"), ("24", "twenty-four"), ("twenty-fourth", "24th")],
        *[("April 25", "25 Apr"), ("April 25", "Apr. 25th"), ("Sept. 3", "3 September"), ("Sep 3", "September 3rd")],
        *[("first prize", "1st prize"), ("1st prize", "first prize"), ("April 1", "April 1st"), ("May 5", "5 May")],
        *[("five percent", "5%"), ("5 per cent", "5 percent"), ("5 %", "five per cent"), ("1000", "1,000")],
        *[("non–violent", "non-violent"), ("non−violent", "nonviolent"), ("D`Angelo", "D’Angelo"), ("२४", "24")],
    ],
)
def test_forms_meet(asked: str, said: str) -> None:
    """A question in one form is met by an article in another."""
    found = set(terms(f"It was {said} there", ENGLISH))
    query_terms = read_question(f"Was it {asked}?").query_terms
    assert query_terms
    assert all(query_term.is_matched_by(found) for query_term in query_terms)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        *[("1", "first"), ("2", "second"), ("11", "1"), ("24", "20"), ("cent", "percent"), ("March", "mar")],
        *[("May 5", "he may 5"), ("Sunday", "sun")],
    ],
)
def test_forms_part(asked: str, said: str) -> None:
    """A word that only looks like a number, a month or a day meets none."""
    found = set(terms(f"It was {said} there", ENGLISH))
    assert not all(query_term.is_matched_by(found) for query_term in read_question(f"Was it {asked}?").query_terms)


def test_months_are_english() -> None:
    """In another language an abbreviation is a word of its own."""
    assert terms("dec", "fr") == ["dec"]
    assert MONTHS["dec"] == terms("Dec.", ENGLISH)[0] == "december" or terms("Dec.", ENGLISH) == terms(
        "December", ENGLISH
    )

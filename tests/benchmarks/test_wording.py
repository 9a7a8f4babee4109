import string

import pytest

from benchmarks.wording.wraps import ANY, CIRCUMSTANCES, LONG_POST, _read, wrapped, wraps
from retrieval.query.parser import LONGEST

QUESTION = "Who was there?"


def test_enough() -> None:
    """There are at least twenty wraps for each language, with circumstances of their own."""
    found = _read()
    for language in found.keys() - {ANY, CIRCUMSTANCES}:
        assert len(wraps(language)) >= 20
        assert found[CIRCUMSTANCES][language]


@pytest.mark.parametrize("language", sorted(_read().keys() - {ANY, CIRCUMSTANCES}))
def test_wraps(language: str) -> None:
    """Each wrap has the question in it, and can be asked."""
    for template in wraps(language).values():
        text = wrapped(QUESTION, template, language)
        assert QUESTION.rstrip(string.punctuation).lower() in text.lower()
        assert len(text) <= LONGEST


def test_long_post() -> None:
    """The long post is about as long as it says."""
    assert len(wrapped(QUESTION, wraps("en")["post_of_3000"], "en")) + 100 > LONG_POST

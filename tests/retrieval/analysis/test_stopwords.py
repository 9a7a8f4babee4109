import pytest

from retrieval.analysis.language import ENGLISH
from retrieval.analysis.stopwords import ATTRIBUTES, BOT_TALK, GREETINGS, LIGHT_WORDS, STOP_WORDS
from retrieval.analysis.tokenizer import terms


@pytest.mark.parametrize("words", [STOP_WORDS, LIGHT_WORDS, ATTRIBUTES, GREETINGS, BOT_TALK])
def test_lists(words: frozenset[str]) -> None:
    """Each entry of a list is a word in lower-case letters, as it is compared."""
    assert [word for word in words if not (word.isalpha() and word.islower())] == []


@pytest.mark.parametrize("text", ["she need not", "how dare they", "you ought to", "it must have been"])
def test_auxiliaries(text: str) -> None:
    """Auxiliaries, pronouns and question words are stop words."""
    assert terms(text, ENGLISH) == []

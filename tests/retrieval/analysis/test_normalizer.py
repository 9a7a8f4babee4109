from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.language import ENGLISH, LANGUAGES
from retrieval.analysis.normalizer import LONGEST_WORD, SNOWBALL, STEMMERS, normalize, stop_words
from retrieval.analysis.tokenizer import terms
from tests.retrieval.samples import some

MEET = [
    *[("ar", "الكتاب", "كتاب"), ("ar", "أحمد", "احمد"), ("ar", "كِتَاب", "كتـــاب"), ("ar", "٢٠١٥", "2015")],
    ("ca", "l’aigua", "aigua"),
    ("cs", "knihy", "kniha"),
    *[("de", "Häuser", "Hauses"), ("de", "Straße", "STRASSE"), ("de", "1.000", "1000"), ("de", "3,5", "3.5")],
    *[("el", "άνθρωποι", "άνθρωπος"), ("el", "ΑΘΗΝΑ", "Αθήνα")],
    *[("en", "1,000", "1000"), ("en", "Kardashian`s", "kardashian"), ("en", "exam\u00adple", "example")],
    *[("es", "canciones", "canción"), ("es", "niños", "nino")],
    *[("fa", "كتاب", "کتاب"), ("fa", "می‌خواهم", "میخواهم")],
    *[("fr", "l’homme", "homme"), ("fr", "élections", "election"), ("fr", "qu'Alain", "Alain")],
    ("he", "שָׁלוֹם", "שלום"),
    *[("hi", "लड़कों", "लड़का"), ("hi", "क़लम", "कलम"), ("hi", "२०१५", "2015"), ("hi", "किताबें", "किताब")],
    *[("it", "dell’arte", "arte"), ("it", "libri", "libro")],
    ("nl", "huizen", "huis"),
    *[("ro", "cărți", "cărţi"), ("ro", "orașului", "oraș")],
    *[("ru", "книги", "книгу"), ("ru", "ёлка", "елка"), ("ru", "Москва", "Москве")],
    *[("tr", "İstanbul'da", "istanbul"), ("tr", "IŞIK", "ışık"), ("tr", "evler", "ev")],
    ("uk", "комп’ютер", "комп'ютер"),
]
PART = [
    *[("en", "3.141", "3141"), ("de", "3,5", "35"), ("tr", "kır", "kir"), ("hi", "दिन", "दीन"), ("ru", "мир", "мор")],
    ("uk", "книги", "книга"),  # no stemmer
]
STOP_WORDS = [
    *[("ar", "هذا"), ("de", "welchem"), ("el", "τῆς"), ("es", "quién"), ("fr", "où"), ("he", "אבל"), ("hi", "है")],
    *[("no", "hvem"), ("ro", "și"), ("ru", "который"), ("tr", "şey"), ("en", "which")],
]


@pytest.mark.parametrize(("language", "one", "other"), MEET)
def test_meet(language: str, one: str, other: str) -> None:
    """Two forms of a word, or ways to write it, have one term in its language."""
    assert normalize(one, language) == normalize(other, language) is not None


@pytest.mark.parametrize(("language", "one", "other"), PART)
def test_part(language: str, one: str, other: str) -> None:
    """Different words have different terms."""
    assert normalize(one, language) != normalize(other, language)


@pytest.mark.parametrize(("language", "word"), STOP_WORDS)
def test_stop_words(language: str, word: str) -> None:
    """What holds a sentence together has no term, however it is written."""
    assert normalize(word, language) is None
    assert normalize(word.capitalize(), language) is None


def test_kept() -> None:
    """A word that is to be kept has a term though it looks like a stop word."""
    assert normalize("US", "en") is None
    assert normalize("US", "en", keep_stop_word=True) == "us"


def test_language_without_list() -> None:
    """A language without stop words and stemmer has its words in lower case."""
    assert stop_words("km") == frozenset()
    assert normalize("ABC", "km") == "abc"


def test_longest_word() -> None:
    """Of a run of letters that is no word only the beginning counts."""
    assert normalize("z" * 100_000, "en") == "z" * LONGEST_WORD


def test_a_stemmer_for_each_thread() -> None:
    """No two threads share a stemmer, for it is not made to be shared."""
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(lambda: STEMMERS["en"]).result() is not STEMMERS["en"]
    assert STEMMERS["en"] is STEMMERS["en"]


def test_threads_agree() -> None:
    """Many threads find the terms that one finds."""
    texts = [f"word{number} running {'abcdefg'[number % 7] * 3}s houses" for number in range(200)]
    with ThreadPoolExecutor(8) as threads:
        assert (
            list(threads.map(lambda text: terms(text, ENGLISH), texts * 5))
            == [terms(text, ENGLISH) for text in texts] * 5
        )


@pytest.mark.parametrize("language", SNOWBALL)
def test_every_stemmer(language: str) -> None:
    """Every stemmer that is named is there."""
    assert normalize("xyz", language) == normalize("xyz", language) is not None


@some
@given(st.text(st.characters(categories=("L", "M", "N")), max_size=12), st.sampled_from(LANGUAGES))
def test_any_word(word: str, language: str) -> None:
    """Any word has a term that is not empty, or none, in any case and always the same."""
    assert normalize(word, language) == normalize(word, language)
    assert normalize(word, language) != ""

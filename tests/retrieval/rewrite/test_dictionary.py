import pytest

from retrieval.rewrite.dictionary import (
    american_spelling,
    differ_in_prefix,
    is_english,
    is_in_dictionary,
    is_in_dictionary_of,
    swapped_stop_word,
    without_prefix,
    word_count,
    words_one_edit_from,
)


@pytest.mark.parametrize(
    "word", ["pardon", "Recidivism", "COLOUR", "favourite", "organisations", "theatre", "travelled"]
)
def test_right(word: str) -> None:
    """English words are right in whatever case, in American and in British spelling."""
    assert is_in_dictionary(word)


@pytest.mark.parametrize("word", ["spawners", "uploaders", "downloader", "Crafters", "scammers", "texting"])
def test_inflected(word: str) -> None:
    """A regular inflection of a usual word is right, though the dictionary lacks it."""
    assert is_in_dictionary(word)


@pytest.mark.parametrize("word", ["runing", "stuned", "geting", "cuting", "querys", "comands", "pionts", "mesages"])
def test_wrongly_inflected(word: str) -> None:
    """An ending that is spelled wrongly, or follows what is no word, makes no word."""
    assert not is_in_dictionary(word)


@pytest.mark.parametrize("word", ["pardn", "Kardashain", "recidivisim", "wich", ""])
def test_wrong(word: str) -> None:
    """A misspelled word is not in the dictionary."""
    assert not is_in_dictionary(word)


@pytest.mark.parametrize(
    ("british", "expected"),
    [
        ("Colour", "color"),
        ("centres", "centers"),
        ("realised", "realized"),
        ("dialogue", "dialog"),
        ("defence", "defense"),
    ],
)
def test_american(british: str, expected: str) -> None:
    """British spelling becomes American."""
    assert american_spelling(british) == expected


def test_english() -> None:
    """A text is English if half of its words are in the dictionary."""
    assert is_english("Who is Kardashain?")
    assert is_english("the rull")
    assert not is_english("Wer ist denn Kardashain?")
    assert not is_english("Kardashain")


def test_english_with_slips() -> None:
    """Small words with two letters swapped count as English, but for those so short that other languages have them."""
    assert is_english("Waht about thta?")
    assert is_english("whne?")
    assert not is_english("nad")
    assert not is_english("Wre ist dneen Kardashain?")


def test_prefixes() -> None:
    """What follows a productive prefix is found, if it is long enough to be a word of its own."""
    assert list(without_prefix("Despawn")) == ["spawn"]
    assert list(without_prefix("unban")) == ["ban"]
    assert list(without_prefix("rebot")) == []
    assert list(without_prefix("house")) == []


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("despawn", "respawn"),
        ("despawn", "spawn"),
        ("mount", "unmount"),
        ("Disable", "reable"),
        ("preload", "reload"),
        ("interplanar", "transplanar"),
        ("underheal", "overheal"),
        ("upvote", "downvote"),
        ("prefix", "postfix"),
        ("subclass", "superclass"),
    ],
)
def test_other_prefix(word: str, other: str) -> None:
    """A word with another prefix, or without, is another word."""
    assert differ_in_prefix(word, other)
    assert differ_in_prefix(other, word)


@pytest.mark.parametrize(
    ("word", "other"), [("despawn", "despawn"), ("relase", "release"), ("conect", "connect"), ("untill", "until")]
)
def test_same_prefix(word: str, other: str) -> None:
    """Words that differ elsewhere do not differ in a prefix."""
    assert not differ_in_prefix(word, other)


def test_other_language() -> None:
    """Some other languages have dictionaries; what has none, and English, has no word in them."""
    assert is_in_dictionary_of("es", "Cuenta")
    assert is_in_dictionary_of("ru", "жизнь")
    assert not is_in_dictionary_of("es", "cuennta")
    assert not is_in_dictionary_of("hi", "cuenta")
    assert not is_in_dictionary_of("en", "account")


def test_counts() -> None:
    """Words that films say are counted, and those one edit away are found with their counts."""
    assert word_count("House") > word_count("wielding") > word_count("despawn") == 0
    assert words_one_edit_from("hrad")["hard"] == word_count("hard")
    assert "respawn" not in words_one_edit_from("despawn")


@pytest.mark.parametrize(
    ("word", "expected"), [("hte", "the"), ("hwo", "how"), ("waht", "what"), ("horse", None), ("si", None), ("", None)]
)
def test_swapped(word: str, expected: str | None) -> None:
    """Two letters swapped in a small word of three letters or more are found, later ones rather."""
    assert swapped_stop_word(word) == expected

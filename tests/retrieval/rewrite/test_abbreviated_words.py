import pytest

from retrieval.rewrite.abbreviated_words import INITIALISMS, LISTED, AbbreviatedWords, abbreviates, is_abbreviation
from retrieval.rewrite.fuzzy_lookup import FuzzyLookup
from tests.retrieval.samples import vocabulary_of

WORDS = (
    "damage level message button filter channel monitor weapon check group table token server player limit query "
    "receive download container manager category password attack configuration points years"
)


def reader(vocabulary: FuzzyLookup) -> AbbreviatedWords:
    """Reads abbreviations as the words of a vocabulary."""
    return AbbreviatedWords(vocabulary, lambda word: vocabulary[word] is not None)


READER = reader(vocabulary_of({**dict.fromkeys(WORDS.split(), 5), "voice": 4, "channels": 4}))


@pytest.mark.parametrize(
    ("short", "word"),
    [
        ("dmg", "damage"),
        ("lvl", "level"),
        ("msg", "message"),
        ("btn", "button"),
        ("fltr", "filter"),
        ("chnl", "channel"),
        ("mntr", "monitor"),
        ("wpn", "weapon"),
        ("chk", "check"),
        ("tbl", "table"),
        ("tkn", "token"),
        ("lmt", "limit"),
        ("qry", "query"),
        ("rcv", "receive"),
        ("dwnld", "download"),
        ("cntnr", "container"),
        ("ctgry", "category"),
    ],
)
def test_consonants(short: str, word: str) -> None:
    """The consonants of a frequent word, from its first letter on, are read as the word."""
    assert READER.long_form(short) == word


@pytest.mark.parametrize(
    ("short", "word"),
    [
        ("pw", "password"),
        ("pwd", "password"),
        ("atk", "attack"),
        ("srv", "server"),
        ("cfg", "configuration"),
        ("conf", "configuration"),
        ("plr", "player"),
        ("mgr", "manager"),
        ("pts", "points"),
        ("yrs", "years"),
        ("vc", "voice channel"),
    ],
)
def test_listed(short: str, word: str) -> None:
    """Abbreviations that follow no rule are listed, and read as what the articles have."""
    assert READER.long_form(short) == word


@pytest.mark.parametrize("short", ["usr", "cmd", "lvls", "dps", "gps", "tls", "kim", "dm", "d", "", "lv1", "ßt", "ftp"])
def test_nothing(short: str) -> None:
    """What the articles have no word for stays: initialisms, words with vowels, too few letters, digits."""
    assert READER.long_form(short) is None


def test_rare() -> None:
    """A word that few passages have is not read, nor one of two that are about as frequent."""
    assert reader(vocabulary_of({"damage": 2})).long_form("dmg") is None
    assert reader(vocabulary_of({"token": 5, "taken": 4})).long_form("tkn") is None
    assert reader(vocabulary_of({"token": 15, "taken": 4})).long_form("tkn") == "token"
    assert reader(vocabulary_of({"message": 5, "messages": 4})).long_form("msg") == "message"


def test_most_passages() -> None:
    """Of what an abbreviation may stand for, what most passages have is taken."""
    assert reader(vocabulary_of({"config": 2, "configuration": 3})).long_form("cfg") == "configuration"
    assert reader(vocabulary_of({"config": 3, "configuration": 2})).long_form("cfg") == "config"


@pytest.mark.parametrize(
    ("short", "word", "expected"),
    [
        ("msgs", "messages", True),
        ("msg", "messages", False),
        ("tls", "tools", False),
        ("css", "causes", False),
        ("fld", "failed", False),
        ("rng", "running", False),
        ("rly", "rarely", False),
        ("prty", "party", True),
        ("lvl", "novel", False),
        ("gps", "groups", False),
    ],
)
def test_abbreviates(short: str, word: str, expected: bool) -> None:  # noqa: FBT001 -- a table
    """All consonants count, in order; an inflected word is abbreviated without its ending, but for a plural."""
    assert abbreviates(short, word) is expected


def test_lists() -> None:
    """Each listed abbreviation is shorter than what it stands for, and what is in either list is no slip."""
    assert all(len(short) < len(word) for short, meant in LISTED.items() for word in meant.split(","))
    assert all(map(is_abbreviation, [*LISTED, *INITIALISMS]))
    assert not is_abbreviation("damage")

from datetime import date
from hashlib import sha256

import pytest

from retrieval.analysis.passages import passages
from retrieval.ingest.files import read_folder
from retrieval.records import Article
from tests.retrieval.conftest import SEEDS

SUMS = {
    "000_55a1f412a3d400e3.txt": "a9e495f979fbe0c1884a31c3aca1e76bab5624135007be8c839f30f0ab466761",
    "001_8f5e3b4ac42b57ec.txt": "a3e56d0208d00603a7e44144fd816dc46d115f7a0bbe1b2d9a618d9ce7eb52ee",
    "002_27943aa6291c8b02.txt": "e34cbff6acd690320d657f6a910642728b844b516ff303f89da306fb3deba73a",
    "003_3358fe4203802f09.txt": "d819c70b7873b97f817342f1a136549e790ae96caf58979c76b21302617c574d",
    "004_d895be1cc622071e.txt": "f6fdbec183d64b27aefc612b3e898a7697351cb0e7d08a937d5ab10fa8b1fe3d",
}
TITLES = {
    "000": "Kim Kardashian coming to White House for VP Harris roundtable discussion",
    "001": "Kim Kardashian and Vice President Harris Discuss Pardons and Second Chances at White House",
    "002": "Kim Kardashian meets VP Harris, Advocates for Criminal Justice",
    "003": None,
    "004": None,
}
DATES = {"000": None, "001": None, "002": date(2024, 5, 22), "003": date(2024, 4, 26), "004": None}
NOT_QUOTABLE = {
    "000": ["Kim Kardashian coming", "Oops!", "Something went wrong.", "Please try again later."],
    "001": ["Discuss Pardons and Second Chances at"],
    "002": ["Wednesday, May 22", "Kim Kardashian meets VP", "Empowering Voices", "Impact on Reform"],
    "003": ["date 2024-04-26", "©GettyImages"],
    "004": ["CHIP SOMODEVILLA"],
}
BEGINNINGS = {
    "000": ["Vice President Kamala", "The event,", "“During her", "Kardashian became", "Thursday’s event"],
    "001": ["Kim Kardashian joined", "The reality TV", "Kardashian’s visit", "“I am super", "During the gathering"],
    "002": ["Kim Kardashian's visit", "Reality TV star", "Harris, in response", "During the event", "The roundtable"],
    "003": ["Reality TV star", "The discussion took", "As CNN reported", "Vice President Harris", "In response,"],
    "004": ["Kardashian, who", "Over four years", "On Thursday, April 25", "Opening the meeting", "“I want to thank"],
}
PARAGRAPHS = {"000": 11, "001": 12, "002": 9, "003": 9, "004": 14}
NUMBERS = sorted(TITLES)


def quotable(article: Article) -> list[str]:
    """The paragraphs that may be quoted."""
    return [span.of(article.version.text) for span in article.version.quotable]


def sentences(article: Article) -> list[str]:
    """Every sentence that may be quoted."""
    text = article.version.text
    return [sentence.of(text) for passage in passages(article) for sentence in passage.sentences]


def test_bytes() -> None:
    """The articles are those that the project started with, byte for byte."""
    assert {path.name: sha256(path.read_bytes()).hexdigest() for path in SEEDS.iterdir()} == SUMS


def test_read() -> None:
    """All five are read without a note."""
    folder = read_folder(SEEDS)
    assert [article.source.file for article in folder.articles] == sorted(SUMS)
    assert folder.notes == ()
    assert folder.skipped == ()


@pytest.mark.parametrize("number", NUMBERS)
def test_stated(seeds: dict[str, Article], number: str) -> None:
    """Title and date are what the text states, and nothing else is known."""
    source = seeds[number].source
    assert source.title == TITLES[number]
    assert source.published == DATES[number]
    assert (source.publisher, source.url, source.page) == (None, None, None)


@pytest.mark.parametrize("number", NUMBERS)
def test_version(seeds: dict[str, Article], number: str) -> None:
    """The stored text is the file's, furniture included, so that offsets are those of the file."""
    (name,) = (name for name in SUMS if name.startswith(number))
    assert seeds[number].version.text.encode() == (SEEDS / name).read_bytes()
    assert seeds[number].source.version == SUMS[name]


@pytest.mark.parametrize(("number", "words"), [(number, words) for number in NUMBERS for words in NOT_QUOTABLE[number]])
def test_not_quotable(seeds: dict[str, Article], number: str, words: str) -> None:
    """Page furniture, credits, date lines, titles and headings are in the text, and never quotable."""
    assert words in seeds[number].version.text
    assert not any(words in paragraph for paragraph in quotable(seeds[number]))


@pytest.mark.parametrize("number", NUMBERS)
def test_paragraphs(seeds: dict[str, Article], number: str) -> None:
    """Every paragraph of the article's own words is quotable, from the first on."""
    found = quotable(seeds[number])
    assert len(found) == PARAGRAPHS[number]
    assert all(map(str.startswith, found, BEGINNINGS[number]))


@pytest.mark.parametrize("number", NUMBERS)
def test_sentences(seeds: dict[str, Article], number: str) -> None:
    """Sentences begin with a capital or a quotation and end with a stop, but for one that the source left open."""
    for sentence in sentences(seeds[number]):
        assert sentence.lstrip("“")[0].isupper()
        assert sentence.endswith((".", ".”", "that?”")) or "been wrongly convicted" in sentence


@pytest.mark.parametrize("number", NUMBERS)
def test_quotations(seeds: dict[str, Article], number: str) -> None:
    """No sentence is cut within a quotation: its quotation marks are in pairs."""
    for sentence in sentences(seeds[number]):
        assert sentence.count("“") == sentence.count("”")


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("000", "The 129 is more than any other recent predecessor in their first term in office."),
        ("001", "“I’m just here to help and spread the word.”"),
        ("003", "This event marks another stride in Kardashian’s involvement in national criminal justice policy."),
        ("004", "Opening the meeting, Harris expressed gratitude for Kardashian’s activism for prisoners in the U.S."),
        ("004", "In December of that year, she revealed that she had passed the “baby bar” exam."),
    ],
)
def test_sentence(seeds: dict[str, Article], number: str, sentence: str) -> None:
    """Sentences that abbreviations or quotations could have misled are whole."""
    assert sentence in sentences(seeds[number])


@pytest.mark.parametrize("name", ["A$AP Rocky, whom", "U.S. Department of Justice", "D.C. coincided"])
def test_abbreviations(seeds: dict[str, Article], name: str) -> None:
    """Abbreviations end no sentence."""
    assert any(name in sentence for sentence in sentences(seeds["001"]))

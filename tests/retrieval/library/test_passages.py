import pytest

from retrieval.analysis.passages import passages
from retrieval.library import passages as stock
from retrieval.library.articles import remove_articles
from retrieval.library.database import Library
from retrieval.library.passages import articles_containing, sample_text
from retrieval.live import LiveRetriever
from tests.retrieval.stored import PUBLIC, RAIN, SNOW, WIND, shelve


def expected(library: Library) -> list[str]:
    """The texts of all passages that may be quoted."""
    return [passage.text for article in articles_containing(library, [PUBLIC], "") for passage in passages(article)]


def test_said(library: Library) -> None:
    """What the passages say is what they have in the articles as those are now, and nothing of another collection."""
    keys = [shelve(library, text, f"/{number}.txt").key for number, text in enumerate((RAIN, SNOW, f"{WIND} é👍 1"))]
    shelve(library, f"{RAIN} Elsewhere.", into="members")
    assert sorted(sample_text(library, [PUBLIC], 99).split("|")) == sorted(expected(library))
    remove_articles(library, keys[:1])
    shelve(library, f"{SNOW} Then it thawed.", "/1.txt")
    assert sorted(sample_text(library, [PUBLIC], 99).split("|")) == sorted(expected(library))
    assert sample_text(library, ["nobody's"], 99) == ""


def test_said_at_most(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """At most the requested number of passages is read, the first ones, and only the beginning of each."""
    for number, text in enumerate((RAIN, SNOW, WIND)):
        shelve(library, text, f"/{number}.txt")
    assert sample_text(library, [PUBLIC], 2) == f"{RAIN}|{SNOW}"
    monkeypatch.setattr(stock, "LONGEST", 6)
    assert sample_text(library, [PUBLIC], 2) == "It was|It was"


def test_spelt_out(library: Library) -> None:
    """An acronym that no article explains is spelt out by the names in the library as it is at the question."""
    shelf = LiveRetriever(library, [PUBLIC])
    key = shelve(library, "He met the Small Boat Association in May, they say.").key
    shelf.renew()
    assert shelf.ask("Who met the SBA in May?").searched_for == "Who met the Small Boat Association in May?"
    shelve(library, "She met the minister in June, they say.", "/b.txt")
    remove_articles(library, [key])
    assert shelf.ask("Who met the SBA in May?").searched_for is None

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.inputs import Origin
from retrieval.ingest.readers.text import text_article
from retrieval.library.articles import remove_articles
from retrieval.library.catalog import article_details
from retrieval.library.database import Library
from retrieval.library.passages import articles_containing, change_count
from retrieval.library.quotes import QuoteStatus, record_sent, sent_quote
from retrieval.library.store import ReadBatch, StoreOutcome, store_articles
from tests.retrieval.samples import documents
from tests.retrieval.stored import PUBLIC, RAIN, SNOW, WIND, assert_whole, counts, listed, retriever, shelve, texts
from tests.tiers import examples


def quoted(library: Library, question: str) -> str:
    """The id of the first quote that answers, noted as sent."""
    quote = retriever(library).ask(question).quotes[0]
    record_sent(library, [quote])
    return quote.id


def test_added(library: Library) -> None:
    """A new text at a new address is a new article."""
    key, outcome = shelve(library, RAIN)
    assert outcome is StoreOutcome.ADDED
    assert texts(library) == [RAIN]
    assert listed(library)["/a.txt"].id == key
    assert_whole(library)


def test_twice(library: Library) -> None:
    """The same text at the same address changes nothing, not even what tells a running bot of changes."""
    first = shelve(library, RAIN)
    before = counts(library), change_count(library, [PUBLIC])
    assert shelve(library, RAIN) == (first.key, StoreOutcome.UNCHANGED)
    assert (counts(library), change_count(library, [PUBLIC])) == before


def test_two_addresses(library: Library) -> None:
    """The same text at two addresses is one article with two origins."""
    first = shelve(library, RAIN)
    assert shelve(library, RAIN, "/b.txt") == (first.key, StoreOutcome.JOINED)
    assert texts(library) == [RAIN]
    assert list(listed(library)) == ["/a.txt /b.txt"]


def test_two_collections(library: Library) -> None:
    """The same text in two collections is an article in each, stored once."""
    first, second = shelve(library, RAIN), shelve(library, RAIN, into="members")
    assert first.key != second.key
    assert counts(library)["versions"] == 1
    assert texts(library, "members") == texts(library, PUBLIC) == [RAIN]


def test_changed(library: Library) -> None:
    """Another text at an article's address is its new version, and the old text is dropped when no quote needs it."""
    first = shelve(library, RAIN)
    assert shelve(library, SNOW) == (first.key, StoreOutcome.CHANGED)
    assert texts(library) == [SNOW]
    versions = article_details(library, first.key).versions
    assert [version.is_kept for version in versions].count(True) == 1
    assert len(versions) == 2
    assert_whole(library)


def test_changed_and_quoted(library: Library) -> None:
    """The old text is kept when a sent quote needs it."""
    shelve(library, RAIN)
    quote = quoted(library, "Where was it raining?")
    shelve(library, SNOW)
    assert sent_quote(library, quote).status is QuoteStatus.CHANGED_HERE
    assert "raining in Bonn" in (sent_quote(library, quote).text or "")
    assert texts(library) == [SNOW]


def test_changed_back(library: Library) -> None:
    """An article that gets its earlier text again is the same article, and its quotes are unchanged."""
    key = shelve(library, RAIN).key
    quote = quoted(library, "Where was it raining?")
    shelve(library, SNOW)
    assert shelve(library, RAIN) == (key, StoreOutcome.CHANGED)
    assert sent_quote(library, quote).status is QuoteStatus.UNCHANGED
    assert_whole(library)


def test_changed_at_one_of_two(library: Library) -> None:
    """When one of two addresses has another text, the article stays with the other, and the new text is a new one."""
    first = shelve(library, RAIN)
    shelve(library, RAIN, "/b.txt")
    second = shelve(library, SNOW, "/b.txt")
    assert second.outcome is StoreOutcome.ADDED
    assert second.key != first.key
    assert {places: entry.id for places, entry in listed(library).items()} == {
        "/a.txt": first.key,
        "/b.txt": second.key,
    }


def test_changed_where_the_other_is_gone(library: Library) -> None:
    """An address that is known to be gone holds no article to its old text: a renamed file keeps its article."""
    first = shelve(library, RAIN)
    shelve(library, RAIN, "/b.txt")
    with library.writing() as db:
        db.execute("UPDATE origins SET gone_at = 'now' WHERE address = '/a.txt'")
    assert shelve(library, SNOW, "/b.txt") == (first.key, StoreOutcome.CHANGED)


def test_changed_to_another_article(library: Library) -> None:
    """Two articles that come to the same text are one, the older, with the addresses and quotes of both."""
    first, second = shelve(library, RAIN), shelve(library, SNOW, "/b.txt")
    quotes = [quoted(library, "Where was it raining?"), quoted(library, "Where was it snowing?")]
    assert shelve(library, RAIN, "/b.txt") == (first.key, StoreOutcome.CHANGED)
    assert list(listed(library)) == ["/a.txt /b.txt"]
    assert [sent_quote(library, quote).status for quote in quotes] == [QuoteStatus.UNCHANGED, QuoteStatus.CHANGED_HERE]
    assert second.key not in {entry.id for entry in listed(library).values()}
    assert_whole(library)


def test_older_article_comes_to_the_newer_ones_text(library: Library) -> None:
    """It is the older article that stays, whichever of the two has changed."""
    first, second = shelve(library, RAIN), shelve(library, SNOW, "/b.txt")
    quote = quoted(library, "Where was it snowing?")
    assert shelve(library, SNOW) == (first.key, StoreOutcome.CHANGED)
    assert list(listed(library)) == ["/a.txt /b.txt"]
    assert sent_quote(library, quote).status is QuoteStatus.UNCHANGED
    assert second.key != first.key
    assert_whole(library)


def test_both_addresses_change(library: Library) -> None:
    """When both addresses of an article get the same new text, one after the other, it is the same article."""
    first = shelve(library, RAIN)
    shelve(library, RAIN, "/b.txt")
    shelve(library, SNOW, "/a.txt")
    shelve(library, SNOW, "/b.txt")
    assert {entry.id for entry in listed(library).values()} == {first.key}
    assert texts(library) == [SNOW]
    assert_whole(library)


def test_removed_and_back(library: Library) -> None:
    """A removed article that comes back in the same words takes up its sent quotes again."""
    key = shelve(library, RAIN).key
    quote = quoted(library, "Where was it raining?")
    remove_articles(library, [key])
    assert sent_quote(library, quote).status is QuoteStatus.GONE
    assert shelve(library, RAIN, "/c.txt") == (key, StoreOutcome.ADDED)
    assert sent_quote(library, quote).status is QuoteStatus.UNCHANGED
    assert_whole(library)


def test_new_title(library: Library) -> None:
    """The same text that states another title is changed, and the new title stands."""
    article = text_article(RAIN, file="a.txt")
    titled = article.model_copy(update={"source": article.source.model_copy(update={"title": "Rain"})})
    for each, digest in ((article, "1"), (titled, "2")):
        arrivals = store_articles(library, ReadBatch(Origin(address="/a"), "a", digest, {"": each}), collection=PUBLIC)
    assert arrivals[0].outcome is StoreOutcome.CHANGED
    assert listed(library)["/a"].title == "Rain"


def feed(articles: Mapping[str, str]) -> ReadBatch:
    """A feed with these texts."""
    read = {entry: text_article(text, file=entry) for entry, text in articles.items()}
    return ReadBatch(Origin(address="https://example.org/feed"), "feed", str(articles), read)


def test_feed(library: Library) -> None:
    """Each entry of a feed is an article; what drops out of the feed stays."""
    store_articles(library, feed({"1": RAIN, "2": SNOW}), collection=PUBLIC)
    arrivals = store_articles(library, feed({"2": SNOW, "3": WIND}), collection=PUBLIC)
    assert [each.outcome for each in arrivals] == [StoreOutcome.UNCHANGED, StoreOutcome.ADDED]
    assert texts(library) == sorted([RAIN, SNOW, WIND])
    assert_whole(library)


def test_feed_says_one_thing_twice(library: Library) -> None:
    """Two entries with the same text are one article."""
    arrivals = store_articles(library, feed({"1": RAIN, "2": RAIN}), collection=PUBLIC)
    assert [each.outcome for each in arrivals] == [StoreOutcome.ADDED, StoreOutcome.JOINED]
    assert list(listed(library)) == ["https://example.org/feed"]


def test_no_sentence(library: Library) -> None:
    """A text without a sentence is refused, and nothing of it is stored."""
    with pytest.raises(UnreadableArticleError, match="no sentence"):
        shelve(library, "… — …")
    assert sum(counts(library).values()) == 0


def test_entries_without_a_sentence(library: Library) -> None:
    """An entry without a sentence is left out, and the others are stored."""
    assert len(store_articles(library, feed({"1": "…", "2": SNOW}), collection=PUBLIC)) == 1
    assert texts(library) == [SNOW]


def test_keys_are_distinct(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that is taken gets one more character."""
    monkeypatch.setattr("retrieval.library.articles.SHORTEST_KEY", 1)
    keys = [shelve(library, f"{RAIN} {number} times.", f"/{number}.txt").key for number in range(60)]
    assert len(set(keys)) == 60
    assert {len(key) for key in keys} >= {1, 2}
    assert all((key.isalnum() and key.islower()) or key.isdigit() for key in keys)


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(documents, min_size=1, max_size=3))
def test_what_is_read_back(tmp_path_factory: pytest.TempPathFactory, drawn: list[str]) -> None:
    """Every passage that is read back is the text's own, and articles, texts and passages are as they were read."""
    with Library(tmp_path_factory.mktemp("any") / "library.db", create=True) as library:
        for number, text in enumerate(drawn):
            try:
                shelve(library, text, f"/{number}.txt")
            except UnreadableArticleError:
                continue
        assert_whole(library)
        for article in articles_containing(library, [PUBLIC], ""):
            text = article.version.text
            assert text in drawn
            assert article.version == text_article(text, file="x").version


TEXTS = st.sampled_from([RAIN, SNOW, WIND])
PLACES = st.sampled_from(["/a.txt", "/b.txt", "/c.txt"])
STEPS = st.lists(st.one_of(st.tuples(PLACES, TEXTS), st.tuples(PLACES, st.none())), max_size=12)


@settings(max_examples=examples(60), deadline=None)
@given(STEPS)
def test_any_history(tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str | None]]) -> None:
    """Whatever is put and removed in whatever order: each address has its text, no text is twice, all is whole."""
    expected: dict[str, str] = {}
    with Library(tmp_path_factory.mktemp("any") / "library.db", create=True) as library:
        for place, text in steps:
            if text is None:
                gone = [entry for places, entry in listed(library).items() if place in places.split()]
                remove_articles(library, [entry.id for entry in gone])
                dropped = {origin.address for entry in gone for origin in entry.origins}
                expected = {each: said for each, said in expected.items() if each not in dropped}
            else:
                shelve(library, text, place)
                expected[place] = text
                record_sent(library, retriever(library).ask("Where was it raining?").quotes)
            assert_whole(library)
            assert texts(library) == sorted(set(expected.values()))
            by_sha = {
                article.source.version: article.version.text
                for article in list(articles_containing(library, [PUBLIC], ""))
            }
            found = {
                each: by_sha[entry.version or ""]
                for places, entry in listed(library).items()
                for each in places.split()
            }
            assert found == expected


def test_pages_are_an_articles_own(library: Library) -> None:
    """A text that is known from a PDF has no pages where it was read from a text file."""
    plain = text_article(RAIN, file="a.txt")
    paged = plain.model_copy(update={"version": plain.version.model_copy(update={"pages": (0, 20)})})
    for collection, article in (("members", paged), (PUBLIC, plain)):
        store_articles(library, ReadBatch(Origin(address="/a"), "a", "1", {"": article}), collection=collection)
    assert [next(articles_containing(library, [each], "")).version.pages for each in ("members", PUBLIC)] == [
        (0, 20),
        (),
    ]
    assert counts(library)["versions"] == 1

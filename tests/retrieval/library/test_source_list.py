from retrieval.library.articles import remove_articles
from retrieval.library.catalog import feed_articles, source_list, source_row
from retrieval.library.database import Library
from retrieval.library.feeds import feeds, follow_feed
from retrieval.library.origins import readable_addresses, record_check, record_gone
from retrieval.library.quotes import record_sent
from tests.retrieval.stored import PUBLIC, RAIN, SNOW, WIND, retriever, shelve

FEED = "https://example.org/feed"


def test_pages(library: Library) -> None:
    """Pages have the feeds first, then the articles, the newest first, each once and none of another collection."""
    follow_feed(library, FEED, collection=PUBLIC)
    keys = [shelve(library, f"{RAIN} So it goes, {number}.", f"/{number}.txt").key for number in range(4)]
    shelve(library, SNOW, into="members")
    follow_feed(library, FEED, collection="members")
    found = [source_list(library, PUBLIC, offset=offset, limit=2) for offset in (0, 2, 4, 6)]
    assert [[each.address for each in some.feeds] for some in found] == [[FEED], [], [], []]
    assert [each.id for some in found for each in some.articles] == keys[::-1]
    assert {some.rows for some in found} == {5}


def test_listed(library: Library) -> None:
    """An article is listed with when it was read and looked at, and what was wrong then."""
    key = shelve(library, RAIN).key
    new = source_row(library, key, collection=PUBLIC)
    assert new
    assert (new.looked_at, new.problem, new.is_gone) == (None, None, False)
    assert new.read_at
    (place,) = readable_addresses(library)
    record_check(library, place, problem="It is not there.")
    record_gone(library, place)
    gone = source_row(library, key, collection=PUBLIC)
    assert gone
    assert (gone.problem, gone.is_gone) == ("It is not there.", True)
    assert gone.looked_at
    assert source_row(library, key, collection="members") is None


def test_removed(library: Library) -> None:
    """A removed article is not listed, though its quotes keep it."""
    key = shelve(library, RAIN).key
    record_sent(library, retriever(library).ask("Where was it raining?").quotes)
    remove_articles(library, [key])
    assert source_list(library, PUBLIC, offset=0, limit=9).articles == ()
    assert source_row(library, key, collection=PUBLIC) is None


def test_articles_of_a_feed(library: Library) -> None:
    """A feed has given what was read at its address, in its collection."""
    given = [shelve(library, text, FEED, entry=text[:9]).key for text in (RAIN, SNOW)]
    shelve(library, WIND)
    shelve(library, WIND, FEED, entry="other", into="members")
    follow_feed(library, FEED, collection=PUBLIC)
    assert feed_articles(library, feeds(library, PUBLIC)[0]) == tuple(given)

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest

from retrieval.library.articles import purge_articles, remove_articles
from retrieval.library.database import Library
from retrieval.library.feeds import (
    Feed,
    due_feeds,
    feeds,
    follow_feed,
    record_feed_check,
    unfollow_feed,
    wanted_entries,
)
from tests.retrieval.stored import RAIN, SNOW, shelve, written

FEED = "https://example.org/feed"
ENTRY = "https://example.org/a-very-long-day"


def subscribed(library: Library, address: str = FEED, *, collection: str = "members") -> Feed:
    """A feed that is followed from now on."""
    follow_feed(library, address, collection=collection)
    return next(feed for feed in feeds(library, collection) if feed.address == address)


def pause(feed: Feed) -> timedelta:
    """How long a feed is left alone."""
    return datetime.fromisoformat(feed.due_at) - datetime.fromisoformat(feed.looked_at)


def overdue(library: Library) -> None:
    """Let all feeds be due."""
    with library.writing() as db:
        db.execute("UPDATE feeds SET due_at = looked_at")


def test_subscribe(library: Library) -> None:
    """A feed that was just read is due in an hour, and following it twice is following it once."""
    feed = subscribed(library)
    follow_feed(library, FEED, collection="members")
    assert feeds(library, "members") == (feed,)
    assert feeds(library, "public") == ()
    assert timedelta(minutes=59) < pause(feed) <= timedelta(hours=1, seconds=1)
    assert due_feeds(library) == ()
    overdue(library)
    assert [each.id for each in due_feeds(library)] == [feed.id]


@pytest.mark.parametrize(("failures", "hours"), [(0, 1), (1, 2), (2, 4), (4, 16), (5, 24), (400, 24)])
def test_failures(library: Library, failures: int, hours: int) -> None:
    """A feed that fails is asked half as often each time, once a day at least; when it answers, each hour again."""
    feed = subscribed(library)
    record_feed_check(library, feed.model_copy(update={"failures": failures - 1}), problem="no" if failures else None)
    (noted,) = feeds(library, "members")
    assert (noted.failures, noted.problem) == (failures, "no" if failures else None)
    assert abs(pause(noted) - timedelta(hours=hours)) <= timedelta(seconds=1)
    record_feed_check(library, noted, problem=None)
    assert (feeds(library, "members")[0].failures, feeds(library, "members")[0].problem) == (0, None)


@pytest.mark.parametrize("leave", [remove_articles, purge_articles])
def test_removed(library: Library, leave: Callable[[Library, Sequence[str]], None]) -> None:
    """A removed entry is not wanted while its feed is followed, and nothing of it can be read from what says so."""
    feed = subscribed(library)
    key = shelve(library, RAIN, FEED, entry=ENTRY, into="members").key
    other = shelve(library, SNOW, "/b.txt", into="members").key
    leave(library, [key, other])
    assert wanted_entries(library, [ENTRY, "b", ""], FEED, collection="members") == {"b", ""}
    assert wanted_entries(library, [ENTRY], "https://example.org/other", collection="members") == {ENTRY}
    assert wanted_entries(library, [ENTRY], FEED, collection="public") == {ENTRY}
    library.compact()
    assert ENTRY.encode() not in written(library.path)
    unfollow_feed(library, feed)
    assert wanted_entries(library, [ENTRY], FEED, collection="members") == {ENTRY}
    assert feeds(library, "members") == ()


def test_not_followed(library: Library) -> None:
    """An entry of a feed that nobody follows may come again when somebody adds the feed again."""
    key = shelve(library, RAIN, FEED, entry=ENTRY, into="members").key
    remove_articles(library, [key])
    assert wanted_entries(library, [ENTRY], FEED, collection="members") == {ENTRY}

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import NoRoomError, UnreadableArticleError
from retrieval.ingest.inputs import Origin
from retrieval.ingest.readers.text import text_article
from retrieval.library.articles import purge_articles, remove_articles
from retrieval.library.database import Library
from retrieval.library.quota import Quota, usage
from retrieval.library.quotes import record_sent
from retrieval.library.store import ReadBatch, store_articles
from tests.retrieval.samples import some
from tests.retrieval.stored import PUBLIC, RAIN, SNOW, WIND, retriever, shelve, texts

LONG = f"{RAIN} {SNOW} {WIND}"


def arrive(library: Library, text: str, address: str, room: Quota) -> None:
    """Let a text arrive at an address of a collection that may have so much."""
    delivery = ReadBatch(Origin(address=address), address, text, {"": text_article(text, file=address)})
    store_articles(library, delivery, collection=PUBLIC, room=room)


def test_articles(library: Library) -> None:
    """One article beyond the limit is refused, and nothing of it is stored; what is there may change."""
    room = Quota(articles=2)
    arrive(library, RAIN, "a.txt", room)
    arrive(library, SNOW, "b.txt", room)
    with pytest.raises(NoRoomError, match="limit of 2 articles"):
        arrive(library, WIND, "c.txt", room)
    assert usage(library, PUBLIC) == Quota(2, len(RAIN) + len(SNOW))
    arrive(library, WIND, "b.txt", room)
    assert usage(library, PUBLIC) == Quota(2, len(RAIN) + len(WIND))


def test_text(library: Library) -> None:
    """An article does not become longer than there is room for; where there is too much already, it becomes shorter."""
    arrive(library, RAIN, "a.txt", Quota(bytes=len(RAIN)))
    with pytest.raises(NoRoomError, match="limit of text"):
        arrive(library, LONG, "a.txt", Quota(bytes=len(LONG) - 1))
    arrive(library, LONG, "a.txt", Quota(bytes=len(LONG)))
    arrive(library, RAIN, "a.txt", Quota(bytes=10))
    assert usage(library, PUBLIC) == Quota(1, len(RAIN))


def test_each_by_itself(library: Library) -> None:
    """What one collection has takes no room from another, though both have the same text."""
    shelve(library, RAIN, into="server-1")
    arrive(library, RAIN, "a.txt", Quota(1, len(RAIN)))
    assert usage(library, "server-1") == usage(library, PUBLIC) == Quota(1, len(RAIN))
    assert usage(library, "server-2") == Quota()


def test_kept_for_quotes(library: Library) -> None:
    """A text that is kept for a quote takes room until it is purged, for it takes disk."""
    key = shelve(library, RAIN).key
    record_sent(library, retriever(library).ask("Where was it raining?").quotes)
    remove_articles(library, [key])
    assert usage(library, PUBLIC) == Quota(0, len(RAIN))
    purge_articles(library, [key])
    assert usage(library, PUBLIC) == Quota()


@some
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([RAIN, SNOW, WIND, "漢字。" * 9, "🙂 smiled.", LONG])))
)
def test_never_beyond(arrivals: list[tuple[str, str]]) -> None:
    """Whatever arrives, a collection has no more than it may, and each text is counted once, in bytes."""
    room = Quota(2, 170)
    with TemporaryDirectory() as folder, Library(Path(folder) / "library.db", create=True) as library:
        for address, text in arrivals:
            with suppress(NoRoomError, UnreadableArticleError):
                arrive(library, text, address, room)
        here = texts(library)
        assert usage(library, PUBLIC) == Quota(len(here), sum(len(text.encode()) for text in here))
        assert len(here) <= room.articles
        assert usage(library, PUBLIC).bytes <= room.bytes

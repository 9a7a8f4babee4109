from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import NoRoomError, UnreadableArticleError
from retrieval.ingest.inputs import Origin
from retrieval.ingest.readers.text import text_article
from retrieval.library.database import Library
from retrieval.library.quota import Extent, held
from retrieval.library.quotes import note_sent
from retrieval.library.removal import purge, remove
from retrieval.library.store import Delivery, put
from tests.retrieval.samples import some
from tests.retrieval.stored import PUBLIC, RAIN, SNOW, WIND, retriever, shelve, texts

LONG = f"{RAIN} {SNOW} {WIND}"


def arrive(library: Library, text: str, address: str, room: Extent) -> None:
    """Let a text arrive at an address of a collection that may have so much."""
    delivery = Delivery(Origin(address=address), address, text, {"": text_article(text, file=address)})
    put(library, delivery, collection=PUBLIC, room=room)


def test_articles(library: Library) -> None:
    """One article more than there may be is refused, and nothing of it stays; what is there may change."""
    room = Extent(articles=2)
    arrive(library, RAIN, "a.txt", room)
    arrive(library, SNOW, "b.txt", room)
    with pytest.raises(NoRoomError, match=r"2 articles.*are reached"):
        arrive(library, WIND, "c.txt", room)
    assert held(library, PUBLIC) == Extent(2, len(RAIN) + len(SNOW))
    arrive(library, WIND, "b.txt", room)
    assert held(library, PUBLIC) == Extent(2, len(RAIN) + len(WIND))


def test_text(library: Library) -> None:
    """An article does not become longer than there is room for; where there is too much already, it becomes shorter."""
    arrive(library, RAIN, "a.txt", Extent(bytes=len(RAIN)))
    with pytest.raises(NoRoomError, match="MB of text"):
        arrive(library, LONG, "a.txt", Extent(bytes=len(LONG) - 1))
    arrive(library, LONG, "a.txt", Extent(bytes=len(LONG)))
    arrive(library, RAIN, "a.txt", Extent(bytes=10))
    assert held(library, PUBLIC) == Extent(1, len(RAIN))


def test_each_by_itself(library: Library) -> None:
    """What one collection has takes no room from another, though both have the same text."""
    shelve(library, RAIN, into="server-1")
    arrive(library, RAIN, "a.txt", Extent(1, len(RAIN)))
    assert held(library, "server-1") == held(library, PUBLIC) == Extent(1, len(RAIN))
    assert held(library, "server-2") == Extent()


def test_kept_for_quotes(library: Library) -> None:
    """A text that is kept for a quote takes room until it is purged, for it takes disk."""
    key = shelve(library, RAIN).key
    note_sent(library, retriever(library).ask("Where was it raining?").quotes)
    remove(library, [key])
    assert held(library, PUBLIC) == Extent(0, len(RAIN))
    purge(library, [key])
    assert held(library, PUBLIC) == Extent()


@some
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([RAIN, SNOW, WIND, "漢字。" * 9, "🙂 smiled.", LONG])))
)
def test_never_beyond(arrivals: list[tuple[str, str]]) -> None:
    """Whatever arrives, a collection has no more than it may, and each text is counted once, in bytes."""
    room = Extent(2, 170)
    with TemporaryDirectory() as folder, Library(Path(folder) / "library.db", create=True) as library:
        for address, text in arrivals:
            with suppress(NoRoomError, UnreadableArticleError):
                arrive(library, text, address, room)
        here = texts(library)
        assert held(library, PUBLIC) == Extent(len(here), sum(len(text.encode()) for text in here))
        assert len(here) <= room.articles
        assert held(library, PUBLIC).bytes <= room.bytes

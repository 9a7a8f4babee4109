"""The index of a library is what one made of its articles at this moment would be, whatever happened to its files."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.passages import passages
from retrieval.errors import LibraryError
from retrieval.index.bm25 import Index, index_of
from retrieval.indexing import parallel as bulk
from retrieval.indexing.manager import FOLDER, IndexManager
from retrieval.library import database as file
from retrieval.library.articles import remove_articles
from retrieval.library.database import Library
from retrieval.library.passages import articles_containing
from tests.retrieval.samples import some
from tests.retrieval.stored import PUBLIC, RAIN, SNOW, WIND, shelve

TERMS = ("rain", "snow", "wind", "nobodi", "river", "said", "sun", "freez")


def seen(index: Index) -> list[object]:
    """All that an index says of some terms, and what it finds for them."""
    found = [index.search([term], depth=99) for term in TERMS] + [index.search(TERMS, depth=99)]
    candidates = [[(each.score, each.passage) for each in candidates] for candidates in found]
    return [index.size, index.languages, [index.idf(term) for term in TERMS], candidates]


def rebuilt(library: Library) -> Index:
    """An index that is made of the library's articles at this moment."""
    return index_of(
        [passage for article in articles_containing(library, [PUBLIC], "") for passage in passages(article)]
    )


def segments(library: Library) -> list[Path]:
    """The files of the index."""
    folder = library.path.with_name(library.path.name + FOLDER)
    return sorted(folder.iterdir(), key=lambda path: int(path.stem)) if folder.exists() else []


def views(library: Library) -> Index:
    """The index of the library as another process opens it."""
    return Index(IndexManager(library, PUBLIC).live_segments())


changes = st.lists(
    st.tuples(
        st.sampled_from(["add", "change", "remove", "seen", "tidy", "scrub", "other"]),
        st.integers(0, 3),
        st.sampled_from([RAIN, SNOW, WIND, f"{RAIN} {SNOW}", f"{WIND}\n\n{RAIN}"]),
    ),
    max_size=12,
)


@some
@given(changes)
def test_as_rebuilt(tmp_path_factory: pytest.TempPathFactory, done: list[tuple[str, int, str]]) -> None:
    """Whatever was added, changed and removed, and whenever the index was seen to: it is what one made now would be."""
    path = tmp_path_factory.mktemp("library") / "library.db"
    with Library(path, create=True) as library:
        upkeep = IndexManager(library, PUBLIC)
        for what, number, text in done:
            if what in {"add", "change"}:
                shelve(library, f"{text} {number if what == 'add' else 'times.'}", f"/{number}.txt")
            elif what == "remove":
                remove_articles(
                    library, [article.source.id for article in articles_containing(library, [PUBLIC], "")][:number]
                )
            elif what == "other":
                shelve(library, text, into="members")
            elif what == "tidy":
                upkeep.merge_small()
            elif what == "scrub":
                upkeep.purge_removed()
            else:
                upkeep.live_segments()
        expected = seen(rebuilt(library))
        assert seen(Index(upkeep.live_segments())) == expected
        assert seen(views(library)) == expected
        assert not any(path.name.startswith("new") for path in segments(library))


def test_what_is_added_is_a_segment_of_its_own(library: Library) -> None:
    """What was added makes a new segment, and the file of the one before stays as it is."""
    for number in range(9):
        shelve(library, f"{RAIN} {number}", f"/{number}.txt")
    upkeep = IndexManager(library, PUBLIC)
    upkeep.live_segments()
    (first,) = segments(library)
    before = first.stat().st_mtime_ns, first.read_bytes()
    shelve(library, SNOW)
    upkeep.live_segments()
    assert segments(library)[0] == first
    assert (first.stat().st_mtime_ns, first.read_bytes()) == before
    assert len(segments(library)) == 2


def test_removal_makes_no_file(library: Library) -> None:
    """What was removed is out of the index at once, and no file is made for that."""
    key = shelve(library, RAIN).key
    shelve(library, SNOW, "/b.txt")
    upkeep = IndexManager(library, PUBLIC)
    upkeep.live_segments()
    before = segments(library)
    remove_articles(library, [key])
    assert "rain" not in Index(upkeep.live_segments())
    assert segments(library) == before


def test_few_segments(library: Library) -> None:
    """However many articles come one by one, there are no more segments than the logarithm of their number."""
    upkeep = IndexManager(library, PUBLIC)
    for number in range(40):
        shelve(library, f"{RAIN} {number}", f"/{number}.txt")
        upkeep.live_segments()
        upkeep.merge_small()
        assert len(segments(library)) <= 6


def test_nothing_to_tidy(library: Library) -> None:
    """When there is nothing to put together, nothing is."""
    upkeep = IndexManager(library, PUBLIC)
    assert upkeep.merge_small() is False
    shelve(library, RAIN)
    assert upkeep.merge_small() is False
    shelve(library, SNOW, "/b.txt")
    assert upkeep.merge_small() is True
    assert upkeep.merge_small() is False


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(b"PQSEG\0\0\0" + path.read_bytes()[8:]),
    ],
    ids=["missing", "empty", "cut off", "another format"],
)
def test_harmed(library: Library, harm: Callable[[Path], None]) -> None:
    """A file that is missing, damaged or of another format is built again, and the others are not."""
    for text in (RAIN, SNOW, WIND):
        shelve(library, text, f"/{text[:9]}.txt")
        IndexManager(library, PUBLIC).live_segments()
    first, second, third = segments(library)
    kept = first.stat().st_mtime_ns, third.stat().st_mtime_ns
    harm(second)
    assert seen(views(library)) == seen(rebuilt(library))
    assert (first.stat().st_mtime_ns, third.stat().st_mtime_ns) == kept
    assert seen(views(library)) == seen(rebuilt(library))
    assert len([path for path in segments(library) if path != second]) == 3


def test_all_files_lost(library: Library) -> None:
    """Without any of its files the index is built again from the library."""
    for text in (RAIN, SNOW):
        shelve(library, text, f"/{text[:9]}.txt")
        views(library)
    for path in segments(library):
        path.unlink()
    assert seen(views(library)) == seen(rebuilt(library))


def test_two_at_once(library: Library) -> None:
    """Of two processes that make the same segment one keeps it, and both see the same."""
    shelve(library, RAIN)
    one, other = IndexManager(library, PUBLIC), IndexManager(library, PUBLIC)
    assert seen(Index(one.live_segments())) == seen(Index(other.live_segments()))
    shelve(library, SNOW, "/b.txt")
    one.live_segments()
    one.merge_small()
    assert seen(Index(other.live_segments())) == seen(Index(one.live_segments())) == seen(rebuilt(library))
    assert len(segments(library)) == 1


def test_cannot_be_written(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no file can be written, the index is held in memory, and made once."""
    shelve(library, RAIN)
    library.path.with_name(library.path.name + FOLDER).write_text("in the way")
    made: list[int] = []

    def watched(items: list[object], _: str) -> list[object]:
        made.append(len(items))
        return items

    upkeep = IndexManager(library, PUBLIC)
    for _ in range(2):
        assert "rain" in Index(upkeep.live_segments(watch=watched))  # type: ignore[arg-type]  # as a Watch it is
    assert made == [1]
    monkeypatch.setattr(file, "BUSY_TIMEOUT", 0.01)
    library.rows("PRAGMA query_only = ON")
    assert "rain" in Index(upkeep.live_segments())
    upkeep.merge_small()


def test_scrubbed(library: Library) -> None:
    """After a scrub no byte of what was removed is in any file of the index."""
    key = shelve(library, "The Zanzibar Quagga Board (ZQB) met in Ouagadougou.").key
    shelve(library, RAIN, "/b.txt")
    upkeep = IndexManager(library, PUBLIC)
    upkeep.live_segments()
    upkeep.merge_small()
    remove_articles(library, [key])
    upkeep.purge_removed()
    left = b"".join(path.read_bytes().lower() for path in segments(library))
    assert not any(word in left for word in (b"zanzibar", b"quagga", b"zqb", b"ouaga"))
    assert b"rain" in left
    assert seen(Index(upkeep.live_segments())) == seen(rebuilt(library))


def test_in_parts(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index that several processes made in parts is the one that one would have made."""
    for number, text in enumerate((RAIN, SNOW, WIND, f"{RAIN} {SNOW}", f"{WIND}\n\n{RAIN}")):
        shelve(library, text, f"/{number}.txt")
    monkeypatch.setattr(bulk, "MAX_ARTICLES_PER_PART", 2)
    upkeep = IndexManager(library, PUBLIC)
    assert seen(Index(upkeep.live_segments())) == seen(rebuilt(library))
    assert len(segments(library)) == 1


def test_left_by_a_killed_process(library: Library) -> None:
    """A file that nobody has written for a day is deleted, and one that is being written is not."""
    folder = library.path.with_name(library.path.name + FOLDER)
    folder.mkdir()
    old, young, gone = (folder / name for name in ("new-1", "new-2", "99.segment"))
    for path in (old, young, gone):
        path.write_bytes(b"")
    os.utime(old, (0, 0))
    upkeep = IndexManager(library, PUBLIC)
    upkeep.purge_removed()
    assert set(folder.iterdir()) == {young}


def test_no_collection(library: Library) -> None:
    """A collection that is not there has nothing to see, and makes no file."""
    assert list(IndexManager(library, "nobody").live_segments()) == []
    assert segments(library) == []


def test_unreadable(library: Library) -> None:
    """When the library cannot be read, that is one clear line."""
    shelve(library, RAIN)
    with library.writing() as db:
        db.execute("UPDATE passages SET sentences = '[]'")
    with pytest.raises(LibraryError, match="damaged"):
        views(library)

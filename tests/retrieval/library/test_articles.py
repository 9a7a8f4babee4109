import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from retrieval.errors import LibraryError
from retrieval.indexing.removal import erase_articles
from retrieval.library import database as file
from retrieval.library.articles import remove_articles
from retrieval.library.catalog import catalog_entries
from retrieval.library.database import Library
from retrieval.library.passages import change_count
from retrieval.library.quotes import record_sent
from tests.retrieval.stored import PUBLIC, RAIN, SNOW, assert_whole, counts, retriever, shelve, texts, written

QUANDT = "The xylophonist Quandt was seen at Zwiesel with a zither, they say."  # words that nothing else has
WORDS = (b"xylophonist", b"Quandt", b"Zwiesel", b"zither", b"secret-notes")
NOISE = b"".join(sha256(bytes([each // 256, each % 256])).digest() for each in range(640))  # as incompressible
PIECES = tuple(NOISE[at : at + 16] for at in range(0, len(NOISE), 1000))


def secret(library: Library, *, length: int = 1) -> str:
    """An article with unique words, whose quotes were sent before and after it changed."""
    key = shelve(library, QUANDT, "/secret-notes.txt", kept=NOISE[:9000]).key
    record_sent(library, retriever(library).ask("Where was Quandt seen?").quotes)
    shelve(library, " ".join([QUANDT] * length) + " So it goes.", "/secret-notes.txt", kept=NOISE)
    record_sent(library, retriever(library).ask("Who was seen with a zither?").quotes)
    return key


def found_words(path: Path) -> list[bytes]:
    """Which of the secret words, and pieces of what they were read from, are in the library's files."""
    found = written(path)
    return [word for word in (*WORDS, *PIECES) if word in found]


def test_removed(library: Library) -> None:
    """A removed article is not listed, not answered from, and not in the counts; the others are."""
    key = shelve(library, RAIN).key
    shelve(library, SNOW, "/b.txt")
    before = change_count(library, [PUBLIC])
    remove_articles(library, [key])
    assert texts(library) == [SNOW]
    assert [entry.id for entry in catalog_entries(library)] != [key]
    assert change_count(library, [PUBLIC]) > before
    assert counts(library)["articles"] == counts(library)["versions"] == 1
    assert_whole(library)


def test_removed_with_quotes(library: Library) -> None:
    """Of a removed article only the texts stay that quotes were sent of, and it is listed among the removed."""
    key = shelve(library, RAIN).key
    record_sent(library, retriever(library).ask("Where was it raining?").quotes)
    shelve(library, SNOW)
    remove_articles(library, [key])
    assert texts(library) == []
    assert [row["text"] for row in library.rows("SELECT text FROM versions")] == [RAIN]
    assert [entry.id for entry in catalog_entries(library, removed=True)] == [key]
    assert catalog_entries(library) == ()
    assert_whole(library)


def test_removed_leaves_nothing_unquoted(library: Library) -> None:
    """Without sent quotes nothing of the article is left in the tables but that one of its number has left."""
    key = shelve(library, RAIN).key
    remove_articles(library, [key])
    assert {table: count for table, count in counts(library).items() if count} == {"collections": 1, "departures": 1}


@pytest.mark.parametrize("length", [1, 400])
@pytest.mark.parametrize("first", [True, False])
def test_purged(library: Library, *, first: bool, length: int) -> None:
    """After a purge no byte of the article is in the library, its log or the log's index; the others are whole."""
    for number in range(20):
        shelve(library, f"{RAIN} {number} times.", f"/{number}.txt")
    key = secret(library, length=length)
    for number in range(20, 40):
        shelve(library, f"{SNOW} {number} times.", f"/{number}.txt")
    assert found_words(library.path) == [*WORDS, *PIECES]
    if first:
        remove_articles(library, [key])
    erase_articles(library, [key])
    assert found_words(library.path) == []
    assert len(texts(library)) == 40
    assert counts(library)["purged"] == 2
    assert library.rows("PRAGMA freelist_count")[0][0] == 0
    assert_whole(library)


def test_removed_is_overwritten(library: Library) -> None:
    """Of a removed article without sent quotes no byte is left either, once the log is written back."""
    shelve(library, RAIN)
    key = shelve(library, " ".join([QUANDT] * 400), "/secret-notes.txt", kept=NOISE).key
    with Library(library.path) as removing:
        remove_articles(removing, [key])
    library.close()
    assert found_words(library.path) == []


def test_purged_while_others_read(library: Library) -> None:
    """A program that has the library open, but reads nothing just now, holds no purge up."""
    key = secret(library)
    with Library(library.path) as other:
        assert len(texts(other)) == 1
        erase_articles(library, [key])
        assert found_words(library.path) == []
        assert texts(other) == []


def test_purge_is_held_up(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process reads the old state, one line says so; the next purge finishes the work."""
    monkeypatch.setattr(file, "BUSY_TIMEOUT", 0.01)
    key = secret(library)
    with Library(library.path) as purging:
        with closing(sqlite3.connect(library.path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM versions").fetchall()
            with pytest.raises(LibraryError, match="locked by another process"):
                erase_articles(purging, [key])
            assert texts(purging) == []
        erase_articles(purging, [])
        assert found_words(library.path) == []


def test_purge_of_one_keeps_the_shared_text(library: Library) -> None:
    """A text that another collection has, too, stays there."""
    key = shelve(library, RAIN).key
    shelve(library, RAIN, into="members")
    erase_articles(library, [key])
    assert texts(library, "members") == [RAIN]
    assert texts(library) == []
    assert_whole(library)

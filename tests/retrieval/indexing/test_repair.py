"""A library whose texts are whole, and whose passages, blocks or index are not."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.errors import LibraryError
from retrieval.indexing.integrity import check_index
from retrieval.indexing.manager import index_folder, update_indexes
from retrieval.indexing.repair import RepairReport, repair
from retrieval.indexing.structure import check_structure
from retrieval.library.database import Library
from retrieval.library.quotes import record_sent
from retrieval.live import LiveRetriever
from tests.retrieval.stored import PUBLIC, RAIN, SNOW, assert_whole, counts, shelve, texts

RAINING = "Where was it raining?"

DAMAGE = {
    "no passages": "DELETE FROM passages WHERE version = 1",
    "one passage less": "DELETE FROM passages WHERE version = 1 AND position = 0",
    "a gap": "UPDATE passages SET position = 7 WHERE version = 1 AND position = 0",
    "out of range": "UPDATE passages SET sentences = '[[0, 999]]' WHERE version = 1",
    "backwards": "UPDATE passages SET sentences = '[[9, 5]]' WHERE version = 1",
    "before the text": "UPDATE passages SET sentences = '[[-3, 5]]' WHERE version = 1",
    "empty": "UPDATE passages SET sentences = '[]' WHERE version = 1",
    "of white space": "UPDATE passages SET sentences = '[[2, 7]]' WHERE version = 1",
    "no JSON": "UPDATE passages SET sentences = '[[0' WHERE version = 1",
    "other JSON": "UPDATE passages SET sentences = '{\"a\": 1}' WHERE version = 1",
    "a section that is none": "UPDATE passages SET section = '[1]' WHERE version = 1",
    "a lead-in out of range": "UPDATE passages SET lead_in = '[[5, 999]]' WHERE version = 1",
    "blocks that are no JSON": "UPDATE versions SET blocks = '[[0, 4' WHERE id = 1",
    "blocks out of range": "UPDATE versions SET blocks = '[[0, 9999]]' WHERE id = 1",
    "blocks of another shape": "UPDATE versions SET blocks = '[{}]' WHERE id = 1",
    "blocks that are null": "UPDATE versions SET blocks = 'null' WHERE id = 1",
    "pages that are no JSON": "UPDATE articles SET pages = '[' WHERE id = 1",
    "pages that are no numbers": "UPDATE articles SET pages = '[\"a\"]' WHERE id = 1",
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library with two articles, an index, and a quote that was sent."""
    with Library(tmp_path / "library.db", create=True) as opened:
        shelve(opened, RAIN)
        shelve(opened, SNOW, "/b.txt")
        update_indexes(opened)
        record_sent(opened, LiveRetriever(opened, [PUBLIC]).ask(RAINING).quotes)
        yield opened


def damage(library: Library, statement: str) -> None:
    """Change the library as no release does."""
    with library.writing() as db:
        db.execute(statement)


def quoted(library: Library) -> list[str]:
    """The quotes that answer where it was raining."""
    return [quote.text for quote in LiveRetriever(library, [PUBLIC]).ask(RAINING).quotes]


@pytest.mark.parametrize("statement", DAMAGE.values(), ids=DAMAGE)
def test_repaired(library: Library, statement: str) -> None:
    """What a question would fail on is found, and after a repair the question is answered and sent quotes are there."""
    before = quoted(library)
    assert before
    damage(library, statement)
    assert not check_structure(library).is_sound
    done = repair(library)
    assert not done.is_sound
    assert done.index
    assert check_structure(library).is_sound
    assert check_index(library).is_sound
    assert quoted(library) == before
    assert counts(library)["quotes"] == 1
    assert_whole(library)
    assert repair(library).is_sound


def test_sound(library: Library) -> None:
    """A sound library is found so, and nothing is written."""
    before = (library.path.read_bytes(), Path(f"{library.path}-wal").read_bytes())
    assert check_structure(library).is_sound
    assert repair(library) == RepairReport()
    assert (library.path.read_bytes(), Path(f"{library.path}-wal").read_bytes()) == before


def test_other_sentences(library: Library) -> None:
    """Passages that are spans of the text, and not those that it is split into, are made again."""
    damage(library, "UPDATE passages SET sentences = '[[0, 6]]' WHERE version = 1")
    assert repair(library).passages == 1
    assert_whole(library)


def test_damaged_text(library: Library) -> None:
    """A text that is not what was stored is counted and left alone, and the others are repaired."""
    damage(library, "UPDATE versions SET text = replace(text, 'raining', 'pouring') WHERE id = 1")
    damage(library, "DELETE FROM passages WHERE version = 2")
    done = repair(library)
    assert (done.damaged, done.passages) == (1, 1)
    with pytest.raises(LibraryError, match="damaged"):
        texts(library)


def test_orphans(library: Library) -> None:
    """Passages of a version that is not there are deleted."""
    with library.writing() as db:
        db.execute("PRAGMA defer_foreign_keys = ON")
        db.execute("UPDATE passages SET version = 99 WHERE version = 2")
        db.execute("INSERT INTO versions (id, sha256, text, blocks) VALUES (99, 'x', 'x', '[]')")
    library.rows("PRAGMA foreign_keys = OFF")
    damage(library, "DELETE FROM versions WHERE id = 99")
    damage(library, "DELETE FROM sizes WHERE version = 99")
    repair(library)
    assert_whole(library)


@pytest.mark.parametrize("wrong", ["lacks", "extra", "other", "twice", "from the future"])
def test_index(library: Library, wrong: str) -> None:
    """An index that lacks or has segments too many is found, and built again."""
    folder = index_folder(library)
    (first,) = folder.iterdir()
    if wrong == "lacks":
        first.unlink()
    elif wrong == "extra":
        shutil.copy(first, folder / "77.segment")
    elif wrong == "other":  # a sound file of other articles
        shelve(library, "Of something else entirely this one speaks.", "/c.txt")
        update_indexes(library)
        (other,) = set(folder.iterdir()) - {first}
        shutil.copy(other, first)
    elif wrong == "twice":
        damage(library, "INSERT INTO segments (collection, since, upto) SELECT collection, since, upto FROM segments")
        shutil.copy(first, folder / "2.segment")
    else:
        damage(library, "UPDATE segments SET upto = 99")
    assert not check_index(library).is_sound
    assert repair(library).index
    assert check_index(library).is_sound
    assert len(list(folder.iterdir())) == 1
    assert len(quoted(library)) == 1

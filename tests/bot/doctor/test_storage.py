import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.doctor import storage
from bot.doctor.finding import Diagnosis, Finding, Severity
from bot.doctor.storage import storage_findings
from retrieval.indexing.manager import IndexManager, index_folder
from retrieval.ingest.inputs import Origin
from retrieval.library.articles import remove_articles
from retrieval.library.database import Library
from retrieval.library.origins import known_address, record_gone
from tests.retrieval.stored import PUBLIC, RAIN, SNOW, WIND, listed, shelve


class Usage(NamedTuple):
    """A disk's room as the system tells of it."""

    total: int
    used: int
    free: int


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library with two articles."""
    path = tmp_path / "library.db"
    with Library(path, create=True) as library:
        shelve(library, RAIN)
        shelve(library, SNOW, "/b.txt")
    return path


def found(path: Path) -> dict[str, Finding]:
    """The findings by what they are about; the last one of each."""
    return {finding.about: finding for finding in storage_findings(path)}


def test_sound(path: Path) -> None:
    """A sound library is found so, with how much is in it."""
    findings = found(path)
    assert Diagnosis.of(findings.values()).state is Severity.OK
    assert str(path) in findings["library"].found
    assert "2 in 1 collections, 0 quotes sent; the newest text was read 20" in findings["articles"].found


def test_none(tmp_path: Path) -> None:
    """Where there is no library yet, the finding says how one is made, and none is made."""
    path = tmp_path / "no" / "library.db"
    assert found(path)["library"].state is Severity.WARNING
    assert "pullquote add" in found(path)["library"].advice
    assert not path.parent.exists()


def test_not_a_library(tmp_path: Path) -> None:
    """A file that is something else is a problem."""
    path = tmp_path / "library.db"
    path.write_text("a\n" * 1000)
    assert found(path)["library"].state is Severity.PROBLEM


def test_changed_text(path: Path) -> None:
    """A text that is not what was stored is a problem, though the file is a sound database."""
    with Library(path) as library, library.writing() as db:
        db.execute("UPDATE versions SET text = replace(text, 'raining', 'pouring')")
    assert found(path)["library"].state is Severity.PROBLEM
    assert "1 texts are not what was stored" in found(path)["library"].found


def test_damaged_pages(path: Path) -> None:
    """Pages that were overwritten are a problem."""
    with path.open("r+b") as file:
        size = file.seek(0, 2)
        for page in range(4096, size, 4096):
            file.seek(page)
            file.write(b"\xff" * 64)
    assert found(path)["library"].state is Severity.PROBLEM


def test_empty(path: Path) -> None:
    """A library without articles works, and refuses every question, of which it warns."""
    with Library(path) as library:
        remove_articles(library, [entry.id for entry in listed(library).values()])
    assert found(path)["articles"].state is Severity.WARNING


@pytest.fixture
def files(path: Path) -> list[Path]:
    """The files of that library's index, one for each of three articles, the last of which has a long text."""
    with Library(path) as library:
        for number, text in enumerate((RAIN, SNOW, "".join(f"It was raining in town {n}. " for n in range(4000)))):
            shelve(library, text, f"/{number}.txt", into=f"server-{number}")
            IndexManager(library, f"server-{number}").live_segments()
        return sorted(index_folder(library).iterdir())


def test_no_index(path: Path) -> None:
    """Before the first question there is no index, and that is fine."""
    assert found(path)["index"].state is Severity.OK


def test_index(path: Path, files: list[Path]) -> None:
    """A sound index is found so, with its size; the room that it needs counts."""
    finding = found(path)["index"]
    assert finding.state is Severity.OK
    assert finding.found.startswith(f"3 files in `{path}-index` are sound (")
    needed = 2 * path.stat().st_size + sum(file.stat().st_size for file in files)
    assert f"may need {needed / 1e6:.1f} MB" in found(path)["disk"].found


def test_missing_file(path: Path, files: list[Path]) -> None:
    """A file of the index that is gone is named, with what becomes of it, and so it does."""
    files[1].unlink()
    finding = found(path)["index"]
    assert finding.state is Severity.WARNING
    assert f"of 3 files in `{path}-index` 1 missing: `{files[1].name}`" in finding.found
    assert "pullquote ask" in finding.advice
    with Library(path) as library:
        IndexManager(library, "server-1").live_segments()
    assert found(path)["index"].state is Severity.OK


@pytest.mark.parametrize("where", [0, 20, 0.3, 0.6, -1])
def test_damaged_file(path: Path, files: list[Path], where: float) -> None:
    """A byte of the index that is not what was written is found wherever it is, and no byte is changed by the look."""
    with files[2].open("r+b") as file:
        size = file.seek(0, 2)
        file.seek(int(where * size) if 0 < where < 1 else int(where) % size)
        (byte,) = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([byte ^ 0x55]))
    before = files[2].read_bytes()
    finding = found(path)["index"]
    assert finding.state is Severity.WARNING
    assert f"1 damaged or of another release: `{files[2].name}`" in finding.found
    assert files[2].read_bytes() == before


def test_gone(path: Path) -> None:
    """Articles that are no longer at their address are counted."""
    with Library(path) as library:
        address = Origin(address="/a.txt").address
        before = known_address(library, address, collection=PUBLIC)
        assert before
        record_gone(library, before)
    assert found(path)["articles"].state is Severity.WARNING
    assert found(path)["articles"].found.startswith("1 are no longer")


@pytest.mark.parametrize(
    ("free", "state"),
    [(10**9, Severity.OK), (10**8, Severity.WARNING), (10**6, Severity.PROBLEM)],
    ids=["1 GB", "100 MB", "1 MB"],
)
def test_disk(path: Path, monkeypatch: pytest.MonkeyPatch, free: int, state: Severity) -> None:
    """Little room is a warning, next to none a problem."""
    monkeypatch.setattr(storage, "disk_usage", lambda _: Usage(2 * free, free, free))
    assert found(path)["disk"].state is state


def test_room_for_a_purge(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is reported when there is no room to rewrite the library beside itself."""
    monkeypatch.setattr(storage, "LITTLE_ROOM", 0)
    monkeypatch.setattr(storage, "NO_ROOM", 0)
    size = path.stat().st_size
    for free, state in (
        (storage.VACUUM_FACTOR * size, Severity.OK),
        (storage.VACUUM_FACTOR * size - 1, Severity.WARNING),
    ):
        monkeypatch.setattr(storage, "disk_usage", lambda _, free=free: Usage(free, 0, free))
        assert found(path)["disk"].state is state


def test_nothing_is_changed(path: Path) -> None:
    """A look changes no byte of the library."""
    before = path.read_bytes()
    found(path)
    assert path.read_bytes() == before


def test_earlier_readings(path: Path, tmp_path: Path) -> None:
    """What an earlier release has read is warned of, by whether it is kept, still at its address, or out of reach."""
    (tmp_path / "there.txt").write_text(WIND, encoding="utf-8")
    with Library(path) as library:
        shelve(library, RAIN, kept=RAIN.encode())
        shelve(library, WIND, str(tmp_path / "there.txt"))
        shelve(library, f"{WIND} So it goes.", "https://example.org/wind")
        with library.writing() as db:
            db.execute("UPDATE origins SET readers = readers - 1")
    warnings = [finding for finding in storage_findings(path) if finding.state is Severity.WARNING]
    said = [(finding.found.partition(" an ")[0], finding.advice.partition(";")[0]) for finding in warnings]
    assert said == [
        ("1", "`pullquote reread --all`"),
        ("2", "`pullquote refresh --all` reads them again"),
        ("1", "add again those that you have"),
    ]
    assert warnings[2].found.endswith("out of reach: `b.txt`")


@pytest.mark.skipif(sys.platform == "win32", reason="this system has other permissions")
def test_open_to_others(path: Path) -> None:
    """A library that other users can read is warned of, and stays as it is."""
    assert "privacy" not in found(path)
    path.chmod(0o644)
    assert found(path)["privacy"].state is Severity.WARNING
    assert "`library.db`" in found(path)["privacy"].found
    assert path.stat().st_mode & 0o777 == 0o644

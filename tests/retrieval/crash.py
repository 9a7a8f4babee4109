"""What does a killed `add` leave? Many small articles, a process that is killed while it adds them, what is there."""

import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from retrieval.importer import add
from retrieval.library.database import Library
from retrieval.library.store import StoreOutcome
from tests.retrieval.stored import PUBLIC, assert_whole, texts

PATIENCE = 300.0  # seconds for an `add` that is not killed
NOUNS = "keeper miller mayor river mill roof lamp gate bell tower".split()


class Left(NamedTuple):
    """How many articles a killed `add` had stored, and whether it was killed before its end."""

    stored: int
    killed: bool


def write_articles(folder: Path, count: int) -> list[str]:
    """So many small articles in a folder, no two alike; their texts, in order."""
    folder.mkdir(parents=True)
    found = []
    for number in range(count):
        first, second = NOUNS[number % len(NOUNS)], NOUNS[number // len(NOUNS) % len(NOUNS)]
        text = f"The {first} of village {number} is old.\n\nIt stands by the {second}, they say. Nobody minds it.\n"
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
        found.append(text)
    return sorted(found)


def seconds_to_add(folder: Path, library: Path) -> float:
    """How long an `add` takes that is not killed, from the start of its process."""
    began = time.monotonic()
    subprocess.run(_command(folder, library), check=True, capture_output=True, timeout=PATIENCE)  # noqa: S603 -- our own
    return time.monotonic() - began


def kill_while_adding(folder: Path, library: Path, *, after: float) -> Left:
    """Start an `add`, kill it after so many seconds, and hold that what it has left is whole, and none of it twice."""
    process = subprocess.Popen(_command(folder, library), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 -- our own
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
    killed = process.wait() != 0
    if not library.exists():
        return Left(0, killed)
    with Library(library) as opened:
        assert_whole(opened)
        found = texts(opened)
    assert len(set(found)) == len(found)
    return Left(len(found), killed)


def finish(folder: Path, library: Path, expected: list[str], left: Left) -> None:
    """Hold that the same `add` once more adds what is missing, and nothing else."""
    with Library(library, create=True) as opened:
        outcomes = [each.outcome for each in add(opened, [str(folder)], collection=PUBLIC)]
        assert outcomes.count(StoreOutcome.UNCHANGED) == left.stored
        assert outcomes.count(StoreOutcome.ADDED) == len(expected) - left.stored == len(outcomes) - left.stored
        assert texts(opened) == expected
        assert_whole(opened)


def _command(folder: Path, library: Path) -> list[str]:
    return [sys.executable, "-m", "bot", "add", str(folder), "--library", str(library)]

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from tests.retrieval.crash import Left, finish, kill_while_adding, seconds_to_add, write_articles

TIMES = 5
ARTICLES = 2000


@pytest.mark.slow
def test_two_at_once(tmp_path: Path) -> None:
    """Two processes that add the same articles at the same time both succeed, and double none."""
    expected = write_articles(tmp_path / "articles", 300)
    library = tmp_path / "library.db"
    with ThreadPoolExecutor() as pool:
        adding = [pool.submit(seconds_to_add, tmp_path / "articles", library) for _ in range(2)]
        assert all(each.result() for each in adding)
    finish(tmp_path / "articles", library, expected, Left(len(expected), killed=False))


@pytest.mark.slow
def test_killed(tmp_path: Path) -> None:
    """Killed at a random moment, `add` leaves each article whole or absent, and once more finishes, doubling none."""
    expected = write_articles(tmp_path / "articles", ARTICLES)
    random = Random(4)  # noqa: S311 -- moments, no secrets
    whole = seconds_to_add(tmp_path / "articles", tmp_path / "whole.db")
    for number in range(TIMES):
        library = tmp_path / f"{number}.db"
        left = kill_while_adding(tmp_path / "articles", library, after=random.uniform(0, whole))
        finish(tmp_path / "articles", library, expected, left)


def test_killed_again_and_again(tmp_path: Path) -> None:
    """An `add` that is killed again and again gets on, and never goes back."""
    expected = write_articles(tmp_path / "articles", 200)
    library, stored = tmp_path / "library.db", 0
    for after in (0.2, 0.6, 0.7, 0.8):
        left = kill_while_adding(tmp_path / "articles", library, after=after)
        assert left.stored >= stored
        stored = left.stored
    finish(tmp_path / "articles", library, expected, left)

"""Is an `add` safe that is killed at any moment? 2,000 articles, a hundred times, at random moments.

    python -m benchmarks.crash [TIMES]

Prints how much was stored each time, and stops at the first library that is not whole.
"""

import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.retrieval.crash import finish, kill_while_adding, seconds_to_add, write_articles

ARTICLES = 2000
TIMES = 100


def main(times: int) -> None:
    """Kill and look, so many times."""
    random = Random()  # noqa: S311 -- moments, no secrets
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / "articles"
        expected = write_articles(folder, ARTICLES)
        whole = seconds_to_add(folder, Path(scratch) / "whole.db")
        killed = 0
        for number in range(times):
            library, after = Path(scratch) / f"{number}.db", random.uniform(0, whole)
            left = kill_while_adding(folder, library, after=after)
            finish(folder, library, expected, left)
            killed += left.killed
            state = "killed" if left.killed else "done"
            print(f"{number + 1:>4}: {state} after {after:.2f} s with {left.stored:>4} of {ARTICLES} articles: whole")
    print(f"{killed} of {times} were killed before their end; every library was whole, and every one was finished")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else TIMES)

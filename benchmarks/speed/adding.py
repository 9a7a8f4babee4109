"""How long until an added article is found, and do questions wait for it?"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from string import ascii_lowercase

from benchmarks.peers.peer import Opened, Text
from benchmarks.speed.figure import Figure
from benchmarks.speed.timing import timed

TIMES = 20  # articles that are added one by one
SECONDS = 5.0  # no more are added after this
PAUSE = 0.05  # seconds between two articles that are added while questions are asked
SOME = 200  # questions that are asked meanwhile

Add = Callable[[Text], None]


def adding(opened: Opened, add: Add, size: int, questions: Sequence[str]) -> Iterator[Figure]:
    """The figures of adding to an index of `size` texts: by itself, and while the questions are asked."""
    times, end = [], time.perf_counter() + SECONDS
    for place in range(size, size + TIMES):
        times.append(_found_after(opened, add, place))
        if time.perf_counter() > end:
            break
    yield Figure("add_one_ms", median(times) * 1e3, len(times))
    yield from _meanwhile(opened, add, size + len(times), questions[:SOME])


def _found_after(opened: Opened, add: Add, place: int) -> float:
    article, word = _article(place)
    began = time.perf_counter()
    add(article)
    found = opened.ask(word)
    took = time.perf_counter() - began
    if list(found) != [article.id]:
        raise RuntimeError(f"`{word}` finds {found}, and only the article {article.id} has it")
    return took


def _meanwhile(opened: Opened, add: Add, place: int, questions: Sequence[str]) -> Iterator[Figure]:
    """The questions' times while another thread adds one article after the other."""
    done = threading.Event()

    def adds() -> None:
        number = place
        while not done.wait(PAUSE):
            add(_article(number)[0])
            number += 1

    with ThreadPoolExecutor(1) as other:
        added = other.submit(adds)
        try:
            times = timed(opened.ask, questions)
        finally:
            done.set()
        added.result()  # raises what went wrong
    yield from times.figures("_while_adding")


def _article(place: int) -> tuple[Text, str]:
    """An article with a word that no other has, and that word."""
    word = f"zyx{''.join(ascii_lowercase[int(digit)] for digit in str(place))}q"
    body = f"The {word} is a small animal that was first seen by the keepers of the harbour in the spring of 1987."
    return Text(str(place), "An article that was added", body), word

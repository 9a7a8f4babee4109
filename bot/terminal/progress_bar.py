"""How does long work show its progress? As a bar on stderr, where that is a terminal."""

import sys
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import Final

import click

from retrieval.progress import Item

DELAY: Final = 0.5  # seconds; work that is done by then shows no bar


def with_progress_bar(items: Sequence[Item], doing: str) -> Iterator[Item]:
    """Yield the items; where stderr is a terminal, show the share done, the remaining time and the rate meanwhile."""
    if not sys.stderr.isatty():
        yield from items
        return
    began, done, rest = monotonic(), 0, iter(items)
    while done < len(items) and monotonic() - began < DELAY:
        yield next(rest)
        done += 1
    if done < len(items):
        yield from _with_bar(rest, doing, began=began, done=done, of=len(items))


def _with_bar(rest: Iterator[Item], doing: str, *, began: float, done: int, of: int) -> Iterator[Item]:
    def rate(_: Item | None) -> str:
        return f"{bar.pos / (monotonic() - began):.0f} a second"

    bar = click.progressbar(rest, of, label=doing, file=sys.stderr, show_pos=True, item_show_func=rate)
    with bar:
        bar.update(done)
        yield from bar

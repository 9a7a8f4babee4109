"""A progress bar on stderr, for work that takes longer than a moment and somebody who is looking."""

import sys
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import Final

import click

from retrieval.progress import Item

A_MOMENT: Final = 0.5  # seconds; what is done by then needs no bar


def watched(items: Sequence[Item], doing: str) -> Iterator[Item]:
    """The same items; where stderr is a terminal, with a bar that shows share, remaining time and rate."""
    if not sys.stderr.isatty():
        yield from items
        return
    began, done, rest = monotonic(), 0, iter(items)
    while done < len(items) and monotonic() - began < A_MOMENT:
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

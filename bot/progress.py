"""A progress bar on stderr, for work that takes longer than a moment and somebody who is looking."""

import sys
from collections.abc import Iterator, Sequence

import click

from retrieval.watch import Item

MANY = 200  # items; fewer are done before a bar can be read


def watched(items: Sequence[Item], doing: str) -> Iterator[Item]:
    """The same items, with a bar that shows share and remaining time where stderr is a terminal."""
    hidden = len(items) < MANY or not sys.stderr.isatty()
    with click.progressbar(items, label=doing, file=sys.stderr, show_pos=True, hidden=hidden) as bar:
        yield from bar

"""How does the command talk to the person at the terminal? Data goes to stdout, talk to stderr, the end is a number."""

import shutil
from typing import Final

import click

DONE: Final = 0  # answered, or done
NOTHING_FOUND: Final = 1
WRONG_USE: Final = 2  # or bad input, or a library that cannot be used
INTERRUPTED: Final = 130


def say(line: str) -> None:
    """Tell the person at the terminal something that is not data."""
    click.echo(" ".join(line.splitlines()), err=True)


def width() -> int:
    """The columns of the terminal."""
    return shutil.get_terminal_size().columns

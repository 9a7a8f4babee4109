"""How does the command talk to the person at the terminal? Data goes to stdout, talk to stderr, the end is a number.

What others wrote may hold control characters, which could move the cursor or worse: they are shown as pictures (␛).
"""

import shutil
from typing import Final

import click

DONE: Final = 0  # answered, or done
NOTHING_FOUND: Final = 1
WRONG_USE: Final = 2  # or bad input, or a library that cannot be used
INTERRUPTED: Final = 130
CONTROL_PICTURES = (
    {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), "�")
)


def say(line: str) -> None:
    """Tell the person at the terminal something that is not data."""
    click.echo(printable(line), err=True)


def printable(text: str) -> str:
    """The text on one line, with pictures in place of control characters."""
    return " ".join(text.split()).translate(CONTROL_PICTURES)


def width() -> int:
    """The columns of the terminal."""
    return shutil.get_terminal_size().columns

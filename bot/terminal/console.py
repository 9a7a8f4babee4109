"""How does the command talk to the person at the terminal? Data goes to stdout, talk to stderr, the end is a number.

What others wrote may hold control characters, which could move the cursor or worse: they are shown as pictures (␛).
"""

import shutil
import textwrap
from typing import Final

import click
import regex

DONE: Final = 0  # answered, or done
NOTHING_FOUND: Final = 1
UNEXPECTED: Final = 1  # of `eval`: an answer is not what was expected
WRONG_USE: Final = 2  # or bad input, or a library that cannot be used
INTERRUPTED: Final = 130
CONTROL_PICTURES = (
    {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), "�")
)
NOT_ONE_COLUMN = regex.compile(r"[\p{East_Asian_Width=Wide}\p{East_Asian_Width=Fullwidth}\p{M}\p{Cf}]")


def say(line: str) -> None:
    """Tell the person at the terminal something that is not data."""
    click.echo(printable(line), err=True)


def printable(text: str) -> str:
    """The text on one line, with pictures in place of control characters."""
    return " ".join(text.split()).translate(CONTROL_PICTURES)


def width() -> int:
    """The columns of the terminal."""
    return shutil.get_terminal_size().columns


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns, broken between words where they fit."""
    if not NOT_ONE_COLUMN.search(text):
        return textwrap.wrap(text, width)
    from wcwidth import wcswidth, wrap  # noqa: PLC0415 -- has the widths of all characters, and takes time to load them

    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else ""
        if joined and wcswidth(joined) <= width:  # as a whole, for a mark after a space takes a column of its own
            lines[-1] = joined
        else:
            lines += wrap(word, width)
    return lines

"""How do commands print? Data to stdout, messages to stderr, and an exit code.

Text from elsewhere may have control characters in it, which could move the cursor or worse: pictures (␛) replace them.
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
    """Print a message, which is not data, to stderr."""
    click.echo(printable(line), err=True)


def printable(text: str) -> str:
    """The text on one line, with pictures in place of control characters."""
    return " ".join(text.split()).translate(CONTROL_PICTURES)


def width() -> int:
    """The width of the terminal in columns."""
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

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
BETWEEN_FACTS: Final = " · "
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


def wrapped(text: str, width: int, *, breaks_words: bool = True) -> list[str]:
    """The text in lines of at most `width` columns, broken at spaces; a longer word is broken, or stays whole.

    Nothing is broken at a hyphen: `--gui-password` and an address can be copied.
    """
    if not NOT_ONE_COLUMN.search(text):
        return textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=breaks_words)
    from wcwidth import wrap  # noqa: PLC0415 -- has the widths of all characters, and takes time to load them

    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else ""
        if joined and columns(joined) <= width:  # as a whole, for a mark after a space takes a column of its own
            lines[-1] = joined
        else:
            lines += wrap(word, width) if breaks_words else [word]
    return lines


def wrapped_facts(facts: str, width: int) -> list[str]:
    """Facts with " · " between them in lines of `width` columns, broken between two where each fits on a line.

    A longer one is broken at spaces; an address is never broken, so that it can be opened from the terminal.
    """
    mark = BETWEEN_FACTS.rstrip()
    *others, last = facts.split(BETWEEN_FACTS)
    lines: list[str] = []
    for fact, after in (*((other, mark) for other in others), (last, "")):
        joined = f"{lines[-1]} {fact}{after}" if lines else ""
        if joined and columns(joined) <= width:
            lines[-1] = joined
        elif pieces := wrapped(fact, width - len(after), breaks_words=False):
            lines += [*pieces[:-1], f"{pieces[-1]}{after}"]
    return lines


def columns(text: str) -> int:
    """How many columns of a terminal a line of text takes."""
    if not NOT_ONE_COLUMN.search(text):
        return len(text)
    from wcwidth import wcswidth  # noqa: PLC0415 -- as above

    return wcswidth(text)

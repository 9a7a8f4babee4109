"""Text → lines of a terminal's width."""

import textwrap

import regex

NOT_ONE_COLUMN = regex.compile(r"[\p{East_Asian_Width=Wide}\p{East_Asian_Width=Fullwidth}\p{M}\p{Cf}]")


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

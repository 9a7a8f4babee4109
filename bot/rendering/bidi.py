"""What keeps a text that runs from right to left from turning what stands beside it? Two marks that nobody sees.

Discord lays a line out from left to right, whatever is in it, so the full stop of a Hebrew sentence would stand before
its first word (https://github.com/discord/discord-api-docs/issues/5341). Within an isolate a text runs as its first
letter does, and what follows runs on as if it were not there.
https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
"""

from typing import Final

import regex

ISOLATE: Final = "\u2068"  # first strong isolate
END_OF_ISOLATE: Final = "\u2069"
DIRECTION: Final = regex.compile(r"[\u202A-\u202E\u2066-\u2069]")
RIGHT_TO_LEFT: Final = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}\p{Bidi_Class=AN}]")

_ENDS = regex.compile(r"(?m)^\u2068|\u2069$")


def isolated(line: str) -> str:
    """The line within an isolate, if anything in it runs from right to left or could make it do so."""
    turns = RIGHT_TO_LEFT.search(line) or DIRECTION.search(line)
    return f"{ISOLATE}{line}{END_OF_ISOLATE}" if turns else line


def without_isolates(text: str) -> str:
    """The text without the marks that `isolated` put round its lines."""
    return _ENDS.sub("", text)

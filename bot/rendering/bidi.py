"""How does right-to-left text not reorder the text around it? It is put between two invisible isolate characters.

Discord lays out every line from left to right, so the full stop of a Hebrew sentence would appear before its first word
(https://github.com/discord/discord-api-docs/issues/5341). Within an isolate the text has the direction of its first
letter, and the text after it is laid out as if the isolate were not there.
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
    """The line within an isolate, if it has right-to-left letters or characters that change the direction."""
    turns = RIGHT_TO_LEFT.search(line) or DIRECTION.search(line)
    return f"{ISOLATE}{line}{END_OF_ISOLATE}" if turns else line


def without_isolates(text: str) -> str:
    """The text without the isolate characters that `isolated` puts around its lines."""
    return _ENDS.sub("", text)

"""How is code shown on Discord? As a fenced block with its language, every character as it is.

Discord's fence is three backticks, never more, and nothing is escaped within it: what holds three backticks would end
it there, and the rest would be read as Markdown. So such code is shown line by line, as text.
"""

from collections.abc import Iterator
from typing import Final

import regex

from bot.rendering.bidi import isolated
from bot.rendering.markdown import escape

FENCE: Final = "```"
LANGUAGE: Final = regex.compile(r"[A-Za-z0-9_+.#-]{1,30}")
INDENT: Final = "\N{NO-BREAK SPACE}"  # shown at the start of a line, where Discord drops spaces


def code_lines(code: str, language: str) -> Iterator[str]:
    """The lines of Markdown that show `code`; `language` colours it where Discord's clients know it."""
    if not code.strip():
        return
    if FENCE in code:
        yield from (f"> {isolated(_escaped(line))}" for line in code.split("\n") if line.strip())
        return
    yield f"{FENCE}{language if LANGUAGE.fullmatch(language) else ''}"
    yield from code.strip("\n").split("\n")
    yield FENCE


def _escaped(line: str) -> str:
    indent = len(line) - len(line.lstrip())
    return f"{INDENT * indent}{escape(line)}"

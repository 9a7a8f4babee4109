"""Does the hyphen at a line's end belong to the word? "crimi-/nal" is criminal, "non-/violent" stays non-violent."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from spellchecker import SpellChecker

WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:[-‐][\p{L}\p{M}\p{N}]+)*")
LAST = regex.compile(r"([\p{L}\p{M}\p{N}]+(?:[-‐][\p{L}\p{M}\p{N}]+)*)[-‐]$")
FIRST = regex.compile(r"[\p{L}\p{M}]+")
DASH = regex.compile(r"(?<=\S)[-‐–—/]$")
UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}、。，！？「」（）]")


class Mender:
    """Joins the lines of a document, whose own words say how it writes them."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Know the words of `lines`, those at their ends left out."""
        self._words = {word.casefold() for line in lines for word in WORD.findall(line)[:-1]}

    def join(self, line: str, following: str) -> str:
        """The line, ready for `following` to come after it."""
        broken, rest = LAST.search(line), FIRST.match(following)
        if broken and rest and rest[0][0].islower():
            stem = line[: broken.end(1)]
            return f"{stem}-" if self._has_hyphen(broken[1].casefold(), rest[0].casefold()) else stem
        if broken:
            return f"{line[: broken.end(1)]}-"
        is_close = DASH.search(line) or (UNSPACED.match(line[-1:]) and UNSPACED.match(following))
        return line if is_close else f"{line} "

    def _has_hyphen(self, start: str, end: str) -> bool:
        """Whether the word is a compound: as the document writes it elsewhere, else as a dictionary has it."""
        if "-" in start or start + end in self._words:
            return start + end not in self._words
        if f"{start}-{end}" in self._words:
            return True
        return len(self._dictionary.known([start, end])) > 1 and not self._dictionary.known([start + end])

    @cached_property
    def _dictionary(self) -> "SpellChecker":
        from spellchecker import SpellChecker  # noqa: PLC0415 -- slow to load, and few documents need it

        return SpellChecker()

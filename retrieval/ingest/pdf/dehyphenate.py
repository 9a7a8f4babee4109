"""Does the hyphen at a line's end belong to the word? "crimi-/nal" is criminal, "non-/violent" stays non-violent."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from spellchecker import SpellChecker

WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:[-‐][\p{L}\p{M}\p{N}]+)*")
LETTER = r"[\p{L}\p{M}\p{N}]"
LAST = regex.compile(rf"(?<!{LETTER})(?<!{LETTER}[-‐])({LETTER}++(?:[-‐]{LETTER}++)*+)[-‐]$")
FIRST = regex.compile(r"[\p{L}\p{M}]+")
DASH = regex.compile(r"(?<=\S)[-‐–—/]$")
UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}、。，！？「」（）]")


class Dehyphenator:
    """Joins the lines of a document; the words in it decide which hyphens at line ends stay."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Collect the words of all `lines` of the document, except the last of each, which may be cut."""
        self._words = {word.casefold() for line in lines for word in WORD.findall(line)[:-1]}

    def join(self, line: str, following: str) -> str:
        """The line as `following` is appended to it: with or without its hyphen, or with a space."""
        hyphenated, rest = LAST.search(line), FIRST.match(following)
        if hyphenated and rest and rest[0][0].islower():
            stem = line[: hyphenated.end(1)]
            return f"{stem}-" if self._is_compound(hyphenated[1].casefold(), rest[0].casefold()) else stem
        if hyphenated:
            return f"{line[: hyphenated.end(1)]}-"
        needs_no_space = DASH.search(line) or (UNSPACED.match(line[-1:]) and UNSPACED.match(following))
        return line if needs_no_space else f"{line} "

    def _is_compound(self, start: str, end: str) -> bool:
        """Whether `start` and `end` are written with a hyphen: elsewhere in the document, else in a dictionary."""
        if "-" in start or start + end in self._words:
            return start + end not in self._words
        if f"{start}-{end}" in self._words:
            return True
        return len(self._dictionary.known([start, end])) > 1 and not self._dictionary.known([start + end])

    @cached_property
    def _dictionary(self) -> "SpellChecker":
        from spellchecker import SpellChecker  # noqa: PLC0415 -- slow to load, and few documents need it

        return SpellChecker()

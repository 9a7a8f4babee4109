"""How much does a word tell in general? A word → its inverse document frequency in passages of general language.

The articles of a community hold few words, so that one as common as "idea" may be as rare in them as the name of a
part, or be missing. It tells no more than it does elsewhere.
"""

from collections.abc import Mapping
from functools import cache
from math import inf, log
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "common_words"
LANGUAGES: Final = frozenset({"ar", "de", "en", "es", "fr", "it", "nl", "pt", "ru"})  # of which the words are known
RAREST: Final = 4.0  # on the Zipf scale: once in a hundred thousand words; rarer words are not in the lists
PASSAGE: Final = 60  # words of a passage


def general_idf(word: str, language: str) -> float:
    """The idf of a common word, in nats, if passages were drawn from general language; infinite for other words.

    A word of Zipf frequency z stands in a passage with the probability 1 - (1 - 10^(z - 9))^`PASSAGE`.
    """
    frequency = _common_words(language).get(word.casefold()) if language in LANGUAGES else None
    return inf if frequency is None else -log(1 - (1 - 10 ** (frequency - 9)) ** PASSAGE)


@cache
def _common_words(language: str) -> Mapping[str, float]:
    """The frequency of each common word of the language, on the Zipf scale."""
    lines = (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if not line.startswith("#"))
    return {word: float(frequency) for frequency, *words in rows for word in words}

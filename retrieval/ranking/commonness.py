"""How much does a word tell? A word of the question → the share of its weight that it keeps.

The articles of a community hold few words, so that one as common as "idea" may be as rare in them as the name of a
part, or be missing. What everybody says tells less of what is asked for.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "common_words"
LANGUAGES: Final = frozenset({"ar", "de", "en", "es", "fr", "it", "nl", "pt", "ru"})  # of which the words are known
RAREST: Final = 4.0  # on the Zipf scale: once in a hundred thousand words; rarer words keep all of their weight
COMMONEST: Final = 6.0  # once in a thousand words; commoner words lose no more than these
LOST: Final = 0.6  # share of its weight that one of the commonest words loses


def telling_share(word: str, language: str) -> float:
    """The share of its weight that a word keeps, from 1 - `LOST` for the commonest words to 1 for rare ones."""
    if language not in LANGUAGES:
        return 1.0
    frequency = _common_words(language).get(word.casefold(), RAREST)
    return 1 - LOST * min((frequency - RAREST) / (COMMONEST - RAREST), 1)


@cache
def _common_words(language: str) -> Mapping[str, float]:
    """The frequency of each common word of the language, on the Zipf scale."""
    lines = (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if not line.startswith("#"))
    return {word: float(frequency) for frequency, *words in rows for word in words}

"""Writes the common words of `retrieval/ranking/common_words/`, from the frequency lists of pyspellchecker.

    python -m benchmarks.common_words

A word's frequency is on the Zipf scale: the decimal logarithm of how often it occurs in a billion words (van Heuven et
al., *SUBTLEX-UK*, 2014).
"""

import gzip
import json
from collections import defaultdict
from collections.abc import Mapping
from importlib.resources import files
from math import log10

from retrieval.analysis.normalizer import stop_words
from retrieval.ranking.commonness import FOLDER, LANGUAGES, RAREST

HEAD = (
    "# Words by frequency on the Zipf scale, from pyspellchecker (MIT licence); written by benchmarks/common_words.py\n"
)


def main() -> None:
    """Write one file a language: each line a frequency, to a tenth, and the words that have it."""
    for language in sorted(LANGUAGES):
        by_frequency: dict[float, list[str]] = defaultdict(list)
        for word, frequency in frequencies(language).items():
            if frequency >= RAREST and word.isalpha() and word not in stop_words(language):
                by_frequency[round(frequency, 1)].append(word)
        lines = [f"{each} {' '.join(sorted(by_frequency[each]))}\n" for each in sorted(by_frequency, reverse=True)]
        (FOLDER / f"{language}.txt").write_text(HEAD + "".join(lines), encoding="utf-8")


def frequencies(language: str) -> Mapping[str, float]:
    """The frequency of each word of the language."""
    packed = files("spellchecker") / "resources" / f"{language}.json.gz"
    counts = json.loads(gzip.decompress(packed.read_bytes()))
    total = sum(counts.values())
    return {word: log10(count / total * 1e9) for word, count in counts.items()}


if __name__ == "__main__":
    main()

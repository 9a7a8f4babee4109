"""rank-bm25's stock `BM25Okapi`, which brings no analysis: its words are those of `words.py`.

It brings no file either, so it is pickled, as its users do; to add a text, they rebuild it.
"""

import pickle
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from rank_bm25 import BM25Okapi

from benchmarks.peers.peer import DEPTH, Ask, Opened, Setting, Text
from benchmarks.peers.words import analyser, left_out, plain_settings

NAME = "rank_bm25"
FILE = "okapi.pickle"


def settings(language: str) -> Sequence[Setting]:
    """Which fields and words are searched; there is nothing else to choose."""
    return plain_settings(language)


def opened(texts: Sequence[Text], language: str, setting: Setting) -> Ask:
    """The texts in memory, with the library's k1 of 1.5 and b of 0.75."""
    terms = analyser(language, left_out(language, setting))
    best = _best(_index(texts, setting, terms), terms, DEPTH)
    return lambda question: [texts[place].id for place in best(question)]


def build(texts: Iterable[Text], folder: Path, language: str, setting: Setting) -> None:
    """The index, pickled."""
    index = _index(texts, setting, analyser(language, left_out(language, setting)))
    with (folder / FILE).open("wb") as file:
        pickle.dump(index, file, pickle.HIGHEST_PROTOCOL)


def reopened(folder: Path, language: str, setting: Setting, *, depth: int) -> Opened:
    """The index, loaded into memory."""
    with (folder / FILE).open("rb") as file:
        index = pickle.load(file)  # noqa: S301 -- written by `build`
    best = _best(index, analyser(language, left_out(language, setting)), depth)
    return Opened(lambda question: [str(place) for place in best(question)])


def _index(texts: Iterable[Text], setting: Setting, terms: Callable[[str], list[str]]) -> BM25Okapi:
    return BM25Okapi([terms(setting.text(text)) for text in texts])


def _best(index: BM25Okapi, terms: Callable[[str], list[str]], depth: int) -> Callable[[str], list[int]]:
    """The indices of the best texts for a question."""

    def best(question: str) -> list[int]:
        scores = np.asarray(index.get_scores(terms(question)))
        return [int(place) for place in np.argsort(-scores, kind="stable")[:depth] if scores[place] > 0]

    return best

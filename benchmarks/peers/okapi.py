"""rank-bm25's stock `BM25Okapi`, which brings no analysis: its words are those of `words.py`."""

from collections.abc import Sequence

import numpy as np
from rank_bm25 import BM25Okapi

from benchmarks.peers.peer import DEPTH, Ask, Setting, Text
from benchmarks.peers.words import analyser, plain_settings

NAME = "rank_bm25"


def settings(language: str) -> Sequence[Setting]:
    """Nothing but which fields and words."""
    return plain_settings(language)


def opened(texts: Sequence[Text], language: str, setting: Setting) -> Ask:
    """The texts in memory, with the library's k1 of 1.5 and b of 0.75."""
    terms = analyser(language, stopped=setting.stopped)
    okapi = BM25Okapi([terms(setting.text(text)) for text in texts])

    def ask(question: str) -> list[str]:
        scores = np.asarray(okapi.get_scores(terms(question)))
        best = np.argsort(-scores, kind="stable")[:DEPTH]
        return [texts[place].id for place in best if scores[place] > 0]

    return ask

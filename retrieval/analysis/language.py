"""Which language is this? Text → its ISO 639-1 code.

Identified by py3langid (Lui & Baldwin, *langid.py: An Off-the-shelf Language Identification Tool*, 2012). Its model
takes a second to load, so a text with many English stop words is taken for English without it.
"""

import lzma
from array import array
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import regex

from retrieval.analysis.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"
LANGUAGES = (
    ENGLISH,
    *"ar bg bn ca cs da de el es et eu fa fi fr ga gu he hi hr hu hy id it ja ka km ko lo lt lv mr my ne nl no".split(),
    *"pl pt ro ru sk sl sr sv ta te th tl tr uk ur vi zh".split(),
)
"""The languages that are identified: those with a stemmer, with stop words, or without spaces."""

SAMPLE_LENGTH = 1000  # characters of the text that are read
MINIMUM_WORDS = 20  # of a sample; fewer are too few for a share
ENGLISH_SHARE = 0.25  # of the words are stop words in English; at most 0.15 were in 240 German passages
MINIMUM_PROBABILITY = 0.5  # below it, the first of the candidates is returned
WORD = regex.compile(r"\p{L}+")


def language_of(text: str, among: Sequence[str] = LANGUAGES) -> str:
    """The language of `text`, one of `among`; the first of these if no language is probable enough."""
    sample = text[:SAMPLE_LENGTH]
    if len(among) == 1 or not WORD.search(sample) or (among[0] == ENGLISH and _is_plainly_english(sample)):
        return among[0]
    probabilities = {language: value for language, value in _identifier().rank(sample) if language in among}
    best = max(probabilities, key=lambda language: probabilities[language])
    return best if probabilities[best] >= MINIMUM_PROBABILITY * sum(probabilities.values()) else among[0]


def _is_plainly_english(text: str) -> bool:
    words = WORD.findall(text.casefold())
    return len(words) >= MINIMUM_WORDS and sum(word in STOP_WORDS for word in words) >= ENGLISH_SHARE * len(words)


@cache
def _identifier() -> "LanguageIdentifier":
    """The language identifier, loaded at the first use.

    py3langid's own `from_model_file` unpacks the model into a file, and the sandbox that reads documents may not write.
    """
    import numpy as np  # noqa: PLC0415 -- as below
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 -- English articles do not load it

    with lzma.open(MODEL_DIR / MODEL_FILE) as packed, np.load(BytesIO(packed.read())) as model:
        weights = (model["ptc"], model["pc"], model["classes"].tolist())
        moves, rows = (array(each.dtype.char, each.tobytes()) for each in (model["nextmove"], model["nextmove_row"]))
        identifier = LanguageIdentifier(*weights, moves, model["out_feat"].tolist(), norm_probs=True, tk_row=rows)
    identifier.set_languages(LANGUAGES)
    return identifier

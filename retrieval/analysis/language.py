"""Which language is this? Text → the language's code, as in ISO 639-1.

py3langid tells (Lui & Baldwin, *langid.py: An Off-the-shelf Language Identification Tool*, 2012). Its model takes a
second to load, so English articles, which say so in every line, do without it.
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
"""The languages that are told apart: those with a stemmer, with stop words, or without spaces."""

SAMPLE = 1000  # characters that are looked at
WORDS = 20  # fewer say too little for a share of them to tell
ENGLISH_SHARE = 0.25  # of an English text's words are stop words; of 240 German passages the most had 0.15
SURE = 0.5  # probability; below it the text says too little
WORD = regex.compile(r"\p{L}+")


def language_of(text: str, among: Sequence[str] = LANGUAGES) -> str:
    """The language of `text`, one of `among`; the first of these when the text says too little."""
    sample = text[:SAMPLE]
    if len(among) == 1 or not WORD.search(sample) or (among[0] == ENGLISH and _is_plainly_english(sample)):
        return among[0]
    chances = {language: chance for language, chance in _identifier().rank(sample) if language in among}
    best = max(chances, key=lambda language: chances[language])
    return best if chances[best] >= SURE * sum(chances.values()) else among[0]


def _is_plainly_english(text: str) -> bool:
    found = WORD.findall(text.casefold())
    return len(found) >= WORDS and sum(word in STOP_WORDS for word in found) >= ENGLISH_SHARE * len(found)


@cache
def _identifier() -> "LanguageIdentifier":
    """What tells languages apart by their letters; loaded at the first need.

    py3langid's own `from_model_file` unpacks it into a file, and the process that reads documents may write none.
    """
    import numpy as np  # noqa: PLC0415 -- as the next
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 -- English articles do without it

    with lzma.open(MODEL_DIR / MODEL_FILE) as packed, np.load(BytesIO(packed.read())) as model:
        weights = (model["ptc"], model["pc"], model["classes"].tolist())
        moves, rows = (array(each.dtype.char, each.tobytes()) for each in (model["nextmove"], model["nextmove_row"]))
        identifier = LanguageIdentifier(*weights, moves, model["out_feat"].tolist(), norm_probs=True, tk_row=rows)
    identifier.set_languages(LANGUAGES)
    return identifier

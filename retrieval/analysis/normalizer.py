"""What do the forms of a word have in common? Word → term, by the language.

The stems are Snowball's (Porter, *Snowball: A language for stemming algorithms*, 2001). Words of other
languages are put in lower case, not stemmed.
"""

import threading
import unicodedata
from collections.abc import Mapping
from functools import cache
from sys import intern

import regex
import Stemmer

from retrieval.analysis.irregular_forms import BASE_FORMS
from retrieval.analysis.language import ENGLISH
from retrieval.analysis.numerals import MONTHS, NUMBERS, ordinal_digits
from retrieval.analysis.stopwords import stop_words_of

SNOWBALL: dict[str, str] = dict(
    entry.split(":")
    for entry in """
ar:arabic ca:catalan cs:czech da:danish de:german el:greek en:english es:spanish et:estonian eu:basque fa:persian
fi:finnish fr:french ga:irish hi:hindi hu:hungarian hy:armenian id:indonesian it:italian lt:lithuanian ne:nepali
nl:dutch no:norwegian pl:polish pt:portuguese ro:romanian ru:russian sr:serbian sv:swedish ta:tamil tr:turkish
""".split()
)
"""Language → the name of its stemmer."""

STEMMER_VERSION: str = Stemmer.version()

APOSTROPHE = "['’ʼ＇‘`´′‛ʻ]"
ELIDED = "[cdjlmnstv]|qu|jusqu|lorsqu|puisqu|quoiqu|un|gl|dell|all|dall|nell|sull|coll|quell|quest|bell"
ELISION = regex.compile(rf"^(?:{ELIDED}){APOSTROPHE}(?=\p{{L}})", regex.IGNORECASE)
POSSESSIVE = regex.compile(rf"{APOSTROPHE}s$", regex.IGNORECASE)  # Kardashian’s
CLITICS = {
    "ca": ELISION,
    "en": POSSESSIVE,
    "fr": ELISION,  # l’homme
    "it": ELISION,  # dell’arte
    "tr": regex.compile(rf"{APOSTROPHE}.*"),  # Ankara’da
}
"""Language → the clitics that an apostrophe separates from a word, and that are not part of it."""

ENGLISH_FORMS = {**BASE_FORMS, **MONTHS, **NUMBERS}
"""English word → the word whose term it has: base forms of irregular words, months and numbers."""

LETTER_VARIANTS: dict[str, Mapping[int, int | None]] = {
    "ar": str.maketrans("أإآٱ", "اااا", "ـًٌٍَُِّْٰ"),
    "fa": str.maketrans("يك", "یک", "ـًٌٍَُِّْٰ"),
    "he": str.maketrans("", "", "".join(map(chr, {*range(0x591, 0x5C8)} - {0x5BE}))),
    "hi": str.maketrans("ँ", "ं", "़"),
    "ro": str.maketrans("şţ", "șț"),
    "ru": str.maketrans("ё", "е"),
    "tr": str.maketrans("þýð", "şığ"),  # letters decoded with the wrong code page
}
"""Language → variants of letters, and marks that are usually left out, with what replaces them."""

UNACCENTED_STOP_WORDS = {"ro"}  # languages whose stop words are listed without accents

IGNORED = regex.compile(rf"[&@\u00ad\u200b-\u200d\u2060]|{APOSTROPHE}|(?<=\p{{L}})\.")
ACCENTS = regex.compile(r"(?<=[\p{Latin}\p{Greek}])\p{Mn}+")
GROUPED = regex.compile(r"[.,](?=\d{3}\b)")
GROUPED_BY_COMMA = regex.compile(r",(?=\d{3}\b)")
LONGEST_WORD = 64  # characters; the rest of a longer run of letters is ignored


class Stemmers(threading.local):
    """The stemmers of the current thread: a stemmer is not thread-safe. Their own caches are off."""

    def __init__(self) -> None:
        super().__init__()
        self._made: dict[str, Stemmer.Stemmer] = {}

    def __getitem__(self, language: str) -> Stemmer.Stemmer:
        """The stemmer for a language of `SNOWBALL`."""
        if language not in self._made:
            self._made[language] = Stemmer.Stemmer(SNOWBALL[language], 0)
        return self._made[language]


STEMMERS = Stemmers()


def normalize(word: str, language: str, *, keep_stop_word: bool = False) -> str | None:
    """The term of one word; `None` for a stop word, unless `keep_stop_word`: the acronym "US" is not "us"."""
    plain = _lower_case(word, language)
    unaccented = _without_accents(plain) if language in UNACCENTED_STOP_WORDS else plain
    if not keep_stop_word and unaccented in stop_words(language):
        return None
    if language == ENGLISH:
        plain = ENGLISH_FORMS.get(plain) or (ordinal_digits(plain) if plain[:1].isdigit() else None) or plain
    stem = STEMMERS[language].stemWord(plain) if language in SNOWBALL else plain
    return intern(_without_accents(stem)) or None


@cache
def stop_words(language: str) -> frozenset[str]:
    """The stop words of a language, in the form that `normalize` compares."""
    return frozenset(_lower_case(word, language) for word in stop_words_of(language))


def _lower_case(word: str, language: str) -> str:
    """The word in lower case and its usual letters, without clitics and inner punctuation."""
    word = word[:LONGEST_WORD]
    if word.isascii() and word.isalnum() and language != "tr":
        return word.lower()
    if language in CLITICS:
        word = CLITICS[language].sub("", word)
    if language == "tr":
        word = word.replace("İ", "i").replace("I", "ı")
    plain = unicodedata.normalize("NFKC", word).casefold()
    plain = IGNORED.sub("", plain.replace("$", "s"))  # A$AP is said, and often written, ASAP
    if language == "el":
        plain = _without_accents(plain)
    if language in LETTER_VARIANTS:
        plain = plain.translate(LETTER_VARIANTS[language])
    return plain if plain.isalpha() else _with_plain_numbers(plain, language)


def _with_plain_numbers(word: str, language: str) -> str:
    """The word with ASCII digits and without grouping: "1,000" and, except in English, "1.000" become "1000"."""
    digits = "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in word)
    grouped = GROUPED_BY_COMMA if language == ENGLISH else GROUPED
    return grouped.sub("", digits).replace(",", ".")


def _without_accents(word: str) -> str:
    """The word without accents on Latin and Greek letters; in other scripts marks are part of the word."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", ACCENTS.sub("", unicodedata.normalize("NFD", word)))

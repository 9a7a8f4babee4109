"""What do the forms of a word have in common? Word → its term, in the language that it is read in.

The stems are Snowball's (Porter, *Snowball: A language for stemming algorithms*, 2001). In a language that it does not
know, words stay as they are, in lower case.
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
from retrieval.analysis.numerals import MONTHS, NUMBERS, ordinal
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

STEMMERS_MADE_BY: str = Stemmer.version()

APOSTROPHE = "['’ʼ＇‘`´′‛ʻ]"
ELIDED = "[cdjlmnstv]|qu|jusqu|lorsqu|puisqu|quoiqu|un|gl|dell|all|dall|nell|sull|coll|quell|quest|bell"
ELISION = regex.compile(rf"^(?:{ELIDED}){APOSTROPHE}(?=\p{{L}})", regex.IGNORECASE)
POSSESSIVE = regex.compile(rf"{APOSTROPHE}s$", regex.IGNORECASE)  # Kardashian’s
NO_WORD = {
    "ca": ELISION,
    "en": POSSESSIVE,
    "fr": ELISION,  # l’homme
    "it": ELISION,  # dell’arte
    "tr": regex.compile(rf"{APOSTROPHE}.*"),  # Ankara’da
}
"""Language → what an apostrophe parts from the word, and is none of it."""

ENGLISH_FORMS = {**BASE_FORMS, **MONTHS, **NUMBERS}
"""A word in English → what it counts as, before it is stemmed."""

LETTERS: dict[str, Mapping[int, int | None]] = {
    "ar": str.maketrans("أإآٱ", "اااا", "ـًٌٍَُِّْٰ"),
    "fa": str.maketrans("يك", "یک", "ـًٌٍَُِّْٰ"),
    "he": str.maketrans("", "", "".join(map(chr, {*range(0x591, 0x5C8)} - {0x5BE}))),
    "hi": str.maketrans("ँ", "ं", "़"),
    "ro": str.maketrans("şţ", "șț"),
    "ru": str.maketrans("ё", "е"),
    "tr": str.maketrans("þýð", "şığ"),  # as they come out of a wrong code page
}
"""Language → letters that are written either way, and marks that are mostly left out."""

LISTED_BARE = {"ro"}  # languages whose stop words are listed without accents

INNER = regex.compile(rf"[&@\u00ad\u200b-\u200d\u2060]|{APOSTROPHE}|(?<=\p{{L}})\.")
ACCENTS = regex.compile(r"(?<=[\p{Latin}\p{Greek}])\p{Mn}+")
GROUPED = regex.compile(r"[.,](?=\d{3}\b)")
GROUPED_BY_COMMA = regex.compile(r",(?=\d{3}\b)")
LONGEST_WORD = 64  # characters; a longer run of letters is no word, and only its beginning counts


class Stemmers(threading.local):
    """The stemmers of each thread, for none may be used by two; their own caches are off."""

    def __init__(self) -> None:
        super().__init__()
        self._made: dict[str, Stemmer.Stemmer] = {}

    def __getitem__(self, language: str) -> Stemmer.Stemmer:
        """The stemmer for a language of `SNOWBALL`."""
        if language not in self._made:
            self._made[language] = Stemmer.Stemmer(SNOWBALL[language], 0)
        return self._made[language]


STEMMERS = Stemmers()


def term_of(word: str, language: str, *, is_kept: bool = False) -> str | None:
    """The term of one word, `None` for a stop word, unless it is to be kept, as an acronym is: "US" is not "us"."""
    plain = _plain(word, language)
    if not is_kept and (_without_accents(plain) if language in LISTED_BARE else plain) in stop_words(language):
        return None
    if language == ENGLISH:
        plain = ENGLISH_FORMS.get(plain) or (ordinal(plain) if plain[:1].isdigit() else None) or plain
    stem = STEMMERS[language].stemWord(plain) if language in SNOWBALL else plain
    return intern(_without_accents(stem)) or None


@cache
def stop_words(language: str) -> frozenset[str]:
    """The words of a language that hold a sentence together, as `term_of` sees them."""
    return frozenset(_plain(word, language) for word in stop_words_of(language))


def _plain(word: str, language: str) -> str:
    """The word in lower case and in its usual letters, without what an apostrophe parts from it."""
    word = word[:LONGEST_WORD]
    if word.isascii() and word.isalnum() and language != "tr":
        return word.lower()
    if language in NO_WORD:
        word = NO_WORD[language].sub("", word)
    if language == "tr":
        word = word.replace("İ", "i").replace("I", "ı")
    plain = unicodedata.normalize("NFKC", word).casefold()
    plain = INNER.sub("", plain.replace("$", "s"))  # A$AP is said, and often written, ASAP
    if language == "el":
        plain = _without_accents(plain)
    if language in LETTERS:
        plain = plain.translate(LETTERS[language])
    return plain if plain.isalpha() else _in_digits(plain, language)


def _in_digits(word: str, language: str) -> str:
    """The word with numbers as computers write them: "1,000" and, but in English, "1.000" are 1000."""
    digits = "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in word)
    grouped = GROUPED_BY_COMMA if language == ENGLISH else GROUPED
    return grouped.sub("", digits).replace(",", ".")


def _without_accents(word: str) -> str:
    """The word with bare Latin and Greek letters; other scripts keep their marks, which are part of the word there."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", ACCENTS.sub("", unicodedata.normalize("NFD", word)))

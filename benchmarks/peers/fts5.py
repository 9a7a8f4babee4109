"""SQLite's FTS5 with its `bm25()`: `porter` for English, and trigrams for the languages whose forms it does not know.

For these it is also given the terms of `words.py`, cut and stemmed beforehand, as is usual for Chinese. A title in a
column of its own would change nothing, for its BM25 takes all columns together.
"""

import sqlite3
from collections.abc import Callable, Sequence

import regex

from benchmarks.peers.peer import DEPTH, Ask, Setting, Text
from benchmarks.peers.words import STOP_WORDS, analyser, plain_settings, splitter

NAME = "SQLite FTS5"
TRIGRAM = "trigram"
TERMS = "terms made beforehand"
PORTER = "porter unicode61"
WITH_MARKS = "unicode61 categories 'L* N* Co M*'"
NO_LETTER = regex.compile(r"[^\p{L}\p{M}\p{N}\s]+")


def settings(language: str) -> Sequence[Setting]:
    """The tokenizers for the language, besides which fields and words."""
    if language == "en":
        return plain_settings(language, PORTER)
    trigram = [each for each in plain_settings(language, TRIGRAM) if not each.stopped]
    return [*trigram, *plain_settings(language, TERMS)]


def opened(texts: Sequence[Text], language: str, setting: Setting) -> Ask:
    """The texts in a table in memory; any term of the question may match."""
    terms = _terms(language, setting)
    table = sqlite3.connect(":memory:")
    tokenizer = WITH_MARKS if setting.manner == TERMS else setting.manner
    table.execute(f'CREATE VIRTUAL TABLE texts USING fts5(body, tokenize="{tokenizer}")')
    bodies = (_body(setting.text(text), terms if setting.manner == TERMS else None) for text in texts)
    table.executemany("INSERT INTO texts(rowid, body) VALUES (?, ?)", enumerate(bodies))

    def ask(question: str) -> list[str]:
        either = " OR ".join(f'"{term}"' for term in dict.fromkeys(terms(question)))
        if not either:
            return []
        found = table.execute("SELECT rowid FROM texts(?) ORDER BY bm25(texts) LIMIT ?", (either, DEPTH))
        return [texts[place].id for (place,) in found]

    return ask


def _terms(language: str, setting: Setting) -> Callable[[str], list[str]]:
    """What a question is cut into."""
    if setting.manner == TRIGRAM:
        return _trigrams
    if setting.manner == TERMS:
        return analyser(language, stopped=setting.stopped)
    split, left_out = splitter(language), STOP_WORDS[language] if setting.stopped else ()
    return lambda question: [word for word in split(question) if word not in left_out]


def _trigrams(question: str) -> list[str]:
    letters = NO_LETTER.sub("", question.lower())
    return [letters[start : start + 3] for start in range(len(letters) - 2)]


def _body(text: str, terms: Callable[[str], list[str]] | None) -> str:
    return " ".join(terms(text)) if terms else text

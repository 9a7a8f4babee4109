"""SQLite's FTS5 with its `bm25()`: `porter` for English, and trigrams for the languages whose forms it does not know.

For these it is also given the terms of `words.py`, cut and stemmed beforehand, as is usual for Chinese. A title in a
column of its own would change nothing, for its BM25 takes all columns together. The table keeps no copy of the texts.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import regex

from benchmarks.peers.peer import DEPTH, Ask, Opened, Setting, Text
from benchmarks.peers.words import analyser, left_out, plain_settings, splitter

NAME = "SQLite FTS5"
FILE = "texts.db"
TRIGRAM = "trigram"
TERMS = "terms made beforehand"
PORTER = "porter unicode61"
WITH_MARKS = "unicode61 categories 'L* N* Co M*'"
INSERT = "INSERT INTO texts(rowid, body) VALUES (?, ?)"
SELECT = "SELECT rowid FROM texts(?) ORDER BY bm25(texts) LIMIT ?"
NO_LETTER = regex.compile(r"[^\p{L}\p{M}\p{N}\s]+")


def settings(language: str) -> Sequence[Setting]:
    """The tokenizers for the language, with each choice of fields and words."""
    if language == "en":
        return plain_settings(language, PORTER)
    trigram = [each for each in plain_settings(language, TRIGRAM) if not each.stopped]
    return [*trigram, *plain_settings(language, TERMS)]


def opened(texts: Sequence[Text], language: str, setting: Setting) -> Ask:
    """The texts in a table in memory; any term of the question may match."""
    table = sqlite3.connect(":memory:")
    _fill(table, texts, language, setting)
    best = _best(lambda: table, _terms(language, setting), DEPTH)
    return lambda question: [texts[place].id for place in best(question)]


def build(texts: Iterable[Text], folder: Path, language: str, setting: Setting) -> None:
    """The table in a file with a write-ahead log, so that it is asked while it grows."""
    table = sqlite3.connect(folder / FILE)
    table.execute("PRAGMA journal_mode = WAL")
    _fill(table, texts, language, setting)
    table.close()


def reopened(folder: Path, language: str, setting: Setting, *, depth: int) -> Opened:
    """The table, with a connection for each thread."""
    connections = _Connections(folder / FILE)
    body = _body(language, setting)

    def add(text: Text) -> None:
        with connections.table as table:
            table.execute(INSERT, (int(text.id), body(text)))

    best = _best(lambda: connections.table, _terms(language, setting), depth)
    return Opened(lambda question: [str(place) for place in best(question)], add)


class _Connections(threading.local):
    """One connection a thread, because SQLite's may not be shared."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.table = sqlite3.connect(path)


def _fill(table: sqlite3.Connection, texts: Iterable[Text], language: str, setting: Setting) -> None:
    tokenizer = WITH_MARKS if setting.manner == TERMS else setting.manner
    table.execute(f"CREATE VIRTUAL TABLE texts USING fts5(body, tokenize=\"{tokenizer}\", content='')")
    with table:
        table.executemany(INSERT, enumerate(map(_body(language, setting), texts)))


def _best(
    table: Callable[[], sqlite3.Connection], terms: Callable[[str], list[str]], depth: int
) -> Callable[[str], list[int]]:
    """The indices of the best texts for a question."""

    def best(question: str) -> list[int]:
        either = " OR ".join(f'"{term}"' for term in dict.fromkeys(terms(question)))
        found = table().execute(SELECT, (either, depth)) if either else ()
        return [place for (place,) in found]

    return best


def _terms(language: str, setting: Setting) -> Callable[[str], list[str]]:
    """How a question is split into terms."""
    if setting.manner == TRIGRAM:
        return _trigrams
    without = left_out(language, setting)
    if setting.manner == TERMS:
        return analyser(language, without)
    split = splitter(language)
    return lambda question: [word for word in split(question) if word not in without]


def _trigrams(question: str) -> list[str]:
    letters = NO_LETTER.sub("", question.lower())
    return [letters[start : start + 3] for start in range(len(letters) - 2)]


def _body(language: str, setting: Setting) -> Callable[[Text], str]:
    """The text that is stored in the table for a passage."""
    if setting.manner != TERMS:
        return setting.text
    terms = analyser(language, left_out(language, setting))
    return lambda text: " ".join(terms(setting.text(text)))
